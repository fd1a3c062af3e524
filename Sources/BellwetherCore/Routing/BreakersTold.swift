/// Of which rules the operator was told that their messages are held, and when it is time to remind them.
package struct BreakersTold: Sendable, Hashable {
    struct Telling: Sendable, Hashable, Codable {
        var at: Moment
        /// With the first.
        var times: Int

        /// A day later, then two, four, and every eight.
        var reminder: Moment { at + .seconds(86_400 << Int64(min(max(times, 1) - 1, 3))) }
    }

    private(set) var byRule: [String: Telling]

    package init() { byRule = [:] }

    func isTold(_ rule: String) -> Bool { byRule[rule] != nil }

    func isReminderDue(of rule: String, at now: Moment) -> Bool { byRule[rule].map { $0.reminder <= now } ?? false }

    var nextReminder: Moment? { byRule.values.map(\.reminder).min() }

    mutating func tell(of rule: String, at now: Moment) {
        byRule[rule] = Telling(at: now, times: (byRule[rule]?.times ?? 0) + 1)
    }

    mutating func forget(besides rules: Set<String>) { byRule = byRule.filter { rules.contains($0.key) } }

    /// A clock that was set back must not make anybody wait for yesterday to come again.
    mutating func acceptClock(_ now: Moment) {
        for (rule, telling) in byRule where telling.at > now { byRule[rule]?.at = now }
    }
}

extension BreakersTold: Codable {
    /// Earlier versions kept the names alone; of those a reminder is due.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let names = try? container.decode([String].self) {
            let longAgo = Telling(at: Moment(seconds: 0), times: 1)
            byRule = Dictionary(names.map { ($0, longAgo) }) { first, _ in first }
        } else {
            byRule = try container.decode([String: Telling].self)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(byRule)
    }
}
