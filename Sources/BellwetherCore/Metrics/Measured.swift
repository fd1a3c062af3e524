/// Why there is no number. A reason always travels with the absence; it is never zero, and never a bare `nil`.
package enum AbsenceReason: UInt8, Sendable, Hashable, CaseIterable {
    case emptyDenominator = 1
    case noData = 2
    case stale = 3
    case insufficientSample = 4
    case notApplicable = 5
    case sourceError = 6
    case noFxRate = 7
    /// Asked of a history that does not reach back so far, or across a change of the health model.
    case noHistory = 8

    /// As it stands in files, JSON and CEL: `no_data`.
    package var key: String {
        switch self {
        case .emptyDenominator: "empty_denominator"
        case .noData: "no_data"
        case .stale: "stale"
        case .insufficientSample: "insufficient_sample"
        case .notApplicable: "not_applicable"
        case .sourceError: "source_error"
        case .noFxRate: "no_fx_rate"
        case .noHistory: "no_history"
        }
    }
}

/// A number, or the reason why there is none.
package enum Measured: Sendable, Hashable {
    case known(Double)
    case absent(AbsenceReason)

    package var value: Double? {
        switch self {
        case .known(let value): value
        case .absent: nil
        }
    }

    package var reason: AbsenceReason? {
        switch self {
        case .known: nil
        case .absent(let reason): reason
        }
    }

    package func map(_ transform: (Double) -> Double) -> Measured {
        switch self {
        case .known(let value): .known(transform(value))
        case .absent: self
        }
    }
}
