import Testing

@testable import BellwetherCore

/// Weeks of random alerts, with every kind of reload in between, checked against the contract of the ledger.
@Suite struct ClosingContractTests {
    static let receivers = [
        ReceiverProfile(name: "chat", kind: "slack", hours: Hours.sample("mon-fri", "08:00", "18:00")),
        ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"])),
        ReceiverProfile(name: "ops", kind: "webhook"),
    ]

    static func routing(_ variant: Int) -> Routing {
        let critical = LabelMatcher("severity", .equals("critical"))
        let timers = RouteTimers(groupWait: 600, groupInterval: 1_800, repeatSeconds: 86_400)
        let roots = [
            Route(
                receivers: ["chat"], groupBy: .labels(["alert"]), timers: timers,
                routes: [
                    Route(matchers: [critical], receivers: ["chat", "mail"], goesOn: true),
                    Route(matchers: [critical], receivers: ["mail", "ops"], timers: timers),
                ]),
            Route(receivers: ["mail"], groupBy: .everything),
            Route(receivers: ["ops", "chat"], timers: timers),
        ]
        let kept = variant == 2 ? [receivers[0], receivers[2]] : receivers
        let people = People([Person(key: "kim", name: "Kim", email: "kim@example.com")])
        return .sample(root: roots[variant], receivers: kept, people: people)
    }

    /// Alerts come, go, worsen and are held; hours pass; routes are reloaded.
    private func run(seed: UInt64, alsoInBetween: Bool) throws -> Storyline {
        var random = SplitMix(state: seed)
        var line = Storyline(Self.routing(0))
        var alerts: [Alert] = []
        var now = monday
        for step in 0..<80 {
            let next = now + .seconds(Int64(random.next() % 7_200) + 60)
            now = try pass(from: now, to: next, in: &line, alsoInBetween: alsoInBetween)
            if random.next() % 20 == 0 { line.routing = Self.routing(Int(random.next() % 3)) }
            alerts = step > 70 ? Array(alerts.dropLast(3)) : change(alerts, at: now, with: &random)
            try line.turn(alerts, openingLists: step == 0 ? .everything : .none, at: now)
        }
        line.routing = Self.routing(0)
        try line.turn([], at: now)
        for _ in 0..<20 { if let due = line.due { try line.turn(at: due) } }
        return line
    }

    private func pass(
        from now: Moment, to next: Moment, in line: inout Storyline, alsoInBetween: Bool
    ) throws -> Moment {
        var times: Set<Moment> = []
        if alsoInBetween { times = Set((now.seconds..<next.seconds).filter { $0 % 300 == 7 }.map(Moment.init)) }
        while true {
            let due = line.due.map { [$0] } ?? []
            guard let time = (Array(times) + due).min(), time < next else { return next }
            times.remove(time)
            try line.turn(at: max(time, now))
        }
    }

    private func change(_ alerts: [Alert], at now: Moment, with random: inout SplitMix) -> [Alert] {
        var changed = alerts.filter { _ in random.next() % 6 != 0 }
        for index in changed.indices where random.next() % 5 == 0 {
            let old = changed[index]
            changed[index] = sampleAlert(
                old.subject.account, rule: old.rule, owner: old.labels["owner"] ?? "", openedAt: old.openedAt,
                level: Int(random.next() % 3), hold: random.next() % 3 == 0 ? .source("crm") : nil, labels: old.labels)
        }
        let account = "a\(random.next() % 12)"
        guard !changed.contains(where: { $0.subject == .account(account) }) else { return changed }
        let owner = ["kim", "max", ""][Int(random.next() % 3)]
        let severity = ["severity": random.next() % 2 == 0 ? "critical" : "warning"]
        return changed + [sampleAlert(account, owner: owner, openedAt: now, labels: severity)]
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `opens and closes every row of the ledger exactly once, in that order`(seed: UInt64) throws {
        let line = try run(seed: seed, alsoInBetween: false)
        let events = line.told.flatMap(\.events)
        var times: [String: Int] = [:]
        for event in events where event.kind != .worsened { times[event.id, default: 0] += 1 }

        #expect(times.values.allSatisfy { $0 == 1 })
        #expect(line.rows.count > 20)
        for row in line.rows.values {
            let own = events.filter {
                $0.alertID == row.alertID && $0.receiver == row.receiver && $0.recipient == row.recipient
            }
            #expect(own.first?.kind == .opened)
            #expect(own.last?.kind == .closed)
            #expect(own.dropFirst().dropLast().allSatisfy { $0.kind == .worsened })
            #expect(row.closingReason != nil)
        }
        #expect(Set(line.rows.keys).count == events.count { $0.kind == .opened })
        #expect(line.memory.groups.isEmpty)
        #expect(line.memory.ledger.isEmpty)
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func `misses nothing by sleeping until it is due`(seed: UInt64) throws {
        let slept = try run(seed: seed, alsoInBetween: false)
        let awake = try run(seed: seed, alsoInBetween: true)
        #expect(slept.told == awake.told)
    }

    @Test func `names no group twice`() throws {
        let line = try run(seed: 99, alsoInBetween: false)
        #expect(Set(line.told.map(\.id)).count == line.told.count)
    }

    @Test func `says which groups and rows a turn has changed, and no others`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme", rule: "one"), sampleAlert("acme", rule: "two")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([sampleAlert("acme", rule: "one")], at: monday + .seconds(700))

        #expect(line.last?.changedGroups == ["chat/all/{}:{alert=\"two\"}"])
        #expect(line.last?.changedLedger.isEmpty == true)
        try line.turn(at: monday + .seconds(20_000))
        #expect(line.last?.changedGroups == ["chat/all/{}:{alert=\"two\"}"])
        #expect(line.last?.changedLedger.map(\.closingReason) == [.recovered])
        try line.turn(at: monday + .seconds(20_001))
        #expect(line.last?.changedGroups == [])
    }
}

/// Sebastiano Vigna's splitmix64: a few lines, and the same numbers everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
