import Columns
import Testing

@Suite struct TextsTests {
    @Test func `gives each different text a code, and absences one of their own`() {
        let chunk = TextChunk(["Growth", nil, "Enterprise", "Growth"])
        #expect(chunk.texts == ["Growth", "Enterprise"])
        #expect(chunk.codes == [0, TextChunk.absent, 1, 0])
        #expect((0..<4).map(chunk.text) == ["Growth", nil, "Enterprise", "Growth"])
    }

    @Test func `tells apart what only looks alike`() {
        let chunk = TextChunk(["\u{e9}", "e\u{301}"])
        #expect(chunk.codes == [0, 1])
        #expect(chunk.texts.map(\.utf8.count) == [2, 3])
    }
}
