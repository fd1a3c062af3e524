package import Diagnostics

/// A rule that is gone, and one that is new and asks the same: most likely it has another name, and does not say so.
package struct Renaming: Sendable, Hashable {
    package let old, new: String
    /// Where the new name stands.
    package let place: Place
}

extension RuleBook {
    /// What would be told anew of all that fires, unless `was` joins the two names.
    ///
    /// - Parameter day: thresholds count as they are then.
    package func renamings(since old: RuleBook, on day: Day) -> [Renaming] {
        let (known, present) = (Set(old.rules.map(\.id)), Set(rules.map(\.id)))
        let joined = Set(rules.flatMap(\.was))
        var gone = old.rules.filter { !present.contains($0.id) && !joined.contains($0.id) }
        return rules.filter { !known.contains($0.id) && known.isDisjoint(with: $0.was) }.compactMap { rule in
            guard let place = gone.firstIndex(where: { $0.meaning(on: day) == rule.meaning(on: day) }) else {
                return nil
            }
            return Renaming(old: gone.remove(at: place).id, new: rule.id, place: rule.namePlace)
        }
    }
}

extension Renaming {
    /// What happened, and what to do.
    package var lines: [String] {
        [
            "rule '\(old)' is gone and '\(new)' is new, with the same condition",
            "Whoever was told of it is told that it ended, and all of it again under the new name.",
            "If it is the same rule, write `was: [\(old)]` under '\(new)': then what is open goes on as it was.",
        ]
    }
}

extension Diagnostic {
    package static func renamed(_ renaming: Renaming) -> Diagnostic {
        warning(
            "rule \(Printable.quoted(renaming.old)) is gone and \(Printable.quoted(renaming.new)) is new, with the same "
                + "condition; all that fires would be told anew", at: renaming.place,
            help: "if it is the same rule, write `was: [\(Printable.name(renaming.old))]` under its name")
    }
}
