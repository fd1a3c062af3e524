/// The alerts of one rule, by slot and then by subject: at most one of each subject.
///
/// Turns share those that nothing happens to.
struct RuleAlerts: Sendable {
    private var entries: [AlertBox] = []

    var isEmpty: Bool { entries.isEmpty }
    var all: some RandomAccessCollection<Alert> { entries.lazy.map(\.alert) }

    /// Those of these slots, and, where time has come for some, those that wait for time.
    func asked(of isAsked: (_ slot: Int) -> Bool, orWaiting isTime: Bool) -> [Alert] {
        entries.filter { (isTime && $0.waitsForTime) || isAsked($0.slot) }.map(\.alert)
    }

    /// Those that are held until somebody confirms them.
    var waitingForOperator: [Alert] { entries.filter(\.waitsForOperator).map(\.alert) }

    /// When time comes for those that wait for it.
    func times(_ due: (Alert) -> Moment?) -> [Moment] {
        entries.compactMap { $0.waitsForTime ? due($0.alert) : nil }
    }

    subscript(subject: Subject, slot: Int) -> AlertBox? {
        get {
            let place = place(of: subject, slot)
            return isThere(subject, slot, at: place) ? entries[place] : nil
        }
        set {
            let place = place(of: subject, slot)
            switch (newValue, isThere(subject, slot, at: place)) {
            case (let box?, true): entries[place] = box
            case (let box?, false): entries.insert(box, at: place)
            case (nil, true): entries.remove(at: place)
            case (nil, false): break
            }
        }
    }

    private func isThere(_ subject: Subject, _ slot: Int, at place: Int) -> Bool {
        place < entries.count && entries[place].slot == slot && entries[place].alert.subject == subject
    }

    func of(slot: Int) -> [Alert] {
        let first = firstPlace { $0.slot < slot }
        return entries[first...].prefix { $0.slot == slot }.map(\.alert)
    }

    /// Where it is, or would be. What is new mostly comes last. Slots are faster to compare than names, and as firm.
    private func place(of subject: Subject, _ slot: Int) -> Int {
        let isBefore = { (entry: AlertBox) in
            entry.slot < slot || (entry.slot == slot && entry.alert.subject < subject)
        }
        return entries.last.map(isBefore) ?? true ? entries.count : firstPlace(notBefore: isBefore)
    }

    private func firstPlace(notBefore isBefore: (AlertBox) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
