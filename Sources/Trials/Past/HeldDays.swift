package import BellwetherCore
import CEL

/// For whom rules held on past days: what shows that one never does, always does, or does what another one does.
package struct HeldDays: Sendable {
    package struct Record: Sendable {
        /// On how many of the days it held for anybody, and for every watched account.
        package internal(set) var someDays = 0
        package internal(set) var wholeDays = 0
        /// Who came nearest; only where it held for nobody on any day.
        package internal(set) var nearest: Nearest?
    }

    package struct Pair: Sendable, Hashable {
        /// Places in the list of rules; the first one stands first.
        package let first, second: Int
    }

    package let rules: [Rule]
    /// The days that were looked at, of the last so many.
    package let days, span: Int
    /// How many accounts were watched on the last of them.
    package private(set) var watched = 0
    package private(set) var records: [Record]
    /// Two rules about the same kind of thing that held for exactly the same ones, and on how many days.
    package private(set) var together: [Pair: Int] = [:]

    /// What holds for three may do so by chance.
    package static let fewest = 5
    /// About as many evaluations as anybody waits for.
    private static let most = 5_000_000

    /// - Parameter span: how many days before now.
    package init(of policy: Policy, in past: StoredPast, overDays span: Int, at now: Moment) {
        let fresh = past.asIfFresh
        let moments = fresh.moments(from: policy.zone.day(of: now) - span, before: now, in: policy.zone)
        rules = policy.rules.rules
        self.span = span
        records = rules.map { _ in Record() }
        let evaluations = max(1, rules.count * past.accounts.slotCount)
        let step = max(1, (moments.count * evaluations + Self.most - 1) / Self.most)
        let looked = stride(from: 0, to: moments.count, by: step).map { moments[$0] }
        days = looked.count
        var run = PastRun(of: Set(rules.map(\.id)), under: policy, in: fresh, from: looked.first ?? now)
        for moment in looked { note(run.seen(moment)) }
    }

    private mutating func note(_ matches: Matches) {
        watched = matches.watched
        let held = matches.found.map { Set($0.map(\.subject)) }
        for (place, subjects) in held.enumerated() {
            if subjects.isEmpty {
                noteNearest(to: place, in: matches)
                continue
            }
            records[place].someDays += 1
            records[place].nearest = nil
            if rules[place].target == .account, subjects.count == watched { records[place].wholeDays += 1 }
        }
        notePairs(of: held)
    }

    private mutating func noteNearest(to place: Int, in matches: Matches) {
        guard records[place].someDays == 0, let nearest = matches.nearest(of: place) else { return }
        let known = records[place].nearest?.gap.distance ?? .infinity
        if nearest.gap.distance < known { records[place].nearest = nearest }
    }

    private mutating func notePairs(of held: [Set<Subject>]) {
        for second in held.indices where held[second].count >= Self.fewest && held[second].count < watched {
            for first in 0..<second where held[first] == held[second] && rules[first].target == rules[second].target {
                together[Pair(first: first, second: second), default: 0] += 1
            }
        }
    }
}
