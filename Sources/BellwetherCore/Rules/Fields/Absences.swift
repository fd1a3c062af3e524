import CEL

/// The unknown values of one name, one for each reason: made once, handed out for every account.
struct Absences: Sendable {
    private let values: [Value]

    init(of name: String) {
        let reasons = AbsenceReason.allCases
        var values = [Value](repeating: .null, count: Int(reasons.map(\.rawValue).max() ?? 0) + 1)
        for reason in reasons { values[Int(reason.rawValue)] = .unknown(name, because: reason.key) }
        self.values = values
    }

    subscript(reason: AbsenceReason) -> Value { values[Int(reason.rawValue)] }

    func value(_ measured: Measured) -> Value {
        switch measured {
        case .known(let number): .double(number)
        case .absent(let reason): self[reason]
        }
    }
}
