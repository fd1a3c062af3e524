import Diagnostics
import Documents
import Testing

import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

@testable import BellwetherCore

/// A Monday in Berlin's winter: 09:00Z is ten o'clock there.
let monday = moment("2026-11-23T09:00Z")

func moment(_ text: String) -> Moment {
    guard let moment = Moment(text) else { preconditionFailure("a sample's moment is well-formed") }
    return moment
}

func sampleStory(_ account: String, score: Double? = 48, stake: Int64? = 1_240_000, days: Int? = 9) -> Story {
    var story = Story(
        accountID: account, accountName: account.capitalized, title: "\(account) is At risk", currency: "EUR")
    story.score = score
    story.stakeMinor = stake
    story.urgencyDays = days
    (story.bandColour, story.bandLabel) = ("red", "At risk")
    return story
}

func sampleAlert(
    _ account: String, rule: String = "health", owner: String = "kim", openedAt: Moment = monday, level: Int = 0,
    hold: Alert.Hold? = nil, labels: [String: String] = [:], about subject: Subject? = nil, story: Story? = nil
) -> Alert {
    let own = ["alert": rule, "account": account, "owner": owner, "severity": "warning"]
    return Alert(
        rule: rule, subject: subject ?? .account(account), slot: 0, openedAt: openedAt, state: .firing(since: openedAt),
        hold: hold, level: level, labels: own.merging(labels) { $1 }, story: story ?? sampleStory(account))
}

extension Alert {
    func resolved(at moment: Moment, because reason: ClosingReason = .recovered, story: Story? = nil) -> Alert {
        Alert(
            rule: rule, subject: subject, slot: slot, openedAt: openedAt,
            state: .resolved(at: moment, firingSince: openedAt, because: reason), level: level, labels: labels,
            story: story ?? self.story)
    }
}

extension Routing {
    /// One chat channel for everything, told after ten minutes, then every four hours, reminded after a week.
    static func sample(
        root: Route = Route(receivers: ["chat"], groupBy: .labels(["alert"])),
        receivers: [ReceiverProfile] = [ReceiverProfile(name: "chat", kind: "slack")], people: People = People(),
        operatorReceiver: OperatorReceiver? = nil
    ) -> Routing {
        Routing(
            root: root, receivers: receivers, people: people, calendar: BusinessCalendar(zone: .utc),
            operatorReceiver: operatorReceiver)
    }
}

/// Turns one after another, with the memory written out and read again in between, as a restart would; and each turn
/// once more without a restart, as a daemon makes it that knows what is at rest.
struct Storyline {
    var routing: Routing
    private(set) var memory = RoutingMemory()
    private var remembering = RoutingMemory()
    private var evolving = StandingAlerts()
    private(set) var standing: [Alert] = []
    private(set) var told: [Notification] = []
    private(set) var rows: [String: LedgerRow] = [:]
    private(set) var last: Notifications?
    var comingDates: [ComingDate] = []

    init(_ routing: Routing = .sample()) {
        self.routing = routing
    }

    /// The alerts from now on; what is missing of those before has closed.
    @discardableResult
    mutating func turn(
        _ alerts: [Alert]? = nil, closing reason: ClosingReason = .recovered,
        openingLists: AlertNews.OpeningLists = .none, operatorWords: [OperatorWords] = [], at now: Moment
    ) throws -> [Notification] {
        let alerts = alerts ?? standing
        let ids = Set(alerts.map(\.id))
        let closed = standing.filter { !ids.contains($0.id) }
        standing = alerts
        func news(_ standing: StandingAlerts) -> AlertNews {
            AlertNews(
                changes: closed.map { AlertChange(.closed(reason), $0.resolved(at: now, because: reason)) },
                standing: standing, openingLists: openingLists, operatorWords: operatorWords, comingDates: comingDates)
        }
        let notifications = routing.notifications(for: news(StandingAlerts(alerts)), since: memory, at: now)
        evolving.become(alerts)
        let remembered = routing.notifications(for: news(evolving), since: remembering, at: now)
        remembered.expectSame(as: notifications)
        remembering = remembered.memory
        return try take(notifications)
    }

    /// As if somebody had asked for it.
    mutating func silence(_ silence: Silence) {
        memory = memory.with(silences: memory.silences.merging([silence.number: silence]) { $1 })
        remembering = remembering.with(silences: memory.silences)
    }

    /// As if somebody had taken it back.
    mutating func lift(_ number: Int64) {
        memory = memory.with(silences: memory.silences.filter { $0.key != number })
        remembering = remembering.with(silences: memory.silences)
    }

    /// As if somebody had done what they were to do.
    mutating func settle(_ tasks: [PlaybookTask]) {
        memory = memory.taking(settled: tasks)
        remembering = remembering.taking(settled: tasks)
    }

    /// As a daemon does that finds itself before what it remembers: nothing of it is at rest.
    mutating func putClockRight(at now: Moment) {
        memory = memory.accepting(clock: now)
        remembering = memory
    }

    private mutating func take(_ notifications: Notifications) throws -> [Notification] {
        let written = try JSONEncoder().encode(notifications.memory)
        memory = try JSONDecoder().decode(RoutingMemory.self, from: written)
        #expect(memory == notifications.memory)
        for row in notifications.changedLedger { rows[row.id] = row }
        told += notifications.outbox
        last = notifications
        return notifications.outbox
    }

    var due: Moment? { last?.due }
}

extension StandingAlerts {
    /// As a turn leaves them: what is other than it was is replaced, and all else stays the same one.
    fileprivate mutating func become(_ alerts: [Alert]) {
        let now = Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, $0) })
        guard Array(all).count != alerts.count || all.contains(where: { now[$0.id] != $0 }) else { return }
        beginEdition()
        for box in Array(boxes) where now[box.alert.id] == nil { replace(box, by: nil) }
        for alert in alerts where self[alert.id] != alert { replace(box(alert.id), by: AlertBox(alert)) }
    }
}

extension Notifications {
    /// Short where it fails: each of these is long.
    fileprivate func expectSame(as other: Notifications) {
        let isSame = [
            "outbox": outbox == other.outbox, "groups": memory.groups == other.memory.groups,
            "ledger": memory.ledger == other.memory.ledger, "memory": memory == other.memory,
            "changed groups": changedGroups == other.changedGroups,
            "changed ledger": changedLedger == other.changedLedger,
            "changed silences": changedSilences == other.changedSilences,
            "changed tasks": changedTasks == other.changedTasks,
            "changed attention": changedAttention == other.changedAttention,
            "decisions": decisions == other.decisions, "quiet": quiet == other.quiet,
            "unreached": Set(unreached) == Set(other.unreached), "due": due == other.due,
        ]
        #expect(isSame.filter { !$0.value }.keys.sorted() == [])
    }
}

extension Notification {
    /// `opened acme` for every event, in order.
    var said: [String] { events.map { "\($0.kind.rawValue) \($0.story.accountID)" } }
}

/// What the YAML says, or what is wrong with it.
func readRoute(_ yaml: String, receivers: [String]) -> (route: Route?, complaints: [String]) {
    let report = DiagnosticReport()
    let document = Document.read(Array(yaml.utf8), named: "bellwether.yaml")
    let settings = document.settings(reportingTo: report)
    let route = settings.flatMap { Route.read(from: $0, receivers: receivers) }
    settings?.finish()
    let complaints = report.diagnostics.inOrder().map { diagnostic in
        diagnostic.help.map { "\(diagnostic); help: \($0)" } ?? "\(diagnostic)"
    }
    return (route, complaints)
}
