import BellwetherCore
import Testing

@testable import BellwetherReceivers

@Suite struct ConsoleTests {
    private func printed(_ notification: Notification) throws -> String {
        let console = try receiver("receivers: [{ name: terminal, console: {} }]")
        guard case .print(let text) = try console.outgoing(for: notification, at: monday, secrets: findSecret) else {
            throw NotATransfer()
        }
        return text
    }

    @Test func `prints what would be mailed`() throws {
        #expect(
            try printed(.sample([.sample(.closed, closing: .churned)])) == """
                ── terminal · 2026-11-23T09:15:00Z
                Acme GmbH churned: health 48.2; open for 3 days

                """)
    }

    @Test func `lets no name steer the terminal`() throws {
        var story = Story.sample("\u{1B}[2J\u{1B}]0;owned\u{7}Acme\u{9B}31m\r\n")
        story.reason = "\u{1B}[31m"
        let text = try printed(.sample([.sample(.opened, story)]))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }
}
