import Testing

@testable import BellwetherCore

@Suite struct WordingTests {
    private static let good = ["kind": "opportunity"]

    @Test(arguments: [
        (
            [Event.sample(.opened, .acme)],
            "Acme GmbH: health 48, was 71; 12,400 EUR renews 1 Jan"
        ),
        ([.sample(.opened, .borealis)], "Borealis Ltd: 4,300 EUR overdue (INV-2214)"),
        ([.sample(.opened, .acmeRenewal)], "Acme GmbH: renewal 56 %; 12,400 EUR renews 1 Jan"),
        (
            [.sample(.opened, .acme), .sample(.opened, .acmeInvoice)],
            "Acme GmbH: health 48, was 71; 12,400 EUR renews 1 Jan"
        ),
        ([.sample(.opened, .acme), .sample(.opened, .borealis)], "2 accounts need attention · 16,700 EUR at stake"),
        (
            [
                .sample(.opened, .acme), .sample(.opened, .borealis), .sample(.opened, .numbered(1), labels: Self.good),
                .sample(.opened, .numbered(2), labels: Self.good), .sample(.opened, .acmeInvoice, labels: Self.good),
            ], "2 accounts need attention · 16,700 EUR at stake · 2 opportunities"
        ),
        (
            [.sample(.opened, .numbered(1), labels: Self.good), .sample(.opened, .numbered(2), labels: Self.good)],
            "2 opportunities"
        ),
        ([.sample(.opened, .acme, labels: Self.good)], "Acme GmbH: At risk: 48.2"),
    ])
    func `gives a thread its subject`(events: [Event], subject: String) {
        #expect(Wording.subject(of: events, .change) == subject)
    }

    @Test(arguments: [
        (Int64(1_240_049), "EUR", "12,400 EUR"), (1_240_050, "EUR", "12,401 EUR"), (99, "JPY", "99 JPY"),
        (1_234_567_890, "KWD", "1,234,568 KWD"), (-250_000, "EUR", "−2,500 EUR"), (0, "EUR", "0 EUR"),
    ])
    func `writes money to the nearest unit`(minor: Int64, currency: String, text: String) {
        #expect(Wording.money(minor, currency) == text)
    }

    @Test(arguments: [
        (Int64(59), "0 minutes"), (1_500, "25 minutes"), (18_600, "5 hours"), (3_660, "1 hour"), (273_600, "3 days"),
        (86_400, "1 day"), (-5, "0 minutes"),
    ])
    func `writes how long something lasted`(seconds: Int64, text: String) {
        #expect(Wording.span(from: monday, to: monday + .seconds(seconds)) == text)
    }

    @Test(arguments: [
        ("notice by 6 Dec (9 days)", ""), ("notice by 5 Dec (8 days)", "also: decide by 6 Dec"),
        ("", "also: decide by 6 Dec"),
    ])
    func `says a date for giving notice once`(shown: String, others: String) throws {
        var deadline = Story.acmeRenewal
        deadline.brief = "decide by 6 Dec"
        let news = try #require([Event.sample(.opened, .acme), .sample(.opened, deadline)].byAccount().first)
        #expect(Wording.others(of: news, beside: shown) == others)
    }

    @Test func `puts the most money at the nearest date first`() {
        func event(_ stake: Int64, _ days: Int?) -> Event {
            var story = Story.numbered(1)
            story.accountID = "\(stake) in \(days.map(String.init) ?? "-")"
            story.stakeMinor = stake
            story.urgencyDays = days
            return .sample(.opened, story)
        }
        let ranked = [event(100, nil), event(100, 0), event(500, 365), event(100, 10), event(0, 1)].ranked()
        #expect(ranked.map(\.story.accountID) == ["100 in 0", "100 in 10", "500 in 365", "100 in -", "0 in 1"])
    }

    @Test func `of the same money and date, puts who is worse off first`() {
        let events = [("Acme", 80.0), ("Basalt", nil), ("Corvus", 20), ("Dune", 20)].map { name, score in
            var story = Story.numbered(1)
            (story.accountName, story.score, story.stakeMinor) = (name, score, 100)
            return Event.sample(.opened, story)
        }
        #expect(events.reversed().ranked().map(\.story.accountName) == ["Corvus", "Dune", "Acme", "Basalt"])
    }
}
