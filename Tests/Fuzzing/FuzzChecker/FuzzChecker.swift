import CEL
import Diagnostics
import Support

/// Either a condition is sound or it is said what is wrong; what one reads is what was declared; and both take time that
/// grows with its length only.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var choices = Choices(start, count)
    let isFree = choices.byte() % 4 == 0
    var writer = Writer(choices)
    let text = isFree ? choices.text() : writer.condition()
    for literals in [Condition.Literals.ruleFile, .strict] { check(text, literals) }
    _ = Template.checked(Fragment("{{ \(text) }} and \(text)"), against: World.vocabulary)
    Pace.expectLinear(text + " && ") { repeated in
        _ = Condition.checked(Fragment(repeated + "flag"), against: World.vocabulary, expecting: nil)
    }
    return 0
}

private func check(_ text: String, _ literals: Condition.Literals) {
    let (condition, diagnostics) = Condition.checked(
        Fragment(text), against: World.vocabulary, expecting: nil, literals: literals)
    precondition((condition == nil) == diagnostics.hasErrors, "\(text): \(diagnostics)")
    guard let condition else { return }
    precondition(Set(condition.references).count == condition.references.count, text)
    let names = Set(World.vocabulary.variables.map(\.name))
    for reference in condition.references {
        guard case .variable = reference.origin else { continue }
        precondition(names.contains(reference.name), "\(text): \(reference.name)")
    }
}
