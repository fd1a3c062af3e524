package import Columns

/// What was true before: columns of metrics, scores and bands at past instants, as far as the policy looks back.
///
/// The paths are those of rules: `usage.licence_utilisation`, `health.score`; `health.band` and `health.model` are kept
/// as codes of the policy's bands and model versions.
package struct History: Sendable {
    package struct Snapshot: Sendable {
        package let at: Moment
        package let column: Numbers

        package init(at: Moment, column: Numbers) {
            self.at = at
            self.column = column
        }
    }

    /// By path, each ordered by moment.
    package private(set) var snapshots: [String: [Snapshot]]

    package init(_ snapshots: [String: [Snapshot]] = [:]) {
        self.snapshots = snapshots
    }

    package mutating func remember(_ path: String, _ column: Numbers, at moment: Moment) {
        snapshots[path, default: []].append(Snapshot(at: moment, column: column))
        if let count = snapshots[path]?.count, count > 1, let before = snapshots[path]?[count - 2], before.at > moment {
            snapshots[path]?.sort { $0.at < $1.at }
        }
    }

    /// Forgets what lies before, but for the last snapshot of each path.
    package mutating func forget(before moment: Moment) {
        for (path, list) in snapshots {
            snapshots[path] = Array(list.dropLast().drop { $0.at < moment }) + list.suffix(1)
        }
    }

    /// Keeps of each day before the moment only the last snapshot: turns of last week are not looked at one by one.
    package mutating func thin(before moment: Moment, days zone: Zone) {
        for (path, list) in snapshots {
            let recent = list.drop { $0.at < moment }
            var daily: [Snapshot] = []
            for snapshot in list.prefix(list.count - recent.count) {
                if let last = daily.last, zone.day(of: last.at) == zone.day(of: snapshot.at) { daily.removeLast() }
                daily.append(snapshot)
            }
            snapshots[path] = daily + recent
        }
    }

    /// The last snapshot at or before the moment.
    package func snapshot(_ path: String, at moment: Moment) -> Snapshot? {
        guard let list = snapshots[path] else { return nil }
        let next = Self.first(of: list, after: moment)
        return next == 0 ? nil : list[next - 1]
    }

    /// All snapshots after `start` up to and with `end`.
    package func snapshots(_ path: String, after start: Moment, through end: Moment) -> ArraySlice<Snapshot> {
        guard let list = snapshots[path], start < end else { return [] }
        return list[Self.first(of: list, after: start)..<Self.first(of: list, after: end)]
    }

    /// The place of the first snapshot after the moment, or the end.
    private static func first(of list: [Snapshot], after moment: Moment) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].at <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
