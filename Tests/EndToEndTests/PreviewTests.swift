import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// What is shown of a message beside the one that is sent.
    @Suite struct PreviewTests {
        private static let playbooks = """
            playbooks:
              - name: collections
                tasks:
                  - { subject: "Call {{ account.name }}", due: 2d, notes: Ask for a date. }

            """

        private func prepare(_ room: Room, _ port: OpenPort) throws {
            let receivers = """
                \(SmallCompany.webhook("chat", on: room))
                  - name: team
                    slack: { url: "\(room.http.url)/team", allow_addresses: [127.0.0.0/8] }
                """
            let route = SmallCompany.route.replacing("receiver: chat", with: "receivers: [chat, team]")
                .replacing("group_by: [alert]", with: "group_by: [account]")
            try SmallCompany.usual.write(to: room)
            let rule = SmallCompany.rule.replacing("    when:", with: "    playbook: collections\n    when:")
            try room.write(Self.playbooks + rule, to: "rules/late.yaml")
            try room.write(
                "public_url: https://bellwether.example.com\n" + port.setting
                    + SmallCompany.configuration(for: room, receivers: receivers, route: route),
                to: "bellwether.yaml")
        }

        @Test func `a preview has the tasks' dates and the links of what is sent, and none of them works`()
            async throws
        {
            try await inRoom { room in
                let port = try OpenPort()
                try prepare(room, port)
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                // A first list has no dates; one account by itself does.
                var company = SmallCompany.usual
                company.accounts.append(SmallCompany.Account(name: "Elm", daysLate: 14))
                try company.write(to: room)
                var sent = ""
                try await room.until("the team is told of Elm") {
                    let letters = room.http.requests.filter { $0.target == "/team" }.map(\.text)
                    sent = letters.first { $0.contains("Elm") } ?? ""
                    return !sent.isEmpty
                }
                let date = try #require(sent.firstMatch(of: #/1 task, by \w+ \d+ \w+/#)?.output, "\(sent)")
                #expect(sent.contains("/act/") && sent.contains("Acknowledge"), "\(sent)")

                let firing = try await room.ask("notify", "preview", "late", "elm", "--receiver", "team")
                #expect(firing.output.contains(date), "\(firing.output)")
                let path = "/act/this-is-a-preview-and-works-nowhere"
                for label in ["Acknowledge", "Snooze", "https://bellwether.example.com\(path)"] {
                    #expect(firing.output.contains(label), "\(label): \(firing.output)")
                }
                let places = firing.output.matches(of: #/\/act\/[A-Za-z0-9_.\-]+/#).map { String($0.output) }
                #expect(Set(places) == [path], "\(places)")
                #expect(port.answer(to: "GET", path, host: "bellwether.example.com")?.code == 404)

                // What does not fire is told as it would be if it fired now.
                let quiet = try await room.ask("notify", "preview", "late", "amber", "--receiver", "team")
                #expect(quiet.output.contains(#/1 task, by \w+ \d+ \w+/#), "\(quiet.output)")
                #expect(!quiet.output.contains("working day"), "\(quiet.output)")
            }
        }
    }
}
