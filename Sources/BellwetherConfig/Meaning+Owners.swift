import BellwetherCore
import Diagnostics
import Documents

/// Owners whom `people` knows by another spelling: what is theirs goes to the fallback, or to nobody.
struct OwnerMeaning {
    let routing: Routing
    let written: WrittenFiles
    let census: Census

    var diagnostics: [Diagnostic] {
        guard routing.tellsOwners, let place = (written.main?["people"] ?? written.main?["route"])?.key.place else {
            return []
        }
        let counts = census.owners.reduce(into: [String: Int]()) { counts, owner in
            if let owner { counts[owner, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return ranked.compactMap { owner, count in
            routing.people.likelyKey(of: owner).map { .ownerSpeltOtherwise(owner, count, $0, at: place) }
        }
    }
}

extension Diagnostic {
    fileprivate static func ownerSpeltOtherwise(
        _ owner: String, _ count: Int, _ key: String, at place: Place
    ) -> Diagnostic {
        let accounts = "\(count.inProse) account\(count == 1 ? "" : "s")"
        return warning(
            "\(Printable.quoted(owner)), who owns \(accounts), is not in `people`; did you mean \(Printable.quoted(key))?",
            at: place, help: "names are told apart by every letter; write the key as accounts have it")
    }
}
