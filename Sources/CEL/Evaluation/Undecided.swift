/// What operands leave behind that did not decide: absences and failures.
///
/// An absence outweighs a failure, because what is missing may be known tomorrow and the failure gone with it. All
/// absences are kept, so that a message can name each; of failures the first.
struct Undecided {
    private var absences: [Unknown] = []
    private var failure: EvaluationError?

    mutating func note(_ value: Value, in function: String) {
        switch value {
        case .unknown(let more): absences += more.filter { !absences.contains($0) }
        case .failure(let error): failure = failure ?? error
        default: failure = failure ?? .noOverload(function, [value.typeInWords])
        }
    }

    /// Nothing if all was known.
    var value: Value? {
        absences.isEmpty ? failure.map(Value.failure) : .unknown(absences)
    }

    /// What a function makes of operands that it cannot take because one of them is not known.
    static func passedOn(_ values: [Value], in function: String) -> Value? {
        var undecided = Undecided()
        for value in values where value.isAbsent { undecided.note(value, in: function) }
        return undecided.value
    }
}

extension Value {
    /// An absence or a failure.
    var isAbsent: Bool {
        switch self {
        case .unknown, .failure: true
        default: false
        }
    }
}
