import Diagnostics
import Support

@testable import CEL

/// The same values give the same answer, one at a time and over columns, explained or not; no value of a sound condition
/// is of a type that its checker did not promise; and none takes long.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var choices = Choices(start, count)
    let first = choices.byte()
    let isFree = first % 8 == 0
    var writer = Writer(choices)
    let text =
        isFree ? choices.text(atMost: 255) : writer.condition(of: World.asked[Int(first / 8) % World.asked.count])
    var rest = isFree ? choices : writer.rest
    let fragment = Fragment(text)
    for literals in [Condition.Literals.strict, .ruleFile] {
        let (condition, _) = Condition.checked(
            fragment, against: World.vocabulary, expecting: nil, literals: literals)
        if let condition { evaluate(condition, &rest) }
    }
    if let condition = Condition.unchecked(fragment, against: World.vocabulary).0 {
        let values = World.values(for: condition.references, &rest)
        _ = condition.truth { values[$0] }
    }
    return 0
}

private func evaluate(_ condition: Condition, _ choices: inout Choices) {
    let text = condition.source.text
    let values = World.values(for: condition.references, &choices)
    var value = Value.null
    Pace.expectQuick(text) { value = condition.value { values[$0] } }
    precondition(isSame(value, condition.value { values[$0] }), text)
    precondition(value.isPossible(for: condition.type), "\(text): \(value) is not \(condition.type)")
    _ = condition.reasons { values[$0] }
    _ = condition.explanation { values[$0] }
    _ = value.text.utf8.count
    let rows = Rows(for: condition.references, first: values, &choices)
    for (row, found) in condition.vectorised(over: rows).enumerated() {
        let expected = condition.value { rows.value($0, row: row) }
        precondition(
            expected.isAbsent ? found == nil : found.map { isSame($0, expected) } ?? false,
            "\(text): \(String(describing: found)) over columns in place of \(expected)")
    }
}

/// NaN is the same as itself here, wherever it is.
private func isSame(_ one: Value, _ other: Value) -> Bool { one == other || one.text == other.text }

extension Value {
    /// An absence or a failure is possible everywhere, and so is null where an optional or a time is expected.
    fileprivate func isPossible(for type: ValueType) -> Bool {
        switch (self, type) {
        case (.unknown, _), (.failure, _), (_, .dyn): true
        case (.null, .null), (.null, .timestamp), (.null, .duration), (.null, .object), (.null, .opaque): true
        case (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .string), (.bytes, .bytes),
            (.timestamp, .timestamp), (.duration, .duration), (.record, .object), (.type, .type):
            true
        case (.list(let elements), .list(let element)): elements.allSatisfy { $0.isPossible(for: element) }
        case (.map(let map), .map(let key, let value)):
            map.entries.allSatisfy { $0.key.isPossible(for: key) && $0.value.isPossible(for: value) }
        case (.optional(let held), .opaque(_, let parts)):
            held.map { held in parts.allSatisfy { held.isPossible(for: $0) } } ?? true
        default: false
        }
    }
}
