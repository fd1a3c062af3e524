import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// The links under messages: from the chat to the page, to its button, to what follows.
    @Suite struct LinkTests {
        @Test func `a link leads to a page with one button, which works once and only as we wrote it`() async throws {
            try await inRoom { room in
                let port = try OpenPort()
                let links = try await linksToTeam(in: room, of: SmallCompany.rule, expecting: 2, through: port)
                let (acknowledge, snooze) = (links[0], links[1])
                try await expectNoLiveLinks(in: room)

                // Looking, however often and by whatever, does nothing.
                for _ in 1...2 {
                    let page = try #require(port.answer(to: "GET", acknowledge, host: "bellwether.example.com"))
                    #expect(page.code == 200 && page.body.ranges(of: "<button").count == 1, "\(page.body)")
                    #expect(page.body.contains("<form method=\"post\"><button type=\"submit\">Acknowledge</button>"))
                    #expect(page.body.contains("days late") && !page.body.contains("<script"))
                    #expect(port.answer(to: "HEAD", acknowledge)?.code == 200)
                }
                #expect(try await room.ask("silence", "list").output == "nothing is silenced\n")

                let forged: [String] = [
                    "\(acknowledge.dropLast(1))_", "\(acknowledge.dropLast(30))", "\(acknowledge)A", "/act/x.y",
                ]
                for path in forged where path != acknowledge {
                    for method in ["GET", "POST"] {
                        let answer = try #require(port.answer(to: method, path))
                        #expect(answer.code == 404 && answer.body.contains("This link is not known"), "\(answer.body)")
                    }
                }

                for header in [
                    "Origin: https://evil.example", "Sec-Fetch-Site: cross-site",
                    "Origin: https://bellwether.example.com.evil.example",
                ] {
                    let answer = try #require(port.answer(to: "POST", acknowledge, header: header))
                    #expect(answer.code == 403 && answer.body.contains("This was not pressed here"), "\(answer.body)")
                    #expect(!answer.body.contains("<button"))
                }
                #expect(try await room.ask("silence", "list").output == "nothing is silenced\n")

                let pressed = try #require(
                    port.answer(to: "POST", acknowledge, header: "Origin: https://bellwether.example.com"))
                #expect(pressed.code == 200 && pressed.body.contains("Done: acknowledged"), "\(pressed.body)")
                #expect(!pressed.body.contains("<button"))
                for method in ["POST", "GET"] {
                    let again = try #require(port.answer(to: method, acknowledge))
                    #expect(again.body.contains("This was done already") && !again.body.contains("<button"))
                }
                let list = try await room.ask("silence", "list").output
                #expect(list.ranges(of: "by the link in a message").count == 1, "\(list)")
                #expect(port.answer(to: "POST", snooze)?.body.contains("Done: snoozed") == true)
                #expect(try await room.ask("silence", "list").output.contains("snooze"))
                // Under the name that readers know there is nothing but these pages.
                #expect(port.answer(to: "GET", "/accounts", host: "bellwether.example.com")?.code == 421)
            }
        }

        /// Those under what the team reads once the daemon has told the story of a rule.
        private func linksToTeam(
            in room: Room, of rule: String, expecting count: Int, through port: OpenPort
        ) async throws -> [String] {
            let receivers = """
                \(SmallCompany.webhook("chat", on: room))
                  - name: team
                    slack: { url: "\(room.http.url)/team", allow_addresses: [127.0.0.0/8] }
                """
            let route = SmallCompany.route.replacing("receiver: chat", with: "receivers: [chat, team]")
            try SmallCompany.usual.write(to: room)
            try room.write(rule, to: "rules/late.yaml")
            try room.write(
                "public_url: https://bellwether.example.com\n" + port.setting
                    + SmallCompany.configuration(for: room, receivers: receivers, route: route),
                to: "bellwether.yaml")
            try room.startDaemon()
            try await room.waitForStory(of: 3)
            var links: [String] = []
            try await room.until("the team is told") {
                links = room.links
                return links.count >= count
            }
            return links
        }

        /// Whoever looks at a letter may pass on what they see.
        private func expectNoLiveLinks(in room: Room) async throws {
            let shown = [
                try await room.ask("outbox", "show", "1").output, try await room.ask("outbox", "show", "2").output,
            ].joined()
            #expect(shown.contains("https://bellwether.example.com/act/…"), "\(shown)")
            #expect(!shown.contains(#/\/act\/[A-Za-z0-9_\-]/#), "\(shown)")
        }
    }
}

extension EndToEndTests.LinkTests {
    @Test func `a link leads to an account's open tasks, each of which is ticked off once`() async throws {
        try await inRoom { room in
            let port = try OpenPort()
            let rule = SmallCompany.rule.replacing("    when:", with: "    playbook: collections\n    when:")
            let links = try await linksToTeam(
                in: room, of: EndToEndTests.TaskTests.playbooks + rule, expecting: 3, through: port)
            let link = links[0]

            // Looking does nothing, and a button is there for each task.
            for _ in 1...2 {
                let page = try #require(port.answer(to: "GET", link, host: "bellwether.example.com"))
                #expect(page.code == 200 && page.body.ranges(of: "<button").count == 2, "\(page.body)")
                #expect(page.body.contains("Ask for a date.") && page.body.contains("Billing"), "\(page.body)")
                #expect(page.body.contains("counts as done by somebody in team") && !page.body.contains("<script"))
            }
            #expect(try await room.ask("tasks").output.split(separator: "\n").count == 6)
            let page = try #require(port.answer(to: "GET", link)).body
            let numbers = page.matches(of: #/name="task" value="(\d+)"/#).map { String($0.1) }
            #expect(numbers.count == 2)

            // Of another account, or none at all, nothing is ticked off.
            let others = (1...6).map(String.init).filter { !numbers.contains($0) }
            for form in ["task=\(others[0])", "task=99", "task=x", "", "task"] {
                let answer = try #require(port.answer(to: "POST", link, form: form))
                #expect(answer.code == 200 && answer.body.ranges(of: "<button").count == 2, "\(form): \(answer.body)")
            }
            #expect(port.answer(to: "POST", "\(link)A", form: "task=\(numbers[0])")?.code == 404)
            #expect(try await room.ask("tasks").output.split(separator: "\n").count == 6)

            let note = "note=They+pay+on+Friday%3B+%3Cb%3E&task=\(numbers[0])"
            let pressed = try #require(port.answer(to: "POST", link, form: note))
            #expect(pressed.code == 200 && pressed.body.contains("Done: Call"), "\(pressed.body)")
            #expect(pressed.body.ranges(of: "<button").count == 1)
            let again = try #require(port.answer(to: "POST", link, form: note))
            #expect(again.body.contains("This was done already: Call"), "\(again.body)")
            let last = try #require(port.answer(to: "POST", link, form: "task=\(numbers[1])"))
            #expect(last.body.contains("Done: Write") && !last.body.contains("<button"), "\(last.body)")
            #expect(last.body.contains("There is nothing left to do"))
            #expect(port.answer(to: "GET", link)?.body.contains("No task about this account is open.") == true)
            let settled = try await room.ask("tasks", "--all", "--json").output
            #expect(settled.contains("They pay on Friday; <b>"), "\(settled)")
            #expect(settled.contains("somebody in team"), "\(settled)")
        }
    }
}

extension Room {
    /// Where the links of the team's messages lead, in order.
    fileprivate var links: [String] {
        let bodies = http.requests.filter { $0.target == "/team" }.map { String(decoding: $0.body, as: UTF8.self) }
        return bodies.flatMap {
            $0.matches(of: #/bellwether\.example\.com(/act/[A-Za-z0-9_.\-]+)/#).map { String($0.1) }
        }
    }
}
