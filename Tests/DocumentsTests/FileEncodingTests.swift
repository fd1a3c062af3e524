import Diagnostics
import Documents
import Testing

@Suite struct FileEncodingTests {
    @Test(arguments: [
        ([0x61, 0x3A, 0x0A, 0x62, 0xFF], "2:2: a file must be UTF-8; these bytes are not (save it as UTF-8)"),
        ([0x61, 0xC0, 0xAF], "1:2: a file must be UTF-8; these bytes are not (save it as UTF-8)"),
        ([0xED, 0xA0, 0x80], "1:1: a file must be UTF-8; these bytes are not (save it as UTF-8)"),
        ([0x61, 0xC3], "1:2: a file must be UTF-8; these bytes are not (save it as UTF-8)"),
        ([0xFF, 0xFE, 0x61, 0x00], "1:1: a file must be UTF-8, not UTF-16 (save it as UTF-8)"),
        ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "1:1: a file must be UTF-8, not UTF-32 (save it as UTF-8)"),
        ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "1:1: a file must be UTF-8, not UTF-32 (save it as UTF-8)"),
        ([0xFE, 0xFF, 0x00, 0x61], "1:1: a file must be UTF-8, not UTF-16 (save it as UTF-8)"),
    ])
    func `refuses what is not UTF-8, where it begins`(bytes: [UInt8], complaint: String) {
        let diagnostics = Document.read(bytes, named: "file").diagnostics
        #expect(
            diagnostics.map { "\($0.place.line):\($0.place.column): \($0.message) (\($0.help ?? ""))" } == [complaint])
    }

    @Test(arguments: [
        ("a: x\r\nb: \u{7}", "2:4", "U+0007", "\\x07"), ("a: \0", "1:4", "U+0000", "\\x00"),
        ("a\rb: \u{9F}", "2:4", "U+009F", "\\x9F"), ("a: ü\u{FEFF}", "1:5", "U+FEFF", "\\uFEFF"),
        ("a: \u{FFFF}", "1:4", "U+FFFF", "\\uFFFF"),
    ])
    func `refuses characters nobody can see`(yaml: String, place: String, name: String, escape: String) {
        #expect(
            complaints(about: yaml) == [
                "\(place): the character \(name) must not stand in a file "
                    + "(take it out, or write it as \"\(escape)\" in double quotes)"
            ])
    }

    @Test func `skips a byte order mark`() {
        let document = Document.read([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), named: "file")
        #expect(document.diagnostics.isEmpty)
        guard case .mapping(let entries)? = document.root?.content else {
            Issue.record("there is no mapping")
            return
        }
        #expect(entries.map(\.name) == ["a"])
        #expect(entries.map(\.key.place.column) == [1])
    }
}
