import Diagnostics
import Documents
import Testing

@Suite struct SettingsTests {
    @Test func `reads what is written, and leaves out what is not`() {
        let told = complaints(about: "name: crm\nevery: 15m\n") { settings in
            #expect(settings.required("name", .name) == "crm")
            #expect(settings.optional("every", .duration)?.seconds == 900)
            #expect(settings.optional("fresh_for", .duration) == nil)
            #expect(settings.optional("port", .integer, default: 587) == 587)
        }
        #expect(told == [])
    }

    @Test func `wants what is required`() {
        let told = complaints(about: "a:\n  b: 1\n") { settings in
            let section = settings.section("a")
            _ = section?.optional("b", .integer)
            _ = section?.required("c", .integer)
        }
        #expect(told == ["2:3: 'c' must be given"])
    }

    @Test(arguments: [
        ("recevier: x", "1:1: unknown key 'recevier' (did you mean 'receiver'?)"),
        ("zzz: x", "1:1: unknown key 'zzz' (keys are 'every', 'name' and 'receiver')"),
        ("NAME: x", "1:1: unknown key 'NAME' (did you mean 'name'?)"),
        ("na\u{200B}me: x", "1:1: unknown key 'na<U+200B>me' (did you mean 'name'?)"),
        ("\u{202E}eman: x", "1:1: unknown key '<U+202E>eman' (keys are 'every', 'name' and 'receiver')"),
    ])
    func `knows no key that nobody reads`(yaml: String, complaint: String) {
        let told = complaints(about: yaml) { settings in
            _ = settings.optional("name", .text)
            _ = settings.optional("receiver", .text)
            _ = settings.has("every")
        }
        #expect(told == [complaint])
    }

    @Test func `finishes what is below it, once`() {
        let told = complaints(about: "a: { x: 1 }\nb: [{ y: 2 }]\nc: { n: { z: 3 } }\n") { settings in
            _ = settings.section("a")
            _ = settings.sections("b")
            _ = settings.named("c")
            settings.finish()
        }
        #expect(told == ["1:6: unknown key 'x'", "2:7: unknown key 'y'", "3:11: unknown key 'z'"])
    }

    @Test(arguments: [
        ("[1]", "1:1: the file must be a mapping, not a list"), ("5", "1:1: the file must be a mapping, not 5"),
        ("--- ~", "1:5: the file must be a mapping, not nothing (give it a value, or take the key away)"),
    ])
    func `is a mapping`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) { _ = $0.required("a", .text) } == [complaint])
    }

    @Test func `is empty where the file is`() {
        #expect(complaints(about: "# nothing yet\n") { _ = $0.required("a", .text) } == ["1:1: 'a' must be given"])
    }

    @Test func `reads nothing of a file that cannot be read`() {
        let report = DiagnosticReport()
        #expect(document("a: [").settings(reportingTo: report) == nil)
        #expect(report.hasErrors)
    }

    @Test(arguments: [
        ("a: 5", "1:4: 'a' must be a mapping, not 5"), ("a: [x]", "1:4: 'a' must be a mapping, not a list"),
        ("a:", "1:3: 'a' must be a mapping, not nothing (give it a value, or take the key away)"),
    ])
    func `has sections that are mappings`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) { _ = $0.section("a")?.required("b", .text) } == [complaint])
    }

    @Test func `has lists of sections`() {
        let told = complaints(about: "a:\n  - n: 1\n  - 2\n  - n: 3\n") { settings in
            #expect(settings.sections("a").map { $0.optional("n", .integer) } == [1, nil, 3])
            #expect(settings.sections("b").isEmpty)
        }
        #expect(told == ["3:5: an item of 'a' must be a mapping, not 2"])
        #expect(
            complaints(about: "a: { b: 1 }") { _ = $0.sections("a") }
                == ["1:4: 'a' must be a list of mappings, not a mapping"])
    }

    @Test func `has sections under free names, in the file's order`() {
        let told = complaints(about: "a:\n  zoo: { n: 1 }\n  ape: 2\n") { settings in
            let named = settings.named("a")
            #expect(named.map(\.name) == ["zoo", "ape"])
            #expect(named.map { $0.settings.optional("n", .integer) } == [1, nil])
        }
        #expect(told == ["3:8: 'ape' in 'a' must be a mapping, not 2"])
        #expect(
            complaints(about: "a: [b]") { _ = $0.named("a") }
                == ["1:4: 'a' must be a mapping of names to mappings, not a list"])
    }

    @Test func `hands out what is left`() {
        let told = complaints(about: "a: 1\nb: 2\nc: 3\n") { settings in
            _ = settings.optional("b", .integer)
            #expect(settings.remaining().map(\.name) == ["a", "c"])
            #expect(settings.remaining().isEmpty)
        }
        #expect(told == [])
    }

    @Test func `knows where its keys and values are`() {
        let told = complaints(about: "a:\n  bc: 12\n") { settings in
            let section = settings.section("a")
            #expect(section?.place == Place(file: "file", line: 2, column: 3))
            #expect(section?.placeOfKey("bc") == Place(file: "file", line: 2, column: 3, length: 2))
            #expect(section?.placeOfValue("bc") == Place(file: "file", line: 2, column: 7, length: 2))
            #expect(section?.placeOfKey("x") == nil)
            #expect(section?.has("bc") == true)
            #expect(section?.has("x") == false)
            #expect(section?.node("bc")?.content == .integer(12))
        }
        #expect(told == [])
    }

    @Test func `takes complaints of others`() {
        let told = complaints(about: "a: 1") { settings in
            if let place = settings.placeOfValue("a") { settings.report(.error("'a' must be even", at: place)) }
            _ = settings.node("a")
        }
        #expect(told == ["1:4: 'a' must be even"])
    }

    @Test func `finds its keys byte for byte`() {
        let told = complaints(about: "cafe\u{301}: 1\n") { #expect($0.has("caf\u{E9}") == false) }
        #expect(told.count == 1)
    }
}
