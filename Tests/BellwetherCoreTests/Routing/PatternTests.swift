import Testing

@testable import BellwetherCore

@Suite struct PatternTests {
    @Test(arguments: [
        ("kim|dana", "kim", true), ("kim|dana", "dana", true), ("kim|dana", "kimdana", false), ("kim|dana", "", false),
        ("renewal-.*", "renewal-at-risk", true), ("renewal-.*", "renewal-", true), ("renewal-.+", "renewal-", false),
        ("", "", true), ("", "x", false), (".*", "", true), ("a?b", "b", true), ("a?b", "ab", true),
        ("a?b", "aab", false), ("(ab)+", "ababab", true), ("(ab)+", "aba", false), ("(?:a|b)*c", "ababc", true),
        ("[a-c]+", "abcab", true), ("[a-c]+", "abd", false), ("[^a-c]", "d", true), ("[^a-c]", "b", false),
        ("[]x]", "]", true), ("[a\\-z]+", "a-z", true), ("[a-]+", "-a-", true), ("\\d\\d", "42", true),
        ("\\w+\\s\\w+", "Acme GmbH", true), ("a\\.b", "a.b", true), ("a\\.b", "axb", false), ("^kim$", "kim", true),
        ("Müller|é", "Müller", true), ("é", "e\u{301}", false), ("a||b", "", true), ("(|x)y", "y", true),
        ("(a*)*b", "aaab", true), ("a\\$", "a$", true),
    ])
    func `match the whole value or not`(pattern: String, value: String, matches: Bool) throws {
        #expect(try Pattern(pattern).matches(value) == matches)
    }

    @Test(arguments: [
        ("a{2}", "'{' cannot stand there in a pattern; counted repetition cannot be used, write it out"),
        ("*a", "'*' cannot stand there in a pattern"), ("a**", "'*' cannot stand there in a pattern"),
        ("a)", "')' cannot stand there in a pattern"), ("(a", "the '(' must be closed"),
        ("[a", "the '[' must be closed"), ("[z-a]", "'-' cannot stand there in a pattern"),
        ("(?=a)", "'(?' cannot be used in a pattern, except '(?:'"),
        ("\\b", "'\\b' cannot be used in a pattern; there are '\\d', '\\w' and '\\s'"),
        ("\\", "'\\' cannot stand there in a pattern"), ("a^b", "'^' cannot stand there in a pattern"),
    ])
    func `say why they cannot be used`(pattern: String, complaint: String) {
        #expect(throws: PatternMistake(message: complaint)) { try Pattern(pattern) }
    }

    @Test func `refuse to grow without end`() {
        #expect(throws: PatternMistake.self) { try Pattern(String(repeating: "(", count: 100_000)) }
        #expect(throws: PatternMistake.self) { try Pattern(String(repeating: "ab", count: 5_000)) }
    }

    @Test(.timeLimit(.minutes(1))) func `take time linear in the value, where others hang`() throws {
        let pattern = try Pattern("(a*)*(a|aa)+(.*a)*b")
        #expect(!pattern.matches(String(repeating: "a", count: 50_000)))
    }
}

@Suite struct LabelMatcherTests {
    let labels = ["severity": "critical", "tier": "Enterprise", "owner": "O\"Neil \\ 2"]

    @Test(arguments: [
        ("severity=\"critical\"", true), ("severity = critical", true), ("severity!=\"critical\"", false),
        ("tier=~\"Enter.*|Pro\"", true), ("tier!~\"Enter.*\"", false), ("tier=~\"nterprise\"", false),
        ("region=\"\"", true), ("region!=\"\"", false), ("region=~\".+\"", false), ("region!~\".+\"", true),
        ("owner=\"O\\\"Neil \\\\ 2\"", true), ("tier=~\"\\w+\"", true),
    ])
    func `hold or not`(written: String, holds: Bool) throws {
        #expect(try LabelMatcher(reading: written).holds(for: labels) == holds)
    }

    @Test(arguments: [
        "severity", "=critical", "severity==critical", "1st=x", "a b=c", "severity=\"critical", "x=\"a\" b",
    ])
    func `are refused when they are no matchers`(written: String) {
        #expect(throws: PatternMistake.self) { try LabelMatcher(reading: written) }
    }

    @Test func `print as they are written elsewhere`() throws {
        #expect(try LabelMatcher(reading: "tier =~ Enter.*").description == "tier=~\"Enter.*\"")
    }
}
