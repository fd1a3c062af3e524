import BellwetherCore
import Testing

@testable import BellwetherDaemon

@Suite struct InquiriesAlertsTests {
    private func alert(_ account: String, _ rule: String, _ severity: String, stake: Int64) -> Alert {
        var story = Story(accountID: account, accountName: account, title: rule, currency: "EUR")
        story.stakeMinor = stake
        let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast
        return Alert(
            rule: rule, subject: .account(account), slot: 0, openedAt: nine, state: .firing(since: nine),
            labels: ["severity": severity], story: story)
    }

    @Test func `the account of most money comes first, and of each the most severe`() {
        let alerts = [
            alert("acme", "note", "info", stake: 9_000), alert("bolt", "score", "critical", stake: 5_000),
            alert("acme", "late", "critical", stake: 100), alert("acme", "notice", "critical", stake: 2_000),
            alert("acme", "seats", "warning", stake: 3_000),
        ]
        #expect(
            Inquiries.ranked(alerts).map { "\($0.subject.account) \($0.rule)" }
                == ["acme notice", "acme late", "acme seats", "acme note", "bolt score"])
    }
}
