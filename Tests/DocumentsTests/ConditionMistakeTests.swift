import Documents
import Testing

/// The traps that YAML sets for conditions; the cure is always the same.
@Suite struct ConditionMistakeTests {
    @Test(arguments: [
        "when: a > 5 ? b : c",
        "when: a < 3 ||\n  b ? c : d",
        "when: !account.excluded",
        "when: ! account.excluded",
        "when: ! true",
        "when: !has(a) && b > 3",
        "when: !(a == b)",
        "when: !a\n  || b",
        "when: !a > 5",
        "when: \"gold\" == account.tier",
        "when: 'it' in x",
        "{ when: x in ['a', 'b'] }",
        "{ when: a ? b : c, for: 2d }",
    ])
    func `is cured by a block`(yaml: String) {
        let told = complaints(about: yaml)
        #expect(told.count == 1)
        #expect(told.allSatisfy { $0.hasSuffix(" (put the condition in a block: `when: |`)") }, "\(told)")
    }

    @Test func `is cured by a block under its own key`() {
        #expect(
            complaints(about: "clear_when: !account.excluded") == [
                "1:13: a value must not begin with the tag '!account.excluded' "
                    + "(put the condition in a block: `clear_when: |`)"
            ])
    }

    @Test func `is seen where a ternary becomes a key and its value`() {
        let told = complaints(about: "clear_when:\n  a ? b : c\n") { _ = $0.required("clear_when", .condition) }
        #expect(
            told == [
                "2:3: 'clear_when' must be a condition, not a mapping (put the condition in a block: `clear_when: |`)"
            ])
    }

    @Test func `is seen where a comma tears a condition in two`() {
        let told = complaints(about: "{ when: min(a, b) > 3, for: 2d }") { settings in
            _ = settings.required("when", .condition)
            _ = settings.optional("for", .duration)
        }
        #expect(told == ["1:16: unknown key 'b) > 3' (put the condition in a block: `when: |`)"])
    }
}
