import Columns

/// The numbers of several accounts on the way to one, in whatever order they come: their sum, or their mean.
struct Together {
    private var sum = OrderlessSum()
    private var known = 0
    /// Of those that should have a number.
    private var missing = 0
    /// Why a number that is there cannot be told: the rest is then no sum of all.
    private var hidden: AbsenceReason?
    private var lacking: AbsenceReason?
    private var inapplicable: AbsenceReason?

    init(_ numbers: some Sequence<Measured> = []) {
        for number in numbers { add(number) }
    }

    /// All of a column.
    init(_ column: Numbers) {
        for chunk in column.chunks {
            for row in 0..<chunk.count {
                let absence = chunk.absences[row]
                if absence == 0 { add(chunk.values[row]) } else { miss(AbsenceReason(rawValue: absence) ?? .noData) }
            }
        }
    }

    mutating func add(_ number: Measured) {
        switch number {
        case .known(let value): add(value)
        case .absent(let reason): miss(reason)
        }
    }

    private mutating func add(_ value: Double) {
        sum.add(value)
        known += 1
    }

    private mutating func miss(_ reason: AbsenceReason) {
        switch reason {
        case .notApplicable, .emptyDenominator: inapplicable = reason.first(inapplicable)
        case .noFxRate, .stale, .sourceError:
            hidden = reason.first(hidden)
            fallthrough
        case .noData, .insufficientSample, .noHistory:
            lacking = reason.first(lacking)
            missing += 1
        }
    }

    /// All together. Whoever has no such number counts nowhere; but one that there is and that cannot be told leaves no
    /// total: the sum of the rest would be a wrong number under the right name (METRICS 1.6).
    var total: Measured {
        if let hidden { return .absent(hidden) }
        return known > 0 ? .known(sum.value) : .absent(lacking ?? inapplicable ?? .emptyDenominator)
    }

    /// One of fewer than half of those that should have a number would speak for accounts nobody knows anything of.
    var mean: Measured {
        guard known > 0 else { return .absent(lacking ?? inapplicable ?? .emptyDenominator) }
        return known >= missing ? .known(sum.value / Double(known)) : .absent(.insufficientSample)
    }
}

extension AbsenceReason {
    /// Of several reasons always the same one is told, whichever account comes first.
    func first(_ other: AbsenceReason?) -> AbsenceReason {
        other.map { $0.rawValue < rawValue ? $0 : self } ?? self
    }
}
