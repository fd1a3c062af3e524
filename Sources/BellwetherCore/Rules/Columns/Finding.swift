import Columns

/// For whom rules hold at one moment: worked out over columns, one kind of subject after the other.
struct Finding {
    /// A bit for each account that is watched.
    let watched: Bitmap
    /// What rules went over that are no accounts.
    let objects: ObjectRows
    /// By rule; nobody for one that is held.
    private(set) var found: [Found]

    init(_ rules: [Rule], except isHeld: (Int) -> Bool, in sight: Sight, under context: RuleContext) {
        let byTarget = Dictionary(grouping: rules.indices.filter { !isHeld($0) }) { rules[$0].target }
        found = rules.map { _ in Found(accounts: Bitmap(), in: sight) }
        let ofAccounts = byTarget[.account] ?? []
        let (slots, byRule) = ColumnRules(ofAccounts.map { rules[$0] }, watching: context.watch, in: sight).accounts()
        watched = slots
        for (rule, slots) in zip(ofAccounts, byRule) { found[rule] = Found(accounts: slots, in: sight) }
        let others = byTarget.filter { $0.key != .account }
        objects = ObjectRows(
            of: others.values.joined().map { rules[$0] }, among: others.isEmpty ? [] : slots.places.map(Int.init),
            in: sight,
            people: context.people)
        for (target, places) in others {
            let rows = objects.rows(target)
            let byRule = ColumnRules(places.map { rules[$0] }, in: sight).places(among: rows)
            for (rule, found) in zip(places, byRule) {
                self.found[rule] = Found(objects: found, of: rows, in: sight)
            }
        }
    }
}
