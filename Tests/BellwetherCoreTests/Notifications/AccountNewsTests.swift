import Testing

@testable import BellwetherCore

@Suite struct AccountNewsTests {
    private func text(_ notification: Notification) -> String { Message(notification).plainText }

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

    @Test func `says in a digest what got worse of an account of which something is new`() {
        let events: [Event] = [
            .sample(.opened, .acmeInvoice, rule: "late-invoice"), .sample(.worsened, .acme),
            .sample(.worsened, .numbered(1)),
        ]
        let sections = Message.sections(of: .sample(events, purpose: .digest), toldTo: nil)
        #expect(sections.map(\.title) == ["New", "Worse", "Next steps"])
        #expect(sections.map(\.lines.count) == [1, 1, 0])
        let line = sections[0].lines[0]
        #expect(line.title.hasPrefix("Worse: Acme GmbH is At risk: 48"), "\(line)")
        #expect(line.others == "also: 3,987 EUR overdue (INV-2819)", "\(line)")
    }

    @Test func `says what a date that came nearer made more urgent, and of nothing that it got worse`() {
        var nearer = Event.sample(.worsened, .acme)
        nearer.isNearer = true
        let told = text(.sample([nearer]))
        #expect(told.hasPrefix("🔴 More urgent, notice by 2 Dec (9 days): Acme GmbH is At risk: 48, was 71"), "\(told)")
        #expect(told.contains("\n12,400 EUR renews 1 Jan (39 days) · 56 % (18 of 30 like it renewed)\n"), "\(told)")
        var invoice = Event.sample(.worsened, .acmeInvoice, rule: "late-invoice")
        invoice.isNearer = true
        #expect(text(.sample([invoice])).hasPrefix("🔴 More urgent: Acme GmbH owes 3,987 EUR"))
        let two = [nearer, .sample(.worsened, .numbered(1))]
        #expect(text(.sample(two)).hasPrefix("1 got worse · 1 more urgent\n"), "\(text(.sample(two)))")
        let digest = Notification.sample(two, purpose: .digest)
        #expect(Message.sections(of: digest, toldTo: nil).map(\.title) == ["Worse", "More urgent", "Next steps"])
        #expect(text(digest).contains("MORE URGENT\n\n🔴 Acme GmbH is At risk: 48"), "\(text(digest))")
        #expect(Message(digest).headline == "Your accounts today: 1 account worse, 1 more urgent · 13,400 EUR at stake")
    }

    @Test func `counts groups as what they are`() {
        let group = Subject.group(.owner, "kim")
        var story = Story(accountID: group.id, accountName: "Kim", title: "Kim: 7 % left", currency: "EUR")
        story.topic = .other
        let ofGroup = Event(
            kind: .opened, alertID: "logo-churn-high/\(group.id)", rule: "logo-churn-high", subject: group,
            openedAt: monday, firedAt: monday, labels: [:], story: story, receiver: "cs-chat", recipient: "all")
        let open = [Event.sample(.opened, .numbered(1)), .sample(.opened, .numbered(2)), ofGroup]
        #expect(
            Wording.digestSubject(on: .on("2026-11-23"), [], open)
                == "Your accounts on Mon 23 Nov: 2 accounts and 1 group still open")
        #expect(
            Wording.digestSubject(on: .on("2026-11-23"), [ofGroup], Array(open.prefix(2)))
                == "Your accounts on Mon 23 Nov: 1 group new, 2 accounts still open")
    }

    @Test func `what somebody was told of an end can be said again`() {
        let over = Event.sample(.closed, .numbered(3), closing: .recovered, scoreTold: 41)
        let told = Notification.sample([over, .sample(.opened, .acme)])
        let row = LedgerRow(
            alertID: over.alertID, receiver: "cs-chat", recipient: "all", openedBy: "", openedAt: monday, levelTold: 0,
            groupKey: "")
        #expect(
            told.ending(of: row) == "✅ Account 3 recovered: health 57.0, was 41.0 when it opened; open for 3 days")
        #expect(Notification.sample([.sample(.opened, .acme)]).ending(of: row) == nil)
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

    @Test func `never gives a renewal's money the date of an invoice`() {
        var far = Story.acme
        far.when = ""
        let events: [Event] = [.sample(.opened, far), .sample(.opened, .acmeInvoice, rule: "late-invoice")]
        let others = (1...3).map { Event.sample(.opened, .numbered($0)) }
        let line = "\nLicences −10.1 · 12,400 EUR · also: 3,987 EUR overdue (INV-2819) · Kim\n"
        #expect(text(.sample(events + others)).contains(line))
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
                Acme GmbH improved: health 48.2, was 40.0 when it opened; also over: renewal 56 %; open for 3 days; \
                still: At risk, 3,987 EUR overdue (INV-2819)

                and 1 more account unchanged

                """)
    }
}
