import Diagnostics
import Documents
import Testing

@Suite struct ComposerMergingTests {
    @Test(arguments: [
        ("{ <<: { a: 1, b: 2 }, b: 3 }", ["a=1", "b=3"]),
        ("{ b: 3, <<: { a: 1, b: 2 } }", ["a=1", "b=3"]),
        ("{ <<: [{ a: 1 }, { a: 2, c: 4 }] }", ["a=1", "c=4"]),
        ("{ <<: {}, b: 3 }", ["b=3"]),
        ("{ <<: { <<: { a: 1 }, b: 2 } }", ["a=1", "b=2"]),
        ("{ '<<': 3 }", ["<<=3"]),
        ("{ !!str <<: 3 }", ["<<=3"]),
    ])
    func `takes over what is not given`(written: String, entries: [String]) {
        #expect(complaints(about: "a: \(written)").isEmpty)
        guard case .mapping(let found)? = value("a", in: "a: \(written)")?.content else {
            Issue.record("there is no mapping")
            return
        }
        #expect(found.map { "\($0.name)=\($0.value.written ?? "")" } == entries)
    }

    @Test func `knows where a merged value is written`() {
        let told = complaints(about: "base: &base\n  for: soon\na:\n  <<: *base\n") { settings in
            _ = settings.node("base")
            _ = settings.section("a")?.required("for", .duration)
        }
        #expect(told == ["2:8: 'for' must be a duration such as 30m or 2d, not 'soon'"])
    }

    @Test(arguments: [
        ("a: { <<: 3 }", ["1:10: '<<' must name a mapping or a list of mappings, not 3"]),
        ("a: { <<: }", ["1:10: '<<' must name a mapping or a list of mappings, not nothing"]),
        ("a: { <<: [{ b: 1 }, c] }", ["1:21: '<<' must name a mapping or a list of mappings, not 'c'"]),
        ("a: &a { <<: *a, b: 1 }", ["1:13: alias '*a' must not stand inside '&a', which would contain itself"]),
        ("a: { <<: *none }", ["1:10: alias '*none' must stand behind an anchor '&none'"]),
        (
            "a: { <<: {}, <<: {} }",
            [
                "1:14: key '<<' must be given once; the first is at line 1, column 6 "
                    + "(merge a list: `<<: [*one, *other]`)"
            ]
        ),
    ])
    func `merges mappings only`(yaml: String, told: [String]) {
        #expect(complaints(about: yaml) == told)
    }

    @Test func `counts what it repeats`() {
        var limits = Limits()
        limits.repeatedNodes = 4
        let yaml = "a: &a { x: 1, y: 2 }\nb: { <<: *a }"
        #expect(
            Document.read(Array(yaml.utf8), named: "file", limits: limits).diagnostics.map(\.message)
                == ["aliases must repeat at most 4 values in a file"])
    }
}
