import Documents
import Testing

@testable import BellwetherCore

/// Routing that asks only what may be otherwise sends what routing sends that asks everything; `Storyline` makes every
/// turn both ways.
@Suite struct RoutingRestTests {
    private static let people = [
        Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max"),
        Person(key: "lee", name: "Lee", email: "lee@example.com"),
        Person(key: "max", name: "Max", email: "max@example.com"),
    ]

    /// Alerts come, go, worsen and are held, owners change, somebody silences; routes, receivers and people change too.
    @Test func `what is at rest is what it would be found to be`() throws {
        var random = SeededRandom.printed("routing at rest")
        var (told, known) = (0, 0)
        for _ in 0..<6 {
            var line = Storyline(try routing(&random))
            var alerts: [Alert] = []
            var now = monday
            for number in 1...60 {
                now = now + .seconds(Int64(random.below(3) == 0 ? random.below(2 * 86_400) : random.below(1_200)))
                if random.below(12) == 0 { line.routing = try routing(&random) }
                if random.below(8) == 0 { line.silence(silence(Int64(number), of: alerts, at: now, &random)) }
                if random.below(3) > 0 { alerts = changed(alerts, at: now, &random) }
                try line.turn(alerts, at: random.below(4) == 0 ? max(now, line.due ?? now) : now)
            }
            told += line.told.count
            known += line.rows.count
        }
        // One story alone may be a quiet one, all six are not.
        #expect(told > 60 && known > 0)
    }

    private func changed(_ alerts: [Alert], at now: Moment, _ random: inout SeededRandom) -> [Alert] {
        var kept = alerts.filter { _ in random.below(8) > 0 }
        for place in kept.indices where random.below(6) == 0 {
            switch random.below(3) {
            case 0: kept[place].level += 1
            case 1: kept[place].hold = kept[place].hold == nil ? .unknown(fields: ["nps.latest"]) : nil
            default: kept[place].labels["owner"] = owner(&random)
            }
        }
        for _ in 0..<random.below(5) {
            let alert = sampleAlert(
                "a\(random.below(9))", rule: ["health", "late"][random.below(2)], owner: owner(&random), openedAt: now,
                hold: random.below(6) == 0 ? .breaker : nil)
            if !kept.contains(where: { $0.rule == alert.rule && $0.subject == alert.subject }) { kept.append(alert) }
        }
        return kept
    }

    private func owner(_ random: inout SeededRandom) -> String { ["kim", "lee", "max", "nobody"][random.below(4)] }

    private func silence(
        _ number: Int64, of alerts: [Alert], at now: Moment, _ random: inout SeededRandom
    ) -> Silence {
        let isOfAlerts = random.below(2) == 0 && !alerts.isEmpty
        let some = isOfAlerts ? Array(alerts.prefix(1 + random.below(3))) : []
        return Silence(
            number: number, kind: isOfAlerts ? [.snooze, .acknowledgement][random.below(2)] : .silence,
            matchers: isOfAlerts ? [] : ["account=\"a\(random.below(9))\""],
            alerts: Dictionary(uniqueKeysWithValues: some.map { ($0.id, Silence.Baseline($0)) }), from: now,
            until: now + .seconds(Int64(600 + random.below(86_400))), author: "kim", reason: "they are moving house")
    }

    private func routing(_ random: inout SeededRandom) throws -> Routing {
        let hours = random.below(2) == 0 ? Hours.sample("mon-fri", "08:00", "18:00") : nil
        let digest = random.below(3) == 0 ? DigestPlan(at: try #require(TimeOfDay.parse("08:30"))) : nil
        let receivers = [
            ReceiverProfile(
                name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"]), hours: hours,
                digest: digest),
            ReceiverProfile(name: "chat", kind: "slack"), ReceiverProfile(name: "sandbox", kind: "slack"),
        ].filter { $0.name == "chat" || random.below(6) > 0 }
        let steps = [
            EscalationStep(businessDays: 1, to: .backup), EscalationStep(businessDays: 3, to: .receiver("chat")),
        ]
        let names = random.below(2) == 0 ? ["mail", "chat"] : ["mail"]
        return Routing(
            root: Route(
                receivers: names.filter { name in receivers.contains { $0.name == name } },
                groupBy: random.below(2) == 0 ? .labels(["alert"]) : .everything,
                quiet: RouteQuiet(escalation: random.below(2) == 0 ? steps : [])),
            receivers: receivers, people: People(Self.people.filter { _ in random.below(6) > 0 }),
            calendar: BusinessCalendar(zone: .utc),
            quiet: Quiet(
                rehearsal: random.below(4) == 0 && receivers.contains { $0.name == "sandbox" } ? "sandbox" : nil,
                dailyBudget: random.below(2) == 0 ? 3 : nil))
    }
}
