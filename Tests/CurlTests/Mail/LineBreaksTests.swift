import Testing

@testable import Curl

@Suite struct LineBreaksTests {
    @Test(arguments: ["a\nb", "a\r\nb", "a\rb"])
    func `are all CR LF`(text: String) {
        #expect(text.withMailLineBreaks == Array("a\r\nb".utf8))
    }

    @Test func `keep their number`() {
        #expect("\n\r\n\r\r\n\n".withMailLineBreaks == Array("\r\n\r\n\r\n\r\n\r\n".utf8))
    }
}
