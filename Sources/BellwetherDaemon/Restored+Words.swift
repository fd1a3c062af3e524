package import BellwetherCore
package import BellwetherStore

extension Restored {
    func words(in zone: Zone) -> [String] {
        [
            "The state was restored from a backup\(copyOf.map { " of \(Wording.local($0, in: zone))" } ?? "")",
            "\(Wording.count(messages, "message")) went out that it does not know of, the last \(Wording.local(lastMessage, in: zone)). What "
                + "\(messages == 1 ? "it" : "they") said is not told again.",
            "What began after the backup and was over before the restore is told to nobody as over. Silences, "
                + "acknowledgements and tasks of that time are lost: give them again.",
        ]
    }

    /// For `status`, as long as the restore has a say in what is told.
    package func line(at now: Moment, in zone: Zone) -> String? {
        guard now < at + .seconds(14 * 86_400) else { return nil }
        let copy = copyOf.map { " from a backup of \(Wording.local($0, in: zone))" } ?? ""
        return "restored \(Wording.local(at, in: zone))\(copy); it does not know of "
            + "\(Wording.count(messages, "message")) that went out since"
    }
}
