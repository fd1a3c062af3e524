import BellwetherCore
import GRDB
import Testing

@testable import BellwetherCore
@testable import BellwetherStore

@Suite struct StoreTasksTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private let alert: Alert = {
        var alert = Alert.sample()
        alert.story.plan = TaskPlan(
            playbook: "save",
            steps: [
                TaskPlan.Step(subject: "Call", notes: "Ask what hurts.", assignee: .owner, dueDays: 2),
                TaskPlan.Step(subject: "Write", notes: "", assignee: .team("Finance"), dueDays: 5),
            ])
        return alert
    }()

    private let routing = Routing(
        root: Route(receivers: ["chat"]), receivers: [ReceiverProfile(name: "chat", kind: "slack")],
        calendar: BusinessCalendar(zone: .utc))

    /// One turn of routing, as it is kept.
    private func turn(_ standing: [Alert], since memory: RoutingMemory, at now: Moment) async throws -> Notifications {
        let notifications = routing.notifications(for: AlertNews(standing: standing), since: memory, at: now)
        var alerts = Alerts()
        alerts.touched = standing
        try await store.commit(
            TurnOutcome(policy: "fingerprint", alerts: alerts, notifications: notifications), at: now)
        return notifications
    }

    @Test func `has them after a restart as the turn left them, and gives no number twice`() async throws {
        let first = try await turn([alert], since: RoutingMemory(), at: monday)
        let recalled = try await store.routingMemory()
        #expect(recalled.tasks == first.memory.tasks)
        #expect(recalled.tasks.open.map(\.number) == [1, 2])
        let over = try await turn([], since: recalled, at: tuesday)
        #expect(over.changedTasks.count == 2)
        #expect(try await store.tasks(withSettled: false).isEmpty)
        #expect(try await store.tasks(ofAccount: "acme", withSettled: true) == over.changedTasks)
        let later = try await store.routingMemory()
        #expect(later.tasks.lastNumber == 2)
    }

    @Test func `counts as late what is due anew, by when it is due then`() async throws {
        let month = Duration.seconds(30 * 86_400)
        _ = try await turn([alert], since: RoutingMemory(), at: monday + month)
        let recalled = try await store.routingMemory().accepting(clock: monday)
        #expect(try await store.taskCounts(at: monday + month).overdue == 0)
        let righted = try await turn([alert], since: recalled, at: monday)
        #expect(try await store.tasks(withSettled: false) == righted.changedTasks)
        let counts = try await store.taskCounts(at: monday + month)
        #expect(counts.open == 2 && counts.overdue == 2)
    }

    @Test func `settles one once, and tells whoever asks what was settled since`() async throws {
        let first = try await turn([alert], since: RoutingMemory(), at: monday)
        let began = try await store.lastDeed()
        let done = PlaybookTask.State.done(at: tuesday, by: "Kim", note: "They miss the export.")
        let task = try #require(try await store.settle(task: 1, as: done))
        #expect(task.state == done)
        #expect(try await store.settle(task: 1, as: .skipped(at: tuesday, by: "Max", why: "")) == nil)
        #expect(try await store.settle(task: 7, as: done) == nil)
        #expect(try await store.task(1) == task)
        let deeds = try await store.deeds(after: began)
        #expect(deeds == Deeds(tasks: [task], last: 1))
        #expect(try await store.deeds(after: deeds.last) == Deeds(tasks: [], last: 1))
        #expect(try await store.routingMemory().tasks == first.memory.tasks.taking([task]))
    }

    @Test func `keeps what somebody did, whatever a turn that began before made of it`() async throws {
        let first = try await turn([alert], since: RoutingMemory(), at: monday)
        _ = try await store.settle(task: 1, as: .done(at: monday, by: "Kim", note: ""))
        // The turn has not heard of it, and the alert is over.
        _ = try await turn([], since: first.memory, at: tuesday)
        #expect(
            try await store.tasks(ofAccount: "acme", withSettled: true).map(\.state) == [
                .done(at: monday, by: "Kim", note: ""), .lapsed(at: tuesday, because: .recovered),
            ])
    }

    @Test func `hangs what somebody did where the turn hung it`() async throws {
        let first = try await turn([alert], since: RoutingMemory(), at: monday)
        _ = try await store.settle(task: 1, as: .done(at: monday, by: "Kim", note: ""))
        // The turn has not heard of it, and another alert about the same goes on.
        var other = Alert.sample(rule: "other")
        other.story.plan = alert.story.plan
        let second = try await turn([other], since: first.memory, at: tuesday)
        let done = PlaybookTask.State.done(at: monday, by: "Kim", note: "")
        let settled = second.memory.tasks.open.filter { $0.number == 1 }.map { $0.settled(done) }
        #expect(try await store.routingMemory().tasks == second.memory.tasks.taking(settled))
        #expect(try await store.task(1)?.alertID == other.id)
    }

    @Test(arguments: ["deed > 7", "account = 'acme' AND true", "account = 'acme' AND state = 'open'", "state = 'open'"])
    func `looks through no more of them than it is asked for`(condition: String) async throws {
        let order = condition.hasPrefix("deed") ? "deed" : "+number"
        let plan = try await store.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN SELECT body FROM task WHERE \(condition) ORDER BY \(order)"
            ).map { $0["detail"] as String }
        }
        #expect(!plan.contains("SCAN task"), "\(plan)")
    }

    @Test func `forgets them with their alert`() async throws {
        let resolved = Alert.sample(
            "acme", .resolved(at: tuesday, firingSince: monday, because: .recovered))
        _ = try await turn([alert], since: RoutingMemory(), at: monday)
        try await store.commit(.of(touched: [resolved]), at: tuesday)
        #expect(try await store.tasks(withSettled: true).count == 2)
        let cleared = try await store.clean(at: tuesday + .seconds(801 * 86_400), days: .utc)
        #expect(cleared.alerts == 1)
        #expect(try await store.tasks(withSettled: true).isEmpty)
        #expect(try await store.routingMemory().tasks.lastNumber == 2)
    }
}
