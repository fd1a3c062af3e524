import Documents
import Testing

@Suite struct ComposerAnchorsTests {
    @Test func `means the latest value before it`() {
        let yaml = "a: &x 1\nb: *x\nc: &x 2\nd: *x"
        #expect(value("b", in: yaml)?.content == .integer(1))
        #expect(value("d", in: yaml)?.content == .integer(2))
    }

    @Test func `means the inner value where an anchor is used again inside its own`() {
        #expect(value("d", in: "a: &x [&x 1]\nd: *x")?.content == .integer(1))
    }

    @Test(arguments: [
        ("a: *x", "1:4: alias '*x' must stand behind an anchor '&x'"),
        ("a: &x [*x]", "1:8: alias '*x' must not stand inside '&x', which would contain itself"),
        ("a: &x\n  b: &y\n    c: *x", "3:8: alias '*x' must not stand inside '&x', which would contain itself"),
    ])
    func `must mean something that is complete`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) == [complaint])
    }

    @Test func `is wrong where it stands, while what it repeats is wrong where that is written`() {
        let told = complaints(about: "a: &x { when: 5 }\nb: *x\nc: *x\n") { settings in
            _ = settings.node("a")
            _ = settings.section("b")?.required("when", .text)
            _ = settings.optional("c", .text)
        }
        #expect(
            told == [
                "1:15: 'when' must be a text, not 5 (put it in quotes: \"5\")",
                "3:4: 'c' must be a text, not a mapping",
            ])
    }
}
