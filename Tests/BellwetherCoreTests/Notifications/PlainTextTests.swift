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
                Licences −10.1 · 12,400 EUR · notice by 2 Dec (9 days) · also: 3,987 EUR overdue (INV-2819) · Kim

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

                NEXT STEPS

                Acme GmbH: Call the sponsor by Wed 25 Nov; bring the adoption report.

                """)
    }

    @Test func `says below a list what to do, together to whom it is the same`() {
        func opened(_ number: Int, _ play: String) -> Event {
            var story = Story.acme
            (story.accountID, story.accountName, story.play) = ("a\(number)", "Account \(number)", play)
            return .sample(.opened, story)
        }
        let call = (1...3).map { opened($0, "Call the sponsor.") }
        let mixed = call + [opened(4, "Send the reminder."), opened(5, "")]
        #expect(
            Message(.sample(mixed)).sections
                == [
                    Message.Section(
                        title: "Next steps", lines: [],
                        words: [
                            Message.Remark("3 accounts: Call the sponsor."),
                            Message.Remark("Account 4: Send the reminder."),
                        ], more: "")
                ])
        let alike = call + [opened(4, "Call the sponsor.")]
        #expect(Message(.sample(alike)).plainText.hasSuffix("\n\nNEXT STEPS\n\nCall the sponsor.\n"))
        #expect(Message(.sample(call)).sections.isEmpty, "in full each says its own")
        // What is to be done for more money comes first, however few need it.
        var large = Story.acme
        (large.accountID, large.accountName, large.play) = ("a6", "Account 6", "Book the call.")
        large.stakeMinor = 90_000_000
        #expect(
            Message(.sample(mixed + [.sample(.opened, large)])).sections.first?.words.first?.text
                == "Account 6: Book the call.")
        let many = (1...6).map { opened($0, "Do \($0).") }
        let steps = Message(.sample(many)).sections.first?.words
        #expect(steps?.last?.text == "2 more accounts: each has a step of its own")
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
            "Acme GmbH closed: health 72.0, was 48.2 when it opened; open for 3 days; no source has the account any more"
        ),
        (
            .notWatched,
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
    func `item 14: says why it ended, and what it was then and is now`(reason: ClosingReason, words: String) {
        var story = Story.acme
        (story.score, story.bandColour) = (72, "yellow")
        let closed = Event.sample(.closed, story, closing: reason, scoreTold: 48.2)
        #expect(text(.sample([closed])) == "\(words)\n")
    }

    @Test func `says of an invoice that is another account's now what is true`() {
        let closed = Event.sample(.closed, .borealis, rule: "late-invoice", closing: .withdrawn, lasting: 7_200)
        let said = text(.sample([closed]))
        #expect(said.hasSuffix("; open for 2 hours; it is not among the account's invoices any more\n"))
    }

    @Test func `says of an invoice that it cleared`() {
        let closed = Event.sample(.closed, .borealis, rule: "late-invoice", closing: .recovered, lasting: 7_200)
        #expect(
            text(.sample([closed])) == "✅ Borealis Ltd cleared: 4,300 EUR overdue (INV-2214); open for 2 hours\n")
    }

    @Test func `says what is over where the end says nothing of how it is now`() {
        var story = Story.acme
        story.topic = .renewal
        story.brief = "renewal 41 %"
        story.bandColour = "yellow"
        let closed = Event.sample(.closed, story, rule: "renewal-at-risk", closing: .recovered, lasting: 7_200)
        #expect(text(.sample([closed])) == "✅ Acme GmbH recovered from: renewal 41 %; open for 2 hours\n")
        // Another term of it is as unlikely.
        var other = story
        other.brief = "renewal 45 %"
        #expect(
            text(.sample([closed], unchanged: [.sample(.opened, other, rule: "renewal-at-risk, another")]))
                == "Acme GmbH, over now: renewal 41 %; open for 2 hours; still: renewal 45 %\n")
    }

    @Test func `whoever is still in a red band has not recovered`() {
        var story = Story.acme
        (story.topic, story.brief) = (.renewal, "renewal 41 %")
        let renewal = Event.sample(.closed, story, rule: "renewal-at-risk", closing: .recovered, lasting: 7_200)
        #expect(
            text(.sample([renewal])) == "Acme GmbH, over now: renewal 41 %; open for 2 hours; still: At risk\n")
        let fallen = Event.sample(.closed, .acme, rule: "health-dropped", closing: .recovered, scoreTold: 21.5)
        let others = [Event.sample(.opened, .acme), .sample(.opened, story, rule: "renewal-at-risk")]
        #expect(
            text(.sample([fallen], unchanged: others))
                == "Acme GmbH improved: health 48.2, was 21.5 when it opened; open for 3 days; "
                + "still: At risk: 48.2, renewal 41 %\n")
        // An invoice that is paid is paid.
        let paid = Event.sample(.closed, .acmeInvoice, rule: "late-invoice", closing: .recovered, lasting: 7_200)
        #expect(
            text(.sample([paid], unchanged: [.sample(.opened, .acme)]))
                == "✅ Acme GmbH cleared: 3,987 EUR overdue (INV-2819); open for 2 hours; still: At risk: 48.2\n")
        let both = [fallen, .sample(.closed, .numbered(1), closing: .recovered, scoreTold: 40)]
        #expect(text(.sample(both)).hasPrefix("2 accounts closed\n"), "\(text(.sample(both)))")
    }

    @Test(arguments: [
        (34.4, "Acme GmbH settled: health 34.4; open for 3 days; still: At risk: 34.4"),
        (30, "Acme GmbH settled: health 30.0, was 34.4 when it opened; open for 3 days; still: At risk: 34.4"),
        (61, "Acme GmbH improved: health 61.0, was 34.4 when it opened; open for 3 days; still: At risk: 34.4"),
    ])
    func `a score that is no better has not recovered, and what goes on about it is said`(score: Double, words: String)
    {
        var (story, below) = (Story.acme, Story.acme)
        story.score = score
        below.brief = "At risk: 34.4"
        let closed = Event.sample(
            .closed, story, rule: "health-dropped", closing: .recovered, scoreTold: 34.4)
        let message = text(.sample([closed], unchanged: [.sample(.opened, below, rule: "health-below-band")]))
        #expect(message == "\(words)\n")
    }

    @Test func `what is over because its time has passed is no recovery, beside what is one`() {
        var (notice, renewal) = (Story.acme, Story.acme)
        (notice.topic, renewal.topic) = (.renewal, .renewal)
        (notice.bandColour, renewal.bandColour) = ("yellow", "yellow")
        notice.annotations["over"] = "the last day for notice has passed"
        renewal.brief = "renewal 41 %"
        let told = [
            Event.sample(.closed, notice, rule: "notice-date-near", closing: .recovered, lasting: 7_200),
            Event.sample(.closed, renewal, rule: "renewal-at-risk", closing: .recovered, lasting: 7_200),
        ]
        #expect(
            text(.sample([told[0]])) == "Acme GmbH: the last day for notice has passed; open for 2 hours\n")
        #expect(text(.sample(told)).contains("✅ Acme GmbH recovered from: renewal 41 %; open for 2 hours\n"))
        #expect(text(.sample(told)).contains("\nAcme GmbH: the last day for notice has passed; open for 2 hours"))
        // Somebody who changed the rule ended it before its time.
        let edited = Event.sample(.closed, notice, rule: "notice-date-near", closing: .ruleChanged, lasting: 7_200)
        #expect(!text(.sample([edited])).contains("passed"))
    }

    @Test func `a list says of each score what moved it most`() {
        let stories = (1...4).map { number in
            var story = Story.numbered(number)
            story.reason = "Licences −10.1 · tickets −2.0"
            return story
        }
        let message = text(.sample(stories.map { .sample(.opened, $0) }))
        #expect(message.contains("Watch: 56\nLicences −10.1 · 4,000 EUR · renews 23 Dec (30 days)"))
    }

    @Test func `a chance that has gone is no recovery`() {
        var story = Story.acme
        story.score = 52
        story.brief = "may speak for us"
        let closed = Event.sample(
            .closed, story, rule: "advocate", closing: .recovered, scoreTold: 100, lasting: 7_200,
            labels: ["kind": "opportunity"])
        #expect(text(.sample([closed])) == "Acme GmbH no longer: may speak for us; open for 2 hours\n")
    }

    @Test func `marks a test as one, and names no customer`() {
        let test = Notification.test(receiver: "cs-chat", recipient: "all", at: monday)
        #expect(
            text(test) == """
                TEST: Bellwether reaches this receiver

                Sent to 'cs-chat' by `bellwether notify test cs-chat`. No customer is concerned; there is nothing to do.

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
