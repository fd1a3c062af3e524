import Diagnostics
import Testing

@Suite struct SuggestionTests {
    private let known = ["days_until", "days_since", "never", "if"]

    @Test(arguments: [
        ("days_untill", "days_until"), ("days_unitl", "days_until"), ("DAYS_SINCE", "days_since"), ("nevr", "never"),
        ("enver", "never"), ("day_sinc", "days_since"),
    ])
    func `finds what was probably meant`(written: String, meant: String) {
        #expect(Suggestion.nearest(to: written, among: known) == meant)
    }

    @Test(arguments: ["", "x", "is", "always", "days", "newer_than"])
    func `guesses nothing where more than a third would have to change`(written: String) {
        #expect(Suggestion.nearest(to: written, among: known) == nil)
    }

    @Test(arguments: [
        ("keep_firing", "keep_firing_for"), ("tier", "account.tier"), ("nps", "nps.latest"), ("account", nil),
        ("ni", nil),
    ])
    func `takes the beginning or the last part of a name for all of it, where it can only be one`(
        written: String, meant: String?
    ) {
        let known = ["keep_firing_for", "account.tier", "account.plan", "nps.latest"]
        #expect(Suggestion.nearest(to: written, among: known) == meant)
    }

    @Test func `asks back, or else says what there is`() {
        #expect(Suggestion.help(for: "nevr", among: known, naming: "functions") == "did you mean 'never'?")
        #expect(Suggestion.help(for: "x", among: ["b", "a"], naming: "keys") == "keys are 'a' and 'b'")
        #expect(Suggestion.help(for: "x", among: ["abc"], naming: "keys") == "it can only be 'abc'")
    }

    @Test func `lists only what is short enough to read`() {
        #expect(Suggestion.help(for: "x", among: (10..<16).map(String.init), naming: "keys") == nil)
        #expect(Suggestion.help(for: "x", among: [], naming: "keys") == nil)
    }

    @Test func `is quick with words that were never meant`() {
        let word = String(repeating: "x", count: 100_000)
        #expect(Suggestion.nearest(to: word, among: known + [word]) == word)
    }

    @Test func `names things safely`() {
        #expect(
            Suggestion.help(for: "abcdef", among: ["abcdef\u{200B}"], naming: "keys")
                == "did you mean 'abcdef<U+200B>'?")
    }

    @Test(arguments: [
        ([], "none", "none"), (["a"], "'a'", "'a'"), (["a", "b"], "'a' and 'b'", "'a' or 'b'"),
        (["a", "b", "c"], "'a', 'b' and 'c'", "'a', 'b' or 'c'"),
    ])
    func `writes lists as people do`(names: [String], all: String, any: String) {
        #expect(Suggestion.inProse(names) == all)
        #expect(Suggestion.alternatives(names) == any)
    }
}
