import BellwetherCore
import Diagnostics
import Foundation
import Testing

@testable import BellwetherConfig

@Suite struct FormTrialTests {
    private static let everyKind = """
          - name: chat
            slack: { url: "https://hooks.slack.com/services/T/B/x" }
          - name: cards
            teams: { url: "https://prod.example.com/workflows/x" }
          - name: bot
            telegram: { token: { credential: token }, chat: 7 }
          - name: hook
            webhook: { url: "https://ops.example.com/", signing_key: { credential: key } }
        route:
          receiver: terminal
          receivers: [terminal, chat, cards, bot, hook]
        """

    /// The usual installation with receivers of every kind, and with these credentials.
    private func meaning(
        credentials: [String: String] = ["token": "123456:ABC", "key": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
        links: String = "", rules: String = Written.rules, isEmpty: Bool = false
    ) throws -> Meaning {
        let folder = FileManager.default.temporaryDirectory.appending(path: "forms-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in credentials { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        let configuration = Written.configuration
            .edited("route:\n  receiver: terminal\n", Self.everyKind + "\n")
            .edited("  receiver: terminal\n  receivers:", "  receivers:")
        let reading = Written.read(
            links + configuration, rules: rules, people: Written.people, credentials: folder)
        let installation = try #require(reading.installation, "\(reading.rendered)")
        let turn = isEmpty ? nil : MeaningTests.turn(under: installation, surveyed: 60)
        return Meaning(of: installation, in: turn, secrets: Credentials(folder: folder))
    }

    @Test(arguments: [true, false])
    func `makes every form by every kind of receiver that the rules reach, with a state and without`(
        _ isEmpty: Bool
    ) throws {
        let meaning = try meaning(isEmpty: isEmpty)
        #expect(meaning.diagnostics.told == [])
        // A critical alert goes on to its own route: to the terminal and by mail.
        #expect(meaning.forms.receivers == ["terminal", "owner-mail"])
        let texts = OddText.all.count + (isEmpty ? 1 : 2)
        #expect(meaning.forms.messages == texts * MessageForm.allCases.count * 2)
    }

    private static let milder = Written.rules.edited("severity: critical", "severity: warning")

    @Test func `reaches what the labels of a rule let it reach`() throws {
        let meaning = try meaning(rules: Self.milder)
        #expect(meaning.forms.receivers == ["terminal", "chat", "cards", "bot", "hook"])
        let wanted = "bellwether.yaml:28:18: warning: no alert can have severity=\"critical\"; this route hears nothing"
        #expect(meaning.diagnostics.told.map { $0.prefix(wanted.count) } == [wanted[...]])
    }

    /// In the opening it is a button, which may be that long; in a list it stands in the text, where each `&` counts for five.
    @Test func `speaks of the one form that a service would refuse, at the words and the receiver`() throws {
        let address = "https://crm.example.com/?" + String(repeating: "a=1&", count: 450)
        let told = try meaning(links: "links: { CRM: \"\(address)\" }\n", rules: Self.milder).diagnostics
            .filter { $0.message.contains("would refuse") }
        let found = try #require(told.first)
        #expect(told.count == 1)
        #expect(
            found.description.hasPrefix(
                "rules/health.yaml:18:15: warning: 'chat' would refuse a list of twelve of 'health-below-band': a section in Slack has 1 to 3000 characters, and this "
            ), "\(found)")
        #expect(found.note == "the receiver stands at bellwether.yaml:18:11")
    }

    @Test(arguments: [
        (
            ["token": "not a token", "key": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
            "'bot' cannot send anything: credential 'token' must be a bot's token such as 123456:ABC-DEF"
        ),
        (
            ["token": "123456:ABC", "key": "hunter2"],
            "'hook' cannot send anything: credential 'key' must be 'whsec_' and 24 to 64 bytes in base64"
        ),
    ])
    func `speaks of a receiver whose secrets are no use`(_ credentials: [String: String], _ words: String) throws {
        let errors = try meaning(credentials: credentials, rules: Self.milder).diagnostics
            .filter { $0.severity == .error }
        #expect(errors.map(\.message) == [words])
        #expect(errors.first?.place.file == "bellwether.yaml")
    }
}
