package import BellwetherCore
import CEL

/// For whom rules held on past days: what shows that one never does, always does, or does what another one does.
package struct HeldDays: Sendable {
    package struct Record: Sendable {
        /// On how many of the days it held for anybody, and for every watched account.
        package internal(set) var someDays = 0
        package internal(set) var wholeDays = 0
        /// On how many days it was asked; no more once it is known to hold for some and not for others.
        package internal(set) var daysSeen = 0
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
    /// How many accounts were watched on the last day on which anything was still in question.
    package private(set) var watched = 0
    package private(set) var records: [Record]
    /// Two rules about the same kind of thing that held for exactly the same ones, and on how many days.
    package private(set) var together: [Pair: Int] = [:]
    /// On how many days two such rules held for others.
    private var apart: [Pair: Int] = [:]

    /// What holds for three may do so by chance.
    package static let fewest = 5
    /// Rules that differed on so many more days than they agreed on are no longer compared.
    private static let patience = 3
    /// So many days are looked at beside each other, and then it is seen which rules are still in question.
    private static let step = 3

    /// - Parameters:
    ///   - span: how many days before now.
    ///   - most: about as many evaluations as anybody waits for; where there would be more, days are left out.
    ///   - loop: goes through days, beside each other where it has threads to spare.
    package init(
        of policy: Policy, in past: StoredPast, overDays span: Int, at now: Moment, atMost most: Int = 5_000_000,
        over loop: ChunkLoop = .inOrder
    ) {
        let fresh = past.asIfFresh
        let moments = fresh.moments(from: policy.zone.day(of: now) - span, before: now, in: policy.zone)
        rules = policy.rules.rules
        self.span = span
        records = rules.map { _ in Record() }
        let evaluations = max(1, rules.count * past.accounts.slotCount)
        let step = max(1, (moments.count * evaluations + most - 1) / most)
        days = (moments.count + step - 1) / step
        let counting = policy.going(over: Set(rules.map(\.id)), telling: false)
        var view = PastView(for: [counting], seeingAs: policy, in: fresh, from: moments.first ?? now)
        for start in stride(from: 0, to: moments.count, by: step * Self.step) {
            let asked = asked
            guard !asked.isEmpty else { return }
            let book = RuleBook(asked.map { rules[$0] }, in: counting.rules.context)
            // Later days look back to those too that nobody is asked about.
            let sightings = moments[start..<min(start + step * Self.step, moments.count)].map { view.sighting(at: $0) }
            let looked = stride(from: 0, to: sightings.count, by: step).map { sightings[$0] }
            let seen = loop.parts(looked.count) { [view] in view.matches(of: [book], on: looked[$0]) }
            for matches in seen.joined() { note(matches, of: asked) }
        }
    }

    /// The rules of which more days can still say something, by their places.
    private var asked: [Int] {
        rules.indices.filter { place in
            let record = records[place]
            let isDecided = record.someDays > 0 && record.wholeDays < record.daysSeen
            return !isDecided || rules.indices.contains { place != $0 && mayHoldTogether(place, $0) }
        }
    }

    /// Whether two rules may still turn out to do the same.
    private func mayHoldTogether(_ one: Int, _ other: Int) -> Bool {
        guard rules[one].target == rules[other].target else { return false }
        let pair = Pair(first: min(one, other), second: max(one, other))
        return apart[pair, default: 0] < together[pair, default: 0] + Self.patience
    }

    private mutating func note(_ matches: Matches, of asked: [Int]) {
        watched = matches.watched
        let held = matches.found.map { Set($0.map(\.subject)) }
        for (index, subjects) in held.enumerated() {
            let place = asked[index]
            records[place].daysSeen += 1
            if subjects.isEmpty {
                noteNearest(to: place, as: index, in: matches)
                continue
            }
            records[place].someDays += 1
            records[place].nearest = nil
            if rules[place].target == .account, subjects.count == watched { records[place].wholeDays += 1 }
        }
        notePairs(of: held, asked)
    }

    private mutating func noteNearest(to place: Int, as index: Int, in matches: Matches) {
        guard records[place].someDays == 0, let nearest = matches.nearest(of: index) else { return }
        let known = records[place].nearest?.gap.distance ?? .infinity
        if nearest.gap.distance < known { records[place].nearest = nearest }
    }

    private mutating func notePairs(of held: [Set<Subject>], _ asked: [Int]) {
        for second in held.indices {
            for first in 0..<second where rules[asked[first]].target == rules[asked[second]].target {
                let pair = Pair(first: asked[first], second: asked[second])
                guard held[first] == held[second] else {
                    apart[pair, default: 0] += 1
                    continue
                }
                if held[second].count >= Self.fewest, held[second].count < watched { together[pair, default: 0] += 1 }
            }
        }
    }
}
