import CEL
import Diagnostics
import Support

/// Either a condition is sound or it is said what is wrong; what one reads is what was declared.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var choices = Choices(start, count)
    let isFree = choices.byte() % 4 == 0
    var writer = Writer(choices)
    let text = isFree ? choices.text() : writer.condition()
    for literals in [Condition.Literals.ruleFile, .strict] {
        let (condition, diagnostics) = Condition.checked(
            Fragment(text), against: World.vocabulary, expecting: nil, literals: literals)
        precondition((condition == nil) == diagnostics.hasErrors, "\(text): \(diagnostics)")
        if let condition { precondition(Set(condition.references).count == condition.references.count) }
    }
    _ = Template.checked(Fragment("{{ \(text) }} and \(text)"), against: World.vocabulary)
    return 0
}
