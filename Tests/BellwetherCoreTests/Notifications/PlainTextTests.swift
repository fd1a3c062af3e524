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
                    1 account needs attention · 4,300 EUR at stake · 1 got worse · 1 closed

                    🔴 Worse: Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)
                    Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS
                    12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)
                    @Kim Call the sponsor by Wed 25 Nov; bring the adoption report.
                    HubSpot: https://app.hubspot.com/contacts/1/company/77
                    Why: https://bellwether.example.com/accounts/acme

                    Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late
                    Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good
                    @Dana

                    ✅ Account 3: health below band · recovered after 3 d 4 h · health 57, was 41

                    and 6 unchanged

                    (Lou has no address in people; this came to the fallback)

                    """)
    }

    @Test func `lists at most ten of many, and says how many more there are`() {
        let events = (1...12).reversed().map { Event.sample(.opened, .numbered($0)) }
        #expect(
            text(.sample(events, purpose: .openingList)) == """
                To begin with: 12 accounts need attention · 78,000 EUR at stake

                🟡 Account 12 is Watch: 48 · 12,000 EUR · in 30 days · Kim
                🟡 Account 11 is Watch: 49 · 11,000 EUR · in 30 days · Kim
                🟡 Account 10 is Watch: 50 · 10,000 EUR · in 30 days · Kim
                🟡 Account 9 is Watch: 51 · 9,000 EUR · in 30 days · Kim
                🟡 Account 8 is Watch: 52 · 8,000 EUR · in 30 days · Kim
                🟡 Account 7 is Watch: 53 · 7,000 EUR · in 30 days · Kim
                🟡 Account 6 is Watch: 54 · 6,000 EUR · in 30 days · Kim
                🟡 Account 5 is Watch: 55 · 5,000 EUR · in 30 days · Kim
                🟡 Account 4 is Watch: 56 · 4,000 EUR · in 30 days · Kim
                🟡 Account 3 is Watch: 57 · 3,000 EUR · in 30 days · Kim
                and 2 more

                """)
    }

    @Test func `reminds with how long it has lasted`() {
        let week = monday + .seconds(7 * 86_400)
        let one = Notification.sample([], unchanged: [.sample(.opened, .borealis)], purpose: .reminder, at: week)
        #expect(
            text(one) == """
                Still open for 7 d: Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late

                Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late · 4,300 EUR · for 7 d · Dana

                """)
    }

    @Test(arguments: [
        (ClosingReason.recovered, "recovered after 3 d 4 h"), (.renewed, "renewed after 3 d 4 h"),
        (.churned, "churned after 3 d 4 h"), (.ruleChanged, "closed after 3 d 4 h, as the rule changed"),
        (.ruleRemoved, "closed after 3 d 4 h, as the rule was removed"),
        (.accountGone, "closed after 3 d 4 h, as no source names the account any more"),
        (.merged, "closed after 3 d 4 h, as the account was merged into another"),
        (.superseded, "closed after 3 d 4 h, as a newer alert takes its place"),
    ])
    func `says why it ended, and what it was then and is now`(reason: ClosingReason, words: String) {
        var story = Story.acme
        story.score = 72
        let closed = Event.sample(.closed, story, closing: reason, scoreTold: 48.2)
        #expect(text(.sample([closed])) == "✅ Acme GmbH: health below band · \(words) · health 72, was 48.2\n")
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
            "Acme GmbH is At risk: 48, was 71 thirty days ago; 12,400 EUR renews 1 Jan"
        ),
        ([.sample(.opened, .borealis)], "Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late"),
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
        (Int64(59), "0 min"), (1_500, "25 min"), (18_600, "5 h 10 min"), (7_200, "2 h"), (273_600, "3 d 4 h"),
        (86_400, "1 d"), (-5, "0 min"),
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
