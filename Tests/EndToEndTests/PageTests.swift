import Testing

extension EndToEndTests {
    /// The pages, as a browser gets them.
    @Suite struct PageTests {
        private static let hostile = "<script>alert(1)</script> & Sons"

        private func inRoomWithPages(pages: Bool = true, _ body: (Room, OpenPort) async throws -> Void) async throws {
            try await inRoom { room in
                let port = try OpenPort()
                var company = SmallCompany.usual
                company.accounts.append(.init(name: Self.hostile, daysLate: 44))
                try company.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                let setting = pages ? port.setting : port.setting.replacing(" }", with: ", pages: false }")
                try room.write(setting + SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 4)
                try await body(room, port)
            }
        }

        @Test func `show who is late, why, and who was told`() async throws {
            try await inRoomWithPages { room, port in
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                let overview = try #require(port.answer(to: "GET", "/"))
                #expect(overview.code == 200 && overview.body.contains("5 accounts"), "\(overview.body)")
                #expect(overview.body.contains("Dune is 30 days late"))
                let list = try #require(port.answer(to: "GET", "/accounts?q=birch"))
                #expect(list.body.contains("<a href=\"/accounts/birch\">Birch</a>") && !list.body.contains("Cedar"))
                let account = try #require(port.answer(to: "GET", "/accounts/birch"))
                #expect(account.body.contains("inv-birch") && account.body.contains("12 days late"))
                #expect(account.body.contains("chat, ") && !account.body.contains("not delivered yet"))
                for (path, words) in [
                    ("/alerts", "Cedar is 20 days late"), ("/rules", "An invoice is late."), ("/sources", "billing"),
                    ("/outbox", "Everything has been delivered."),
                ] {
                    let answer = try #require(port.answer(to: "GET", path))
                    #expect(answer.code == 200 && answer.body.contains(words), "\(path): \(answer.body)")
                }
            }
        }

        @Test func `hold no script, whatever an account is called, and answer to no other name`() async throws {
            try await inRoomWithPages { _, port in
                for path in ["/", "/accounts", "/alerts", "/accounts/%3Cscript%3E"] {
                    let answer = try #require(port.answer(to: "GET", path))
                    #expect(!answer.body.contains("<script"), "\(path)")
                    #expect(port.answer(to: "GET", path, host: "evil.example")?.code == 421)
                    #expect([404, 405].contains(port.answer(to: "POST", path)?.code), "\(path)")
                }
                #expect(port.answer(to: "GET", "/accounts/nobody")?.code == 404)
                let nowhere = try #require(port.answer(to: "GET", "/no/such/page"))
                #expect(nowhere.code == 404 && nowhere.body.contains("There is no such page."), "\(nowhere.body)")
                #expect(
                    nowhere.body.contains("<a href=\"/alerts\">Alerts</a>") && !nowhere.body.contains("aria-current"))
            }
        }

        @Test func `are left out where nobody wants them`() async throws {
            try await inRoomWithPages(pages: false) { _, port in
                #expect(port.answer(to: "GET", "/accounts")?.code == 404)
                #expect(port.answer(to: "GET", "/-/ready")?.code == 200)
            }
        }
    }
}
