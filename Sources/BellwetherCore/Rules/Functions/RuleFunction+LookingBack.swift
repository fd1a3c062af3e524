import CEL
import Columns

extension RuleFunction {
    /// A function of a number that history keeps, over a span.
    static func lookingBack(
        _ name: String, _ help: String, example: String, as unit: @escaping @Sendable (Unit) -> Unit = { $0 },
        readingInputs: Bool = false,
        _ bind: @escaping @Sendable (_ path: String, _ span: Span, _ sight: Sight) -> PastNumbers
    ) -> RuleFunction {
        RuleFunction(
            name, [[.field(.double), .literal(.string)]], help, example: example,
            check: { call, _ in
                if let mistake = call.mistakeInLookingBack() { return .refused(mistake) }
                return .reference(call.reference(.double, unit: call.unit.map { unit($0).name }))
            },
            lookBacks: readingInputs ? spannedWithInputs : spanned,
            bind: { call, sight in
                guard let (path, span) = call.pathAndSpan else { return call.nothing }
                return call.reader(bind(path, span, sight))
            },
            column: { call, sight in
                call.pathAndSpan.map { path, span in sight.columnReader(of: bind(path, span, sight)) }
            })
    }

    static let spanned: @Sendable (Call) -> [LookBack] = { call in
        call.pathAndSpan.map { LookBack.over($1, of: $0) } ?? []
    }

    /// And of a score, or a lifetime value, also what it was made of.
    private static let spannedWithInputs: @Sendable (Call) -> [LookBack] = { call in
        guard let (path, span) = call.pathAndSpan else { return [] }
        if path == OwnLifetime.path { return LookBack.over(span, of: path) + OwnLifetime.lookBacks(over: span) }
        let inputs = LookBack.score(ofPath: path) == nil ? [] : [LookBack(LookBack.inputsPath, days: span.daysKept)]
        return LookBack.over(span, of: path) + inputs
    }
}

extension RuleFunction.Call {
    /// A checked call always has both.
    var pathAndSpan: (path: String, span: Span)? {
        guard let field = fields.first, case .string(let text) = literals.first, let span = Span(text) else {
            return nil
        }
        return (field.name, span)
    }

    var nothing: Reader {
        let absent = Absences(of: text)[.noData]
        return { _ in absent }
    }

    /// The number for each subject, its absence named by the call.
    func reader(_ number: PastNumbers) -> Reader {
        let absences = Absences(of: text)
        return { row in absences.value(number(row.slot)) }
    }
}

extension Reference {
    /// Whether it is a number of which there is a daily history.
    var isKeptInHistory: Bool {
        guard case .variable = origin, type == .double else { return false }
        if LookBack.isOfHealth(name) { return LookBack.isKeptOfHealth(name) }
        return Field.named(name) == nil && !name.hasPrefix(Threshold.prefix)
    }
}

extension Sight {
    /// One sweep for each chunk.
    func columnReader(of numbers: PastNumbers) -> ColumnReader {
        ColumnReader { chunk in
            .numbers(numbers.sweep(Stretch(chunk: chunk, rows: 0..<accounts.chunks[chunk].count)))
        }
    }
}
