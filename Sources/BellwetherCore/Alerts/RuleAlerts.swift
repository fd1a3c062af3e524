/// The alerts of one rule, by slot and then by subject: at most one of each subject.
///
/// Alerts are large, and most of them stay as they are from one turn to the next: each has a place of its own in
/// memory, and turns share those that nothing happens to.
struct RuleAlerts: Sendable {
    private final class Entry: Sendable {
        let alert: Alert

        init(_ alert: Alert) { self.alert = alert }
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }
    var all: some RandomAccessCollection<Alert> { entries.lazy.map(\.alert) }

    subscript(subject: Subject, slot: Int) -> Alert? {
        get {
            let place = place(of: subject, slot)
            return isThere(subject, slot, at: place) ? entries[place].alert : nil
        }
        set {
            let place = place(of: subject, slot)
            switch (newValue, isThere(subject, slot, at: place)) {
            case (let alert?, true): entries[place] = Entry(alert)
            case (let alert?, false): entries.insert(Entry(alert), at: place)
            case (nil, true): entries.remove(at: place)
            case (nil, false): break
            }
        }
    }

    private func isThere(_ subject: Subject, _ slot: Int, at place: Int) -> Bool {
        place < entries.count && entries[place].alert.slot == slot && entries[place].alert.subject == subject
    }

    func of(slot: Int) -> [Alert] {
        let first = firstPlace { $0.alert.slot < slot }
        return entries[first...].prefix { $0.alert.slot == slot }.map(\.alert)
    }

    /// Where it is, or would be. What is new mostly comes last. Slots are faster to compare than names, and as firm.
    private func place(of subject: Subject, _ slot: Int) -> Int {
        let isBefore = { (entry: Entry) in
            entry.alert.slot < slot || (entry.alert.slot == slot && entry.alert.subject < subject)
        }
        return entries.last.map(isBefore) ?? true ? entries.count : firstPlace(notBefore: isBefore)
    }

    private func firstPlace(notBefore isBefore: (Entry) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
