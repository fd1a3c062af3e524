import Columns

/// For whom rules hold at one moment: worked out over columns, one kind of subject after the other.
///
/// Of what reads as it did the last time nobody is asked again.
struct Finding: Sendable {
    /// A bit for each account that is watched.
    let watched: Bitmap
    /// What rules went over that are no accounts.
    let objects: ObjectRows
    /// By rule; nobody for one that is held.
    private(set) var found: [Found]
    /// What rules may see otherwise than the last time; nothing where that may be anything.
    let movement: Movement?
    /// What they see, for telling so the next time; only of turns that have a next one.
    private let seen: SeenColumns?

    /// - Parameter before: what was found the last time, by the same rules, on the same day.
    init(
        _ rules: [Rule], except isHeld: (Int) -> Bool, in sight: Sight, under context: RuleContext,
        since before: Before? = nil
    ) {
        let seenBefore = before.flatMap { before in before.finding.seen.map { ($0, before.sight) } }
        let seen = context.tells ? SeenColumns(rules, in: sight, since: seenBefore) : nil
        var movement: Movement?
        if let before, let seen, let (seenBefore, sightBefore) = seenBefore {
            movement = Movement(of: sight, seen, since: sightBefore, seenBefore, anew: before.anew)
        }
        let known = movement == nil ? nil : before?.finding
        self.seen = seen
        self.movement = movement
        found = rules.map { _ in Found(accounts: Bitmap(), in: sight) }

        let byTarget = Dictionary(grouping: rules.indices.filter { !isHeld($0) }) { rules[$0].target }
        let ofAccounts = byTarget[.account] ?? []
        let earlier = movement.map { movement in
            ColumnRules.Earlier(
                moved: movement.slots,
                kept: ofAccounts.map { rule in
                    movement.isShared[rule] ? nil : known?.found[rule].marks.subtracting(movement.slots)
                })
        }
        let (slots, byRule) = ColumnRules(ofAccounts.map { rules[$0] }, watching: context.watch, in: sight, seen?.book)
            .accounts(seeing: seen, since: earlier)
        watched = slots
        for (rule, slots) in zip(ofAccounts, byRule) { found[rule] = Found(accounts: slots, in: sight) }

        let others = byTarget.filter { $0.key != .account }
        objects = ObjectRows(
            of: others.values.joined().map { rules[$0] }, among: others.isEmpty ? [] : slots.places.map(Int.init),
            in: sight, people: context.people, since: known?.objects, movement)
        for (target, places) in others {
            let rows = objects.rows(target)
            let earlier = known.map { Self.earlier(places, $0, objects.placesBefore(target), movement) }
            let byRule = ColumnRules(places.map { rules[$0] }, in: sight).places(
                among: rows, since: target.groupScope == nil ? earlier : nil)
            for (rule, found) in zip(places, byRule) {
                self.found[rule] = Found(objects: found, of: rows, in: sight)
            }
        }
    }

    /// The same of some of the rules, by their places.
    func part(_ rules: Range<Int>) -> Finding {
        var part = self
        part.found = Array(found[rules])
        return part
    }

    /// What was found before of objects, by their places then.
    private static func earlier(
        _ rules: [Int], _ known: Finding, _ before: ContiguousArray<Int>, _ movement: Movement?
    ) -> ColumnRules.Earlier {
        var moved = Bitmap(repeating: false, count: before.count)
        for (place, then) in before.enumerated() where then < 0 { moved.set(place) }
        let kept = rules.map { rule -> Bitmap? in
            guard movement?.isShared[rule] == false else { return nil }
            var kept = Bitmap(repeating: false, count: before.count)
            let marks = known.found[rule].marks
            for (place, then) in before.enumerated() where then >= 0 && then < marks.count && marks[then] {
                kept.set(place)
            }
            return kept
        }
        return ColumnRules.Earlier(moved: moved, kept: kept)
    }

    /// What was found the last time, what was seen then, and whose facts may have come to something else since.
    struct Before {
        let finding: Finding
        let sight: Sight
        let anew: MeasuredAnew
    }
}
