extension FactKind {
    /// The fields of a term whose end may be told by its first day and its length.
    package struct Term: Sendable, Hashable {
        package let start, end, months: String

        /// Whether the end follows from what is given.
        package func follows(from given: (String) -> Bool) -> Bool { given(start) && given(months) }
    }

    package var term: Term? {
        switch self {
        case .contract: Term(start: "start", end: "end", months: "term_months")
        case .subscription: Term(start: "term_start", end: "term_end", months: "term_months")
        default: nil
        }
    }

    /// The end of a row's term, where it does not say it: so many months after its first day.
    package func withTermEnd(_ values: [FactValue]) -> [FactValue] {
        guard let term, let end = index(of: term.end), values[end] == .absent, let start = index(of: term.start),
            let months = index(of: term.months), let first = values[start].integer,
            let count = values[months].integer.flatMap({ Int(exactly: $0) }), Self.termMonths.contains(count)
        else { return values }
        var told = values
        told[end] = .integer(Int64(Day(number: Int32(clamping: first)).adding(months: count).number))
        return told
    }

    /// Fifty years: more is in another unit.
    package static let termMonths = 1...600
}
