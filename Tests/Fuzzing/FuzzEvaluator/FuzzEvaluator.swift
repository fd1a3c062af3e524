import CEL
import Diagnostics
import Support

/// The same values give the same answer, checked and explained or not; and no value of a sound condition is of a type
/// that its checker did not promise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var choices = Choices(start, count)
    let isFree = choices.byte() % 8 == 0
    var writer = Writer(choices)
    let text = isFree ? choices.text(atMost: 255) : writer.condition()
    var rest = isFree ? choices : writer.rest
    let fragment = Fragment(text)
    if let condition = Condition.checked(fragment, against: World.vocabulary, expecting: nil, literals: .strict).0 {
        let values = World.values(for: condition.references, &rest)
        let value = condition.value { values[$0] }
        precondition(value == condition.value { values[$0] }, text)
        precondition(value.isPossible(for: condition.type), "\(text): \(value) is not \(condition.type)")
        _ = condition.reasons { values[$0] }
        _ = condition.explanation { values[$0] }
        _ = value.text.utf8.count
    }
    if let condition = Condition.unchecked(fragment, against: World.vocabulary).0 {
        let values = World.values(for: condition.references, &rest)
        _ = condition.truth { values[$0] }
    }
    return 0
}

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
