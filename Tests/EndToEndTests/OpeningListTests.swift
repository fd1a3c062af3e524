import BellwetherTestSupport
import Testing

extension EndToEndTests {
    /// What is so on the first day is told once, as a list; so is what a new rule finds.
    @Suite struct OpeningListTests {
        @Test func `everybody gets one list at first start, none after a restart, and one for a new rule`() async throws
        {
            try await inRoom { room in
                try room.startUsual(
                    receivers: SmallCompany.webhook("chat", on: room)
                        + "\n  - name: mail\n    email: { to: owner, fallback: [leads@fernhill.example] }",
                    route: SmallCompany.route.replacing("receiver: chat", with: "receivers: [chat, mail]"))
                try await expect(room, lists: [3], letters: ["kim@fernhill.example", "lee@fernhill.example"])

                #expect(try await room.stopDaemon() == 0)
                try room.startDaemon()
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                try await expect(
                    room, lists: [3, 1],
                    letters: ["kim@fernhill.example", "lee@fernhill.example", "kim@fernhill.example"])
                #expect(try room.story().last == "opened elder")
                #expect(try room.posted(to: "/chat").last?.purpose == "change")

                try room.write(
                    SmallCompany.rule.replacing("alert: late", with: "alert: hardly-late")
                        .replacing("days: 10", with: "days: 3"), to: "rules/hardly-late.yaml")
                try await expect(
                    room, lists: [3, 1, 5],
                    letters: ["kim@fernhill.example", "lee@fernhill.example", "kim@fernhill.example"]
                        + ["kim@fernhill.example", "lee@fernhill.example"])
                #expect(try room.posted(to: "/chat").last?.purpose == "opening_list")
            }
        }

        @Test func `what is told waits for somebody to say who the accounts are`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                let all = SmallCompany.configuration(for: room)
                let parts = all.split(separator: "  - name: crm\n", maxSplits: 1)
                let invoices = try #require(parts.last?.firstRange(of: "  - name: billing"))
                try room.write(
                    String(parts[0]) + String(parts[1][invoices.lowerBound...]), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.becomes("it waits for accounts") {
                    $0.daemon?.beginning == "waiting for accounts; no source has any"
                }
                #expect(try room.posted(to: "/chat").isEmpty)
                try room.write(all, to: "bellwether.yaml")
                try await room.waitForStory(of: 3)
                #expect(try room.posted(to: "/chat").map(\.purpose) == ["opening_list"])
            }
        }

        /// So many events in each message to the chat, and who had a letter: that much, and no more.
        private func expect(_ room: Room, lists: [Int], letters: [String]) async throws {
            try await room.until("it is told") {
                try room.posted(to: "/chat").count >= lists.count && room.smtp.mails.count >= letters.count
            }
            try await room.becomes("nothing more is to be sent") { $0.waiting == 0 }
            let posted = try room.posted(to: "/chat")
            #expect(posted.map(\.events.count) == lists)
            #expect(posted.first?.purpose == "opening_list")
            #expect(room.smtp.mails.flatMap(\.recipients).sorted() == letters.sorted())
        }
    }
}
