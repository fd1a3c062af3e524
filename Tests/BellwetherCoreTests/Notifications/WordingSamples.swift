@testable import BellwetherCore

extension Story {
    /// The first example of the design.
    static var acme: Story {
        var story = Story(
            accountID: "acme", accountName: "Acme GmbH",
            title: "Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)", currency: "EUR")
        story.owner = "kim"
        story.ownerName = "Kim"
        story.bandColour = "red"
        story.bandLabel = "At risk"
        story.score = 48.2
        story.scoreThen = 71.4
        story.topic = .health
        story.brief = "At risk: 48.2"
        story.reason = "Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS"
        story.stakes = "12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)"
        story.play = "Call the sponsor by Wed 25 Nov; bring the adoption report."
        story.stakeMinor = 1_240_000
        story.urgencyDays = 9
        story.when = "notice by 2 Dec (9 days)"
        story.links = [
            Story.Link(label: "HubSpot", url: "https://app.hubspot.com/contacts/1/company/77"),
            Story.Link(label: "Why", url: "https://bellwether.example.com/accounts/acme"),
        ]
        return story
    }

    /// Two more alerts of the same account.
    static var acmeRenewal: Story {
        var story = acme
        story.title = "Acme GmbH may not renew; term ends 1 Jan"
        story.topic = .renewal
        story.brief = "renewal 56 %"
        story.reason = "60 of 110 seats in use"
        return story
    }

    static var acmeInvoice: Story {
        var story = acme
        story.title = "Acme GmbH owes 3,987 EUR: INV-2819, due 6 Nov, 17 days late"
        story.topic = .invoice
        story.brief = "3,987 EUR overdue (INV-2819)"
        story.stakeMinor = 398_700
        story.urgencyDays = 0
        story.when = "17 days late"
        return story
    }

    /// The second one: it is in good health, and says nothing of a colour.
    static var borealis: Story {
        var story = Story(
            accountID: "borealis", accountName: "Borealis Ltd",
            title: "Borealis Ltd owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late", currency: "EUR")
        story.owner = "dana"
        story.ownerName = "Dana"
        story.bandColour = "green"
        story.score = 78
        story.reason = "Unusual: 1 of 11 late in 12 months · 2 reminders sent · health 78, Good"
        story.topic = .invoice
        story.brief = "4,300 EUR overdue (INV-2214)"
        story.stakeMinor = 430_000
        story.urgencyDays = 0
        story.when = "16 days late"
        return story
    }

    static func numbered(_ number: Int) -> Story {
        var story = Story(
            accountID: "a\(number)", accountName: "Account \(number)",
            title: "Account \(number) is Watch: \(60 - number)",
            currency: "EUR")
        story.bandColour = "yellow"
        story.score = Double(60 - number)
        story.topic = .health
        story.brief = "Watch: \(60 - number)"
        story.ownerName = "Kim"
        story.stakeMinor = Int64(number) * 100_000
        story.urgencyDays = 30
        story.when = "renews 23 Dec (30 days)"
        return story
    }
}

extension Event {
    static func sample(
        _ kind: Kind, _ story: Story, rule: String = "health-below-band", closing reason: ClosingReason? = nil,
        scoreTold: Double? = nil, lasting seconds: Int64 = 273_600, severity: String = "warning",
        labels: [String: String] = [:]
    ) -> Event {
        let subject = Subject.account(story.accountID)
        return Event(
            kind: kind, alertID: "\(rule)/\(subject.id)/\(monday)", rule: rule, subject: subject, openedAt: monday,
            firedAt: monday, closedAt: reason.map { _ in monday + .seconds(seconds) }, closingReason: reason,
            labels: ["alert": rule, "account": story.accountID, "severity": severity].merging(labels) { $1 },
            story: story,
            receiver: "cs-chat", recipient: "all",
            scoreTold: scoreTold)
    }
}

extension Notification {
    static func sample(
        _ events: [Event], unchanged: [Event] = [], purpose: Purpose = .change, words: [String] = [],
        notes: [String] = [], at moment: Moment = monday
    ) -> Notification {
        Notification(
            receiver: "cs-chat", recipient: "all", groupKey: "{}:{}#1", groupLabels: [:], sequence: 1, purpose: purpose,
            createdAt: moment, events: events, unchanged: unchanged, words: words,
            subject: Wording.subject(of: events, purpose), notes: notes)
    }
}
