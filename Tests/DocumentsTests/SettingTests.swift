import Diagnostics
import Documents
import Testing

@Suite struct SettingTests {
    /// What is made of a value, and what is said about it.
    private func reading<Value>(_ written: String, as kind: Setting<Value>) -> (value: Value?, told: [String]) {
        var value: Value?
        let told = complaints(about: "key: \(written)") { value = $0.required("key", kind) }
        return (value, told)
    }

    private func refusal<Value>(of written: String, as kind: Setting<Value>) -> String? {
        let (value, told) = reading(written, as: kind)
        #expect(value == nil)
        #expect(told.count == 1)
        return told.first
    }

    // MARK: Texts

    @Test(arguments: [
        ("plain words", "plain words"), ("''", ""), ("\"5\"", "5"), ("|\n  a\n  b", "a\nb"), ("no", "no"),
    ])
    func `reads texts`(written: String, value: String) {
        #expect(reading(written, as: .text).value == value)
    }

    @Test(arguments: [
        ("5", "1:6: 'key' must be a text, not 5 (put it in quotes: \"5\")"),
        ("true", "1:6: 'key' must be a text, not true (put it in quotes: \"true\")"),
        ("[a]", "1:6: 'key' must be a text, not a list"), ("{}", "1:6: 'key' must be a text, not a mapping"),
        ("", "1:5: 'key' must be a text, not nothing (give it a value, or take the key away)"),
        ("~", "1:6: 'key' must be a text, not nothing (give it a value, or take the key away)"),
    ])
    func `takes texts only`(written: String, complaint: String) {
        #expect(refusal(of: written, as: .text) == complaint)
    }

    @Test func `wants something in a text where it says so`() {
        #expect(reading("x", as: .nonEmptyText).value == "x")
        #expect(refusal(of: "' '", as: .nonEmptyText) == "1:6: 'key' must be a text that is not empty, not ' '")
    }

    @Test(arguments: ["5", "0x1F", "true", "2.50", "words"])
    func `reads any single value as it is written`(written: String) {
        #expect(reading(written, as: .anyText).value == written)
    }

    @Test func `takes single values only where any will do`() {
        #expect(refusal(of: "[a]", as: .anyText) == "1:6: 'key' must be a single value, not a list")
    }

    @Test(arguments: ["crm", "cs-chat", "usage.day", "a_1", "2024"])
    func `reads names`(written: String) {
        #expect(reading(written, as: .name).value == written)
    }

    @Test(arguments: ["two words", "-a", "ümlaut", "a/b", "''"])
    func `takes names only`(written: String) {
        let shown = written == "''" ? "" : written
        #expect(
            refusal(of: written, as: .name)
                == "1:6: 'key' must be a name of at most 100 letters, digits, '-', '_' and '.', not '\(shown)'")
    }

    @Test func `reads one of several words`() {
        #expect(reading("newest", as: .choice(["newest", "all"])).value == "newest")
        #expect(
            refusal(of: "newst", as: .choice(["newest", "all"]))
                == "1:6: 'key' must be 'newest' or 'all', not 'newst' (did you mean 'newest'?)")
        #expect(refusal(of: "5", as: .choice(["a", "b", "c"])) == "1:6: 'key' must be 'a', 'b' or 'c', not 5")
    }

    private enum Mode: String, CaseIterable {
        case snapshot
        case append
    }

    @Test func `reads one of an enum's cases`() {
        #expect(reading("append", as: Setting<Mode>.choice).value == .append)
        #expect(
            refusal(of: "apend", as: Setting<Mode>.choice)
                == "1:6: 'key' must be 'snapshot' or 'append', not 'apend' (did you mean 'append'?)")
    }

    // MARK: Numbers

    @Test func `reads integers`() {
        #expect(reading("587", as: .integer).value == 587)
        #expect(reading("-1", as: .integer).value == -1)
        #expect(reading("587", as: .integer(in: 1...65_535)).value == 587)
        #expect(reading("0", as: .integer(atLeast: 0)).value == 0)
    }

    @Test(arguments: [
        ("5.0", "1:6: 'key' must be an integer, not 5.0"), ("x", "1:6: 'key' must be an integer, not 'x'"),
        ("\"587\"", "1:6: 'key' must be an integer, not '587' (take the quotes away)"),
    ])
    func `takes integers only`(written: String, complaint: String) {
        #expect(refusal(of: written, as: .integer) == complaint)
    }

    @Test func `takes integers of a range`() {
        #expect(
            refusal(of: "65536", as: .integer(in: 1...65_535))
                == "1:6: 'key' must be an integer from 1 to 65535, not 65536")
        #expect(refusal(of: "-1", as: .integer(atLeast: 0)) == "1:6: 'key' must be an integer of at least 0, not -1")
    }

    @Test func `reads numbers`() {
        #expect(reading("5", as: .number).value == 5)
        #expect(reading("0.45", as: .number(in: 0...1)).value == 0.45)
        #expect(reading("0", as: .number(atLeast: 0)).value == 0)
    }

    @Test(arguments: [
        (".nan", "1:6: 'key' must be a number, not .nan"), (".inf", "1:6: 'key' must be a number, not .inf"),
        ("'5'", "1:6: 'key' must be a number, not '5' (take the quotes away)"),
        ("five", "1:6: 'key' must be a number, not 'five'"),
    ])
    func `takes numbers only`(written: String, complaint: String) {
        #expect(refusal(of: written, as: .number) == complaint)
    }

    @Test func `takes numbers of a range`() {
        #expect(refusal(of: "1.5", as: .number(in: 0...1)) == "1:6: 'key' must be a number from 0 to 1, not 1.5")
        #expect(refusal(of: "-1", as: .number(atLeast: 0.5)) == "1:6: 'key' must be a number of at least 0.5, not -1")
    }

    @Test func `reads flags`() {
        #expect(reading("true", as: .flag).value == true)
        #expect(refusal(of: "yes", as: .flag) == "1:6: 'key' must be true or false, not 'yes'")
    }

    // MARK: Times

    @Test func `reads durations`() {
        #expect(reading("1d12h", as: .duration).value?.seconds == 129_600)
        #expect(reading("0", as: .duration).value?.isZero == true)
    }

    @Test(arguments: [
        ("2 days", "'2 days' (did you mean '2d'?)"), ("48 hours", "'48 hours' (did you mean '48h'?)"),
        ("P2D", "'P2D' (did you mean '2d'?)"), ("30", "30 (give it a unit, such as 30d)"), ("[2d]", "a list"),
        ("99999d", "'99999d' (ten years are the longest)"), ("soon", "'soon'"),
    ])
    func `takes durations only`(written: String, shown: String) {
        #expect(
            refusal(of: written, as: .duration) == "1:6: 'key' must be a duration such as 30m or 2d, not \(shown)")
    }

    @Test func `reads times of day`() {
        #expect(reading("08:00", as: .timeOfDay).value?.hour == 8)
        #expect(reading("\"18:30\"", as: .timeOfDay).value?.minute == 30)
        #expect(refusal(of: "8 am", as: .timeOfDay) == "1:6: 'key' must be a time of day such as 08:00, not '8 am'")
    }

    // MARK: Expressions

    @Test func `reads conditions with their places`() throws {
        let condition = try #require(reading("|\n  a <\n    b", as: .condition).value)
        #expect(condition.text == "a <\n  b")
        #expect(condition.place(from: 6, to: 7) == Place(file: "file", line: 3, column: 5))
        #expect(reading("true", as: .condition).value?.text == "true")
    }

    @Test func `takes single values for conditions and templates`() {
        #expect(
            refusal(of: "[a]", as: .condition)
                == "1:6: 'key' must be a condition, not a list (put the condition in a block: `when: |`)")
        #expect(refusal(of: "''", as: .condition) == "1:6: 'key' must be a condition, not ''")
        #expect(refusal(of: "{ a: b }", as: .template) == "1:6: 'key' must be a text, not a mapping")
        #expect(reading("\"{{ a }}\"", as: .template).value?.text == "{{ a }}")
        #expect(reading("''", as: .template).value?.text == "")
    }

    // MARK: Lists and mappings

    @Test func `reads lists`() {
        #expect(reading("[1, 2]", as: .list(of: .integer)).value == [1, 2])
        #expect(reading("[]", as: .list(of: .integer)).value == [])
        #expect(refusal(of: "1", as: .list(of: .integer)) == "1:6: 'key' must be a list, not 1")
    }

    @Test func `tells every bad item of a list`() {
        let (value, told) = reading("[1, x, 2.5]", as: .list(of: .integer))
        #expect(value == nil)
        #expect(
            told == [
                "1:10: an item of 'key' must be an integer, not 'x'",
                "1:13: an item of 'key' must be an integer, not 2.5",
            ])
    }

    @Test func `reads one text or several`() {
        #expect(reading("a", as: .textList).value == ["a"])
        #expect(reading("[a, b]", as: .textList).value == ["a", "b"])
        #expect(refusal(of: "{}", as: .textList) == "1:6: 'key' must be a text or a list of texts, not a mapping")
        #expect(refusal(of: "[[a]]", as: .textList) == "1:7: an item of 'key' must be a text, not a list")
    }

    @Test func `reads values under free names, and where the names are`() throws {
        let values = try #require(reading("{ USD: 0.92, 2024: 1 }", as: .map(of: .number)).value)
        #expect(values.map(\.name) == ["USD", "2024"])
        #expect(values.map(\.value) == [0.92, 1])
        #expect(values.map(\.place.column) == [8, 19])
    }

    @Test func `takes mappings of one kind only`() {
        #expect(refusal(of: "[a]", as: .map(of: .number)) == "1:6: 'key' must be a mapping, not a list")
        #expect(refusal(of: "{ USD: x }", as: .map(of: .number)) == "1:13: 'USD' in 'key' must be a number, not 'x'")
    }

    // MARK: Secrets

    @Test func `reads where a secret is kept`() {
        let place = Place(file: "file", line: 1, column: 6)
        let expected = SecretReference(credential: "smtp_password", place: place)
        #expect(reading("{ credential: smtp_password }", as: .secret).value == expected)
    }

    @Test(arguments: ["hunter2", "5", "[hunter2]"])
    func `refuses a secret that stands in the file, without repeating it`(written: String) throws {
        let document = document("key: \(written)")
        let report = DiagnosticReport()
        let settings = try #require(document.settings(reportingTo: report))
        #expect(settings.required("key", .secret) == nil)
        let shown = report.diagnostics.map { $0.rendered(in: document.source) }
        #expect(
            shown == [
                """
                file:1:6: error: 'key' must be a credential, never the secret itself
                  help: put the secret in a credential file and write `{ credential: NAME }` here
                """
            ])
    }

    @Test(arguments: [
        ("{}", "1:6: 'credential' must be given"),
        (
            "{ credential: ../x }",
            "1:20: 'credential' must be a name of at most 100 letters, digits, '-', '_' and '.', not '../x'"
        ),
        ("{ credential: x, file: y }", "1:23: unknown key 'file' (it can only be 'credential')"),
    ])
    func `wants nothing but a credential's name`(written: String, complaint: String) {
        #expect(reading(written, as: .secret).told == [complaint])
    }

    @Test func `reads a text that may be a secret`() {
        #expect(reading("https://example.com", as: .textOrSecret).value == .text("https://example.com"))
        let (value, told) = reading("{ credential: url }", as: .textOrSecret)
        guard case .secret(let reference)? = value else {
            Issue.record("there is no secret")
            return
        }
        #expect(reference.credential == "url")
        #expect(told.isEmpty)
        #expect(refusal(of: "5", as: .textOrSecret) == "1:6: 'key' must be a text or a credential, not 5")
    }

    // MARK: Own kinds

    @Test func `becomes something else`() {
        #expect(reading("abc", as: Setting<String>.text.map { $0.utf8.count }).value == 3)
    }

    @Test func `is tested`() {
        let address = Setting<String>.text.checked("an address with an @") { $0.contains("@") }
        #expect(reading("a@b", as: address).value == "a@b")
        #expect(refusal(of: "ab", as: address) == "1:6: 'key' must be an address with an @, not 'ab'")
    }

    @Test func `is converted, where it can be`() {
        let even = Setting<Int>.integer.converted(to: "an even integer") { $0.isMultiple(of: 2) ? $0 / 2 : nil }
        #expect(reading("4", as: even).value == 2)
        #expect(refusal(of: "3", as: even) == "1:6: 'key' must be an even integer, not 3")
        #expect(refusal(of: "x", as: even) == "1:6: 'key' must be an integer, not 'x'")
    }

    @Test func `cuts long values short`() {
        let written = String(repeating: "9", count: 400) + "x"
        let cut = String(repeating: "9", count: 59) + "…"
        #expect(refusal(of: written, as: .flag) == "1:6: 'key' must be true or false, not '\(cut)'")
    }
}
