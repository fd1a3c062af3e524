import Testing

@testable import Documents

@Suite struct LayoutTests {
    @Test(arguments: ["a\nb", "a\r\nb", "a\rb"])
    func `begins a line behind every kind of line end`(text: String) {
        let layout = Layout(Array(text.utf8))
        let last = layout.spot(ofCodePoint: text.unicodeScalars.count - 1)
        #expect((last.line, last.column) == (2, 1))
    }

    @Test func `counts columns in code points`() {
        let spot = Layout(Array("ü😀e\u{301}x".utf8)).spot(ofCodePoint: 4)
        #expect((spot.line, spot.column, spot.offset) == (1, 5, 9))
    }

    @Test func `finds places on a line longer than its checkpoints are apart`() {
        let layout = Layout(Array(repeating: UInt8(ascii: "x"), count: 1_000))
        for index in [0, 63, 64, 65, 999] {
            #expect(layout.spot(ofCodePoint: index).offset == index)
        }
    }

    @Test(arguments: [0, 1, 5])
    func `ends where the file ends`(index: Int) {
        #expect(Layout([]).spot(ofCodePoint: index).offset == 0)
        #expect(Layout([]).spot(ofCodePoint: index).line == 1)
    }

    @Test(arguments: [("abc\ndef", 1, 3, 2), ("abc\ndef", 1, 6, 2), ("abc\r\ndef", 1, 8, 2), ("abc", 0, 3, 3)])
    func `measures as far as the line goes`(text: String, start: Int, end: Int, length: Int) {
        let layout = Layout(Array(text.utf8))
        #expect(layout.length(from: layout.spot(ofCodePoint: start), to: end) == length)
    }
}
