import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// What verbs print, where a customer chose the worst of names, and where routes are alike.
    @Suite struct TerminalTests {
        @Test func `a name moves no terminal and breaks no row, and programs get it as it is`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                let name = "Bi\u{1B}[31mr\u{7}ch\u{202E}"
                try room.edit("exports/accounts.csv", replacing: "birch,Birch,", with: "birch,\"\(name)\r\nNew\",")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                let silence = [
                    "silence", "add", "alert=late", "tier!=", "--for", "2d", "--by", "kim", "--reason", name,
                ]
                #expect(try await room.run(silence + ["--config", room.configuration]).code == 0)
                #expect(try await room.ask("ack", "birch", "--by", "Kim").code == 0)
                let verbs = [
                    ["alerts"], ["told", "birch"], ["explain", "birch"], ["why-not", "birch", "late"],
                    ["silence", "list"], ["status"], ["tasks"], ["outbox"],
                ]
                for verb in verbs {
                    let printed = try await room.run(verb + ["--config", room.configuration])
                    let said = printed.output + printed.errors
                    #expect(
                        said.unicodeScalars.allSatisfy { ($0.value >= 0x20 && $0.value != 0x202E) || $0 == "\n" },
                        "\(verb): \(said)")
                    #expect(!said.contains("\nNew"), "\(verb): \(said)")
                }
                let alerts = try await room.ask("alerts")
                #expect(alerts.output.split(separator: "\n").count == 3, "\(alerts.output)")
                let json = try await room.ask("alerts", "--json").output
                #expect(json.contains("\\u001b[31mr\\u0007ch\u{202E}"), "\(json)")
            }
        }

        @Test func `routes that are alike are told apart, each reader once`() async throws {
            try await inRoom { room in
                let receivers = ["chat", "second", "third"].map { SmallCompany.webhook($0, on: room) }
                let route =
                    SmallCompany.route + "\n  routes:\n"
                    + ["chat", "second", "third"].map {
                        "    - { matchers: [severity=\"warning\"], receiver: \($0), continue: true }"
                    }.joined(separator: "\n")
                try room.prepareUsual(receivers: receivers.joined(separator: "\n"), route: route)
                let trial = try await room.ask("route", "test", "severity=warning")
                #expect(
                    trial.output.split(separator: "\n").dropFirst().prefix(3) == ["  chat", "  second", "  third"],
                    "\(trial.output)\(trial.errors)")
                #expect(trial.output.split(separator: "\n").count { $0.hasPrefix("  chat") } == 1, "\(trial.output)")
            }
        }
    }
}
