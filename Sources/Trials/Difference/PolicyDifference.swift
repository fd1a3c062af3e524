package import BellwetherCore
import CEL
import Diagnostics
import Documents

/// What an edit would do: which settings differ, for whom that begins or ends an alert today, who would hear of it, and
/// how many alerts the last months would have had, of which so many came before a loss.
package struct PolicyDifference: Sendable {
    /// A policy, and the files it was read from.
    package struct Side: Sendable {
        package let policy: Policy
        package let files: [RuleFolder.File]

        package init(_ policy: Policy, files: [RuleFolder.File]) {
            self.policy = policy
            self.files = files
        }
    }

    package let changes: [WrittenChange]
    /// Rules that have another name, and do not say so.
    package let renamings: [Renaming]
    /// The rules that can fire differently, in the order of the new files; those that are gone come last.
    package let rules: [RuleDifference]
    /// All of these together.
    package let total: RuleDifference
    /// The first day that counts, and today.
    package let first, last: Day
    /// How many of the days before today history has.
    package let daysKnown: Int
    package var days: Int { last - first }
    /// What the numbers do not show, in whole phrases.
    package let limits: [String]

    /// What history must have for this.
    package static func needs(_ old: Policy, _ new: Policy, overDays days: Int) -> [LookBack] {
        LookBack.furthest([old, new].flatMap { $0.needs(overDays: days + longestWarmUp) })
    }

    /// Before the first day that counts: what waits for its time has waited, and scores are there to be looked back to.
    package static let longestWarmUp = 45
}

extension PolicyDifference {
    /// - Parameters:
    ///   - loop: goes through days and sides, beside each other where it has threads to spare.
    ///   - advance: told now and then how many days were gone through, of so many.
    package init(
        from old: Side, to new: Side, in past: StoredPast, overDays days: Int, at now: Moment,
        over loop: ChunkLoop = .inOrder, advance: (Int, Int) -> Void = { _, _ in }
    ) {
        let zone = new.policy.zone
        let today = zone.day(of: now)
        let renamed = new.policy.rules.rules.newNames(over: old.policy.rules.rules)
        changes = WrittenSettings(old.files).changes(to: WrittenSettings(new.files))
        renamings = new.policy.rules.renamings(since: old.policy.rules, on: today)
        (first, last) = (today - days, today)
        let affected = AffectedRules(old.policy, new.policy, renamed, on: today)
        limits = affected.limits
        guard !affected.isEmpty else {
            (rules, daysKnown) = ([], 0)
            total = RuleDifference(rule: "", wasThere: true, isThere: true)
            return
        }
        let moments = past.moments(from: today - days - Self.longestWarmUp, before: now, in: zone)
        daysKnown = moments.count { (today - days..<today).contains(zone.day(of: $0)) }
        let walk = PastWalk(
            of: [PastRun(of: affected.old, under: old.policy), PastRun(of: affected.new, under: new.policy)],
            under: [old.policy, new.policy], in: past, from: moments.first ?? now, counting: today - days,
            warmingUp: affected.warmUp, over: loop)
        let comparison = Comparison(of: walk, over: moments, renamed, at: now, advance: advance)
        let ids = affected.inOrder(of: new.policy, old.policy, renamed)
        // All of them together come first: that takes longest.
        let each = loop.parts(ids.count + 1) { part in
            guard part > 0 else {
                return comparison.difference(of: Set(ids), called: "", wasThere: true, isThere: true)
            }
            let id = ids[part - 1]
            return comparison.difference(
                of: [id], called: id, wasThere: affected.oldByNewName.contains(id), isThere: affected.new.contains(id))
        }
        total = each[0]
        rules = Array(each.dropFirst())
    }
}

/// Which rules an edit can make fire differently, and why.
struct AffectedRules {
    /// By their names on each side.
    let old, new: Set<String>
    let oldByNewName: Set<String>
    let warmUp: PastWalk.WarmUp
    let limits: [String]

    init(_ before: Policy, _ after: Policy, _ renamed: [String: String], on today: Day) {
        let oldRules = Dictionary(before.rules.rules.map { (renamed[$0.id] ?? $0.id, $0) }) { first, _ in first }
        let newRules = Dictionary(after.rules.rules.map { ($0.id, $0) }) { first, _ in first }
        let reach = Reach(before, after)
        let ids = Set(oldRules.keys).union(newRules.keys).filter { id in
            guard let old = oldRules[id], let new = newRules[id] else { return true }
            return old.bearing(on: today) != new.bearing(on: today) || reach.touches(new)
        }
        oldByNewName = ids.intersection(oldRules.keys)
        self.old = Set(ids.compactMap { oldRules[$0]?.id })
        self.new = Set(ids.compactMap { newRules[$0]?.id })
        let all = ids.flatMap { [oldRules[$0], newRules[$0]].compactMap(\.self) }
        warmUp = PastWalk.WarmUp(
            days: Int(min(30, (all.map(\.warmUpDays).max() ?? 0) + 3)),
            looksBackOnHealth: all.flatMap(\.lookBacks).contains { $0.path.hasPrefix("health.") })
        limits = reach.limits + Self.limits(of: all)
    }

    var isEmpty: Bool { old.isEmpty && new.isEmpty }

    func inOrder(of after: Policy, _ before: Policy, _ renamed: [String: String]) -> [String] {
        let gone = before.rules.rules.map { renamed[$0.id] ?? $0.id }.filter { !new.contains($0) }
        return (after.rules.rules.map(\.id) + gone).filter { new.contains($0) || oldByNewName.contains($0) }
    }

    private static func limits(of rules: [Rule]) -> [String] {
        let reads = rules.contains { rule in
            rule.target == .invoice || rule.target == .contract
                || rule.conditions.flatMap(\.references).contains { $0.name.hasPrefix("account.") }
        }
        let looksAtPeriods = rules.contains(where: \.looksAtAPeriod)
        let countsGroups = rules.contains { $0.target.groupScope != nil && !$0.looksAtAPeriod }
        return (reads ? ["accounts, invoices and contracts count as they are known today, judged as of each day"] : [])
            + (countsGroups ? ["who is counted by owner and the like goes by whose an account is today"] : [])
            + (looksAtPeriods
                ? [
                    "what became of groups over a period goes by whose the accounts were when it began; what they paid on "
                        + "past days is as it is known today"
                ] : [])
    }
}

/// How far an edit reaches that is not of a rule.
private struct Reach {
    private let everybody: Bool
    private let health: Bool
    let limits: [String]

    init(_ old: Policy, _ new: Policy) {
        let (before, after) = (old.rules.context, new.rules.context)
        let measuresDiffer =
            old.reporting != new.reporting || before.billing != after.billing
            || before.configuredRates != after.configuredRates || old.zone != new.zone
        everybody =
            measuresDiffer || before.watch.source.text != after.watch.source.text
            || before.calendar != after.calendar || before.calendars != after.calendars
        health =
            old.healthModels.versions != new.healthModels.versions
            || old.healthModels.overrides != new.healthModels.overrides
        let agesDiffer = old.healthModels.maxAgeDays != new.healthModels.maxAgeDays
        limits =
            (measuresDiffer
                ? ["metrics of past days are as they were measured then; only today's follow the new settings"] : [])
            + (agesDiffer ? ["'max_age' counts for today only; metrics of past days are as they were measured"] : [])
    }

    func touches(_ rule: Rule) -> Bool { everybody || health && rule.readsHealth }
}

extension Rule {
    /// How many days what waits for its time may wait.
    var warmUpDays: Int64 {
        let holds = variants.map(\.hold) + [keepFiringFor]
        let counted = count.map { Int64($0.of) * max(1, Int64($0.every / .seconds(86_400))) } ?? 0
        return max(counted, holds.map { $0.seconds / 86_400 + Int64($0.businessDays) * 2 }.max() ?? 0)
    }
}

extension [Rule] {
    /// What rules are called now that had another name, by that.
    fileprivate func newNames(over old: [Rule]) -> [String: String] {
        let (known, present) = (Set(old.map(\.id)), Set(map(\.id)))
        let pairs = flatMap { rule in rule.was.map { ($0, rule.id) } }
        return Dictionary(pairs.filter { known.contains($0.0) && !present.contains($0.0) }) { first, _ in first }
    }
}
