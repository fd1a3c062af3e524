import Testing

@testable import BellwetherCore

@Suite struct PlainTextTests {
    private func text(_ notification: Notification) -> String { Message(notification).plainText }

    @Test func `tells of one account in full`() {
        #expect(
            text(.sample([.sample(.opened, .acme)])) == """
                🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)
                @Kim Call the sponsor by Wed 25 Nov; bring the adoption report.
                HubSpot: https://app.hubspot.com/contacts/1/company/77
                Why: https://bellwether.example.com/accounts/acme

                """)
    }

    @Test func `puts no green dot beside what is owed`() {
        #expect(
            text(.sample([.sample(.opened, .borealis)])) == """
                Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late
                Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good
                @Dana

                """)
    }

    @Test func `tells of one account once, whatever fires for it`() {
        let events: [Event] = [
            .sample(.opened, .acmeInvoice, rule: "late-invoice"),
            .sample(.opened, .acmeRenewal, rule: "renewal-at-risk"),
            .sample(.opened, .acme), .sample(.opened, .acme, rule: "health-dropped"),
        ]
        #expect(
            text(.sample(events, purpose: .openingList)) == """
                🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)
                also: renewal 56 %, 3,987 EUR overdue (INV-2819)
                @Kim Call the sponsor by Wed 25 Nov; bring the adoption report.
                HubSpot: https://app.hubspot.com/contacts/1/company/77
                Why: https://bellwether.example.com/accounts/acme

                """)
    }

    @Test func `begins with what is most severe, and remembers what still holds`() {
        let events: [Event] = [
            .sample(.opened, .acme), .sample(.opened, .acmeInvoice, rule: "late-invoice", severity: "critical"),
        ]
        let before = [
            Event.sample(.opened, .acmeRenewal, rule: "renewal-at-risk"),
            .sample(.opened, .acme, rule: "health-dropped"),
        ]
        let lines = text(.sample(events, unchanged: before)).split(separator: "\n")
        #expect(lines.first == "🔴 Acme GmbH owes 3,987 EUR: INV-2819, due 6 Nov, 17 days late")
        #expect(lines.contains("also: At risk: 48.2; still: renewal 56 %"))
        #expect(!lines.contains { $0.hasSuffix("unchanged") })
    }

    @Test func `begins with the notice that a customer gave`() {
        var leaving = Story.acmeRenewal
        leaving.title = "Acme GmbH has given notice; term ends 1 Jan"
        leaving.topic = .leaving
        leaving.bandColour = "green"
        let told = text(.sample([.sample(.opened, .acme), .sample(.opened, leaving, rule: "renewal-at-risk")]))
        #expect(told.hasPrefix("🔴 Acme GmbH has given notice; term ends 1 Jan\n"))
        #expect(told.contains("\nalso: At risk: 48.2\n"))
    }

    @Test func `shows a date that comes near where the health is no warning`() {
        var story = Story.acmeRenewal
        story.bandColour = "green"
        #expect(text(.sample([.sample(.opened, story)])).hasPrefix("⏳ Acme GmbH may not renew; term ends 1 Jan\n"))
    }

    @Test func `says first what changed, then what ended, then how many are unchanged`() {
        let events: [Event] = [
            .sample(.worsened, .acme), .sample(.opened, .borealis),
            .sample(.closed, .numbered(3), closing: .recovered, scoreTold: 41),
        ]
        let unchanged = (4...9).map { Event.sample(.opened, .numbered($0)) }
        #expect(
            text(
                .sample(
                    events, unchanged: unchanged, notes: ["Lou has no address in people; this came to the fallback"]))
                    == """
                    1 account needs attention · 4,300 EUR at stake · 1 got worse · 1 recovered

                    🔴 Worse: Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                    Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS
                    12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)
                    @Kim Call the sponsor by Wed 25 Nov; bring the adoption report.
                    HubSpot: https://app.hubspot.com/contacts/1/company/77
                    Why: https://bellwether.example.com/accounts/acme

                    Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late
                    Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good
                    @Dana

                    ✅ Account 3 recovered: health 57.0, was 41.0 when it opened; open for 3 days

                    and 6 more accounts unchanged

                    (Lou has no address in people; this came to the fallback)

                    """)
    }

    @Test func `never gives a renewal's money the date of an invoice`() {
        var far = Story.acme
        far.when = ""
        let events: [Event] = [.sample(.opened, far), .sample(.opened, .acmeInvoice, rule: "late-invoice")]
        let others = (1...3).map { Event.sample(.opened, .numbered($0)) }
        #expect(text(.sample(events + others)).contains("\n12,400 EUR · also: 3,987 EUR overdue (INV-2819) · Kim\n"))
    }

    @Test func `lists at most ten accounts of many, and says how many more there are`() {
        let events: [Event] =
            [
                .sample(.opened, .acme), .sample(.opened, .acmeInvoice, rule: "late-invoice"),
                .sample(.opened, .borealis),
            ]
            + (1...10).reversed().map { .sample(.opened, .numbered($0)) }
        #expect(
            text(.sample(events, purpose: .openingList)) == """
                To begin with: 12 accounts need attention · 71,700 EUR at stake

                🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                12,400 EUR · notice by 2 Dec (9 days) · also: 3,987 EUR overdue (INV-2819) · Kim

                Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late
                Dana

                🟡 Account 10 is Watch: 50
                10,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 9 is Watch: 51
                9,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 8 is Watch: 52
                8,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 7 is Watch: 53
                7,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 6 is Watch: 54
                6,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 5 is Watch: 55
                5,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 4 is Watch: 56
                4,000 EUR · renews 23 Dec (30 days) · Kim

                🟡 Account 3 is Watch: 57
                3,000 EUR · renews 23 Dec (30 days) · Kim

                and 2 more accounts

                """)
    }

    @Test func `reminds with how long it has lasted`() {
        let week = monday + .seconds(7 * 86_400)
        let one = Notification.sample([], unchanged: [.sample(.opened, .borealis)], purpose: .reminder, at: week)
        #expect(
            text(one) == """
                Still open for 7 days: Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late
                Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good
                @Dana

                """)
        let two = Notification.sample(
            [], unchanged: [.sample(.opened, .borealis), .sample(.opened, .numbered(1))], purpose: .reminder, at: week)
        #expect(
            text(two) == """
                Still open: 2 accounts · 5,300 EUR at stake

                Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late · open for 7 days
                Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good
                @Dana

                🟡 Account 1 is Watch: 59 · open for 7 days
                @Kim

                """)
    }

    @Test(arguments: [
        (ClosingReason.recovered, "✅ Acme GmbH recovered: health 72.0, was 48.2 when it opened; open for 3 days"),
        (.renewed, "✅ Acme GmbH renewed: health 72.0, was 48.2 when it opened; open for 3 days"),
        (.churned, "Acme GmbH churned: health 72.0, was 48.2 when it opened; open for 3 days"),
        (
            .ruleChanged,
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; the rule changed"
        ),
        (
            .ruleRemoved,
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; the rule was removed"
        ),
        (
            .accountGone,
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; it is not watched any more"
        ),
        (
            .merged,
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; the account was merged into another"
        ),
        (
            .superseded,
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; something newer takes its place"
        ),
    ])
    func `says why it ended, and what it was then and is now`(reason: ClosingReason, words: String) {
        var story = Story.acme
        story.score = 72
        let closed = Event.sample(.closed, story, closing: reason, scoreTold: 48.2)
        #expect(text(.sample([closed])) == "\(words)\n")
    }

    @Test func `says what ended of an account at once, and what still holds`() {
        let closed: [Event] = [
            .sample(.closed, .acmeRenewal, rule: "renewal-at-risk", closing: .recovered),
            .sample(.closed, .acme, closing: .recovered, scoreTold: 40),
        ]
        let unchanged: [Event] = [
            .sample(.opened, .acmeInvoice, rule: "late-invoice"), .sample(.opened, .borealis, rule: "late-invoice"),
        ]
        #expect(
            text(.sample(closed, unchanged: unchanged)) == """
                ✅ Acme GmbH recovered: health 48.2, was 40.0 when it opened; also over: renewal 56 %; open for 3 days; \
                still: 3,987 EUR overdue (INV-2819)

                and 1 more account unchanged

                """)
    }

    @Test func `says of an invoice that it cleared`() {
        let closed = Event.sample(.closed, .borealis, rule: "late-invoice", closing: .recovered, lasting: 7_200)
        #expect(
            text(.sample([closed])) == "✅ Borealis Ltd cleared: 4,300 EUR overdue (INV-2214); open for 2 hours\n")
    }

    @Test func `marks a test as one, and names no customer`() {
        let test = Notification.test(receiver: "cs-chat", recipient: "all", at: monday)
        #expect(
            text(test) == """
                TEST: Bellwether reaches this receiver

                Sent to 'cs-chat' by 'bellwether notify --test'. No customer is concerned; there is nothing to do.

                """)
        #expect(test.subject == "TEST: Bellwether reaches this receiver")
    }

    @Test func `says what Bellwether has to say of itself`() {
        let words = OperatorWords(topic: "source crm", lines: ["source 'crm' is 31 h old", "It holds 2 rules."])
        #expect(
            text(.sample([], purpose: .operational, words: words.lines)) == """
                Bellwether: source 'crm' is 31 h old

                It holds 2 rules.

                """)
    }

    @Test func `has words of its own where a rule's are missing`() {
        var story = Story.acme
        story.title = "  "
        story.reason = ""
        story.stakes = ""
        story.play = ""
        story.links = []
        #expect(text(.sample([.sample(.opened, story)])) == "🔴 Acme GmbH: health below band\n@Kim\n")
    }
}

@Suite struct WordingTests {
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
}

@Suite struct InertTests {
    static let hostile =
        "<!channel> <@U1> <https://evil.example|x> @everyone @here @all @**all** *b* [x](https://evil.example) "
        + "<b>h</b> <img src=x> <at user_id=\"all\">a</at> [URL=https://evil.example]u[/URL] [USER=1]u[/USER] "
        + "<font color=\"warning\">w</font>\u{202E}\r\nBcc: evil@example.com"

    @Test func `leaves listings set in`() {
        #expect(Inert.indented("    9 |   when\t") == "    9 |   when")
        #expect(Inert.indented(String(repeating: " ", count: 90)) == String(repeating: " ", count: 20))
    }

    @Test(arguments: [
        ("  a\r\nb\t c ", "a b  c"), ("x\u{202E}y\u{200B}\u{200B}z", "x y z"), ("\u{0}\u{FEFF}", ""), ("ok", "ok"),
    ])
    func `makes one line of anything`(text: String, line: String) {
        #expect(Inert.line(text) == line)
    }

    @Test func `cuts a long name by code points, and marks the cut`() {
        let name = Inert.name(String(repeating: "🇩🇪", count: 100))
        #expect(name.unicodeScalars.count == 120)
        #expect(name.hasSuffix("…"))
    }

    @Test func `leaves one line of the worst name there is`() {
        let line = Inert.line(Self.hostile, atMost: 1_000)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        #expect(line.hasSuffix("</font> Bcc: evil@example.com"))
    }

    @Test(arguments: [
        ("https://app.example.com/a?b=c&d=1", "https://app.example.com/a?b=c&d=1"),
        ("https://app.example.com/Müller \"x\"<y>|z", "https://app.example.com/M%C3%BCller%20%22x%22%3Cy%3E%7Cz"),
        ("javascript:alert(1)", nil), ("https://", nil), ("//evil.example", nil), ("data:text/html,x", nil),
        ("HTTPS://x", nil), ("https:// x", nil),
    ])
    func `follows only links that lead somewhere plain`(url: String, safe: String?) {
        #expect(Story.Link(label: "x", url: url).safe?.url == safe)
    }
}
