/// What metrics read: a row's values under their names.
///
/// A typed fact keeps its row's key and its source (by code), so that a later row of the same identity replaces it.
package protocol TypedFact: KeyedFact {
    static var kind: FactKind { get }
}

/// A fact of which an account may have many, told apart by where each came from.
package protocol KeyedFact: Sendable {
    var identity: FactIdentity { get }
    var knowledge: Knowledge { get }
    init(_ row: FactReader)
}

/// What a source calls one row. Keys are bytes: two that only look alike are two rows.
package struct FactIdentity: Sendable, Hashable, Codable {
    package let source: String
    package let key: String

    package init(source: String, key: String) {
        self.source = source
        self.key = key
    }

    package static func == (left: FactIdentity, right: FactIdentity) -> Bool {
        left.key.utf8.elementsEqual(right.key.utf8) && left.source.utf8.elementsEqual(right.source.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in key.utf8 { hasher.combine(byte) }
    }
}

extension FactIdentity: Comparable {
    package static func < (left: FactIdentity, right: FactIdentity) -> Bool {
        let order = self.order(left.source, right.source)
        return order < 0 || (order == 0 && self.order(left.key, right.key) < 0)
    }

    /// By bytes: below 0 where the left comes first, 0 only where both are the same bytes.
    private static func order(_ left: String, _ right: String) -> Int {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                    return Int(left[index]) - Int(right[index])
                }
                return left.count - right.count
            }
        }
    }
}

/// When a fact was known (METRICS 1.0): what is dated by a day counts from the end of that day, or, where a running
/// daemon saw it earlier, from then on.
package struct Knowledge: Sendable, Hashable {
    package let observed: Moment
    package let isAssumed: Bool
}

/// The moment a question is asked, and what the calendar makes of it.
package struct AsOf: Sendable {
    package let now: Moment
    package let today: Day
    package let zone: Zone

    package init(_ now: Moment, in zone: Zone) {
        self.now = now
        self.zone = zone
        today = zone.day(of: now)
    }

    /// The last day that is over.
    var lastDay: Day { today - 1 }

    /// Whether something dated by this day is known: its day is over, or it was really seen by now.
    package func knows(_ day: Day, _ knowledge: Knowledge) -> Bool {
        day < today || (!knowledge.isAssumed && day <= today && knowledge.observed <= now)
    }

    package func knows(_ moment: Moment, _ knowledge: Knowledge) -> Bool {
        moment < now && (knowledge.isAssumed || knowledge.observed <= now)
    }
}

/// Reads a row's values by field.
package struct FactReader {
    package let kind: FactKind
    package let source: String
    package let row: FactRow

    package init(kind: FactKind, source: String, row: FactRow) {
        self.kind = kind
        self.source = source
        self.row = row
    }

    package var identity: FactIdentity { FactIdentity(source: source, key: row.key) }
    package var knowledge: Knowledge { Knowledge(observed: row.observed, isAssumed: row.isAssumed) }

    package func text(_ field: String) -> String? { value(field).text }
    package func integer(_ field: String) -> Int64? { value(field).integer }
    package func count(_ field: String) -> Int? { value(field).integer.map(Int.init(clamping:)) }
    package func number(_ field: String) -> Double? { value(field).real }
    package func flag(_ field: String) -> Bool? { value(field).integer.map { $0 != 0 } }
    package func day(_ field: String) -> Day? { value(field).integer.map { Day(number: Int32(clamping: $0)) } }
    package func moment(_ field: String) -> Moment? { value(field).integer.map(Moment.init(seconds:)) }
    package var currency: StatedCurrency {
        text("currency").flatMap { Currency($0) }.map(StatedCurrency.stated) ?? .inherited(decimals: row.decimals)
    }

    private func value(_ field: String) -> FactValue {
        guard let index = kind.index(of: field), index < row.values.count else { return .absent }
        return row.values[index]
    }
}
