import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// What people are to do about alerts, from the rule file to the word of whoever did it.
    @Suite struct TaskTests {
        static let playbooks = """
            playbooks:
              - name: collections
                tasks:
                  - { subject: "Call {{ account.name }} about {{ invoice.number }}", due: 2d, notes: Ask for a date. }
                  - { subject: Write, due: 5d, assignee: { team: Billing } }

            """

        private func inRoomWithTasks(_ body: (Room, OpenPort) async throws -> Void) async throws {
            try await inRoom { room in
                let port = try OpenPort()
                try SmallCompany.usual.write(to: room)
                let rule = SmallCompany.rule.replacing("    when:", with: "    playbook: collections\n    when:")
                try room.write(Self.playbooks + rule, to: "rules/late.yaml")
                try room.write(port.setting + SmallCompany.configuration(for: room), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                try await body(room, port)
            }
        }

        @Test func `tasks come with an alert, are done once, outlast a kill, and lapse with it`() async throws {
            try await inRoomWithTasks { room, port in
                let list = try await room.ask("tasks").output
                #expect(list.split(separator: "\n").count == 6, "\(list)")
                #expect(list.contains("  Kim      Birch  Call Birch about inv-birch"), "\(list)")
                #expect(list.contains("  Billing  Cedar  Write"), "\(list)")
                let own = try await room.ask("tasks", "--of", "lee").output
                #expect(own.split(separator: "\n").count == 1 && own.contains("Cedar"), "\(own)")
                #expect(try await room.ask("status").text.contains("6 tasks open (`bellwether tasks`)"))

                let number = try #require(own.split(separator: " ").first.map(String.init))
                let done = try await room.ask("tasks", "done", number, "--by", "Lee", "--note", "They pay on Friday.")
                #expect(
                    done.output == "task \(number) of Cedar is done: Call Cedar about inv-cedar\n", "\(done.errors)")
                let again = try await room.ask("tasks", "done", number, "--by", "Max")
                #expect(again.code == 65 && again.errors.contains("task \(number) is done already"), "\(again.errors)")
                #expect(try await room.ask("tasks", "done", "99", "--by", "Max").code == 65)
                #expect(try await room.ask("tasks", "skip", "1", "--by", "Max", "--why", " ").code == 65)

                room.daemon?.send(SIGKILL)
                _ = try await room.daemon?.end(within: .seconds(40))
                #expect(try await room.ask("tasks").output.split(separator: "\n").count == 5)
                try room.startDaemon()
                try await room.until("it runs again") { try await room.ask("status").code == 0 }
                #expect(try await room.ask("tasks").output.split(separator: "\n").count == 5)

                var company = SmallCompany.usual
                company.accounts[2].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                let cedar = try await room.ask("tasks", "--account", "cedar", "--all").output
                #expect(cedar.contains("    done by Lee: They pay on Friday."), "\(cedar)")
                #expect(cedar.contains("    not needed any more: it recovered"), "\(cedar)")
                #expect(cedar.contains("    Ask for a date."), "\(cedar)")
                #expect(try await room.ask("tasks").output.split(separator: "\n").count == 4)

                let page = try #require(port.answer(to: "GET", "/accounts/cedar"))
                #expect(page.body.contains("They pay on Friday.") && page.body.contains("not needed any more"))
                #expect(page.body.contains("Call Cedar about inv-cedar"), "\(page.body)")
            }
        }

        @Test func `somebody says what came of an alert, while it fires and when it is over`() async throws {
            try await inRoomWithTasks { room, _ in
                let judged = #/"rule" ?: ?"late"/#
                // What cannot be acknowledged so is not judged either.
                let past = try await room.ask(
                    "ack", "birch", "--by", "Kim", "--outcome", "saved", "--until", "2001-01-01")
                #expect(past.code == 65 && past.output.isEmpty, "\(past.output)\(past.errors)")
                let none = try await room.ask("report", "--format", "json").output
                #expect(none.ranges(of: judged).isEmpty, "\(none)")
                let fires = try await room.ask("ack", "birch", "--by", "Kim", "--outcome", "premature")
                #expect(fires.output.hasPrefix("premature: late\n1 alert acknowledged"), "\(fires.errors)")
                let one = try await room.ask("report", "--format", "json").output
                #expect(one.ranges(of: judged).count == 1, "\(one)")
                let wrong = try await room.ask("ack", "birch", "--by", "Kim", "--outcome", "great")
                #expect(wrong.code == 65 && wrong.errors.contains("'great' is no outcome"), "\(wrong.errors)")
                var company = SmallCompany.usual
                company.accounts[1].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                let over = try await room.ask("ack", "birch", "--by", "Kim", "--outcome", "false_alarm")
                #expect(over.output == "false alarm: late (over)\n", "\(over.errors)")
                #expect(try await room.ask("ack", "birch", "--by", "Kim").code == 65)
            }
        }
    }
}
