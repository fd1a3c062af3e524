import Columns

/// For whom a rule holds, in the order of the accounts. A bit for each is all that is kept: a rule may hold for a
/// million, and few are asked for.
package struct Found: Collection, Sendable {
    private enum Rows: Sendable {
        case accounts
        case objects([SubjectRow])
    }

    let marks: Bitmap
    private let rows: Rows
    private let sight: Sight
    package let count: Int

    init(accounts slots: Bitmap, in sight: Sight) {
        self.init(slots, of: .accounts, in: sight)
    }

    init(objects places: Bitmap, of rows: [SubjectRow], in sight: Sight) {
        self.init(places, of: .objects(rows), in: sight)
    }

    private init(_ marks: Bitmap, of rows: Rows, in sight: Sight) {
        self.marks = marks
        self.rows = rows
        self.sight = sight
        count = marks.ones
    }

    package var startIndex: Int { marks.first(from: 0) ?? endIndex }
    package var endIndex: Int { marks.count }
    package func index(after place: Int) -> Int { marks.first(from: place + 1) ?? endIndex }

    /// Those of these slots, in order; all of them where none are given.
    func places(of isAsked: ((_ slot: Int) -> Bool)?) -> [Int] {
        let places = marks.places.lazy.map(Int.init)
        guard let isAsked else { return Array(places) }
        switch rows {
        case .accounts: return places.filter(isAsked)
        case .objects(let rows): return places.filter { isAsked(rows[$0].slot) }
        }
    }

    func contains(place: Int) -> Bool { place < marks.count && marks[place] }

    package subscript(place: Int) -> Match {
        let row =
            switch rows {
            case .accounts: SubjectRow(slot: place)
            case .objects(let rows): rows[place]
            }
        guard let subject = sight.subject(of: row) else {
            preconditionFailure("a rule holds for those only that a source describes")
        }
        return Match(subject: subject, row: row)
    }
}
