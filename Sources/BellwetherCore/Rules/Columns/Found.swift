/// For whom a rule holds, in the order of the accounts. Of accounts only the slots are kept: a rule may hold for a
/// million of them, and few are asked for.
package struct Found: RandomAccessCollection, Sendable {
    private enum Rows: Sendable {
        case accounts(ContiguousArray<Int32>)
        case objects([SubjectRow])
    }

    private let rows: Rows
    private let sight: Sight

    init(accounts: ContiguousArray<Int32>, in sight: Sight) {
        rows = .accounts(accounts)
        self.sight = sight
    }

    init(objects: [SubjectRow], in sight: Sight) {
        rows = .objects(objects)
        self.sight = sight
    }

    package var startIndex: Int { 0 }

    package var endIndex: Int {
        switch rows {
        case .accounts(let slots): slots.count
        case .objects(let rows): rows.count
        }
    }

    package subscript(place: Int) -> Match {
        let row =
            switch rows {
            case .accounts(let slots): SubjectRow(slot: Int(slots[place]))
            case .objects(let rows): rows[place]
            }
        guard let subject = sight.subject(of: row) else {
            preconditionFailure("a rule holds for those only that a source describes")
        }
        return Match(subject: subject, row: row)
    }
}
