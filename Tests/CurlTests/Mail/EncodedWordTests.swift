import Testing

@testable import Curl

@Suite struct EncodedWordTests {
    @Test func `says anything in ASCII`() {
        #expect(EncodedWord.encoded("Größe 5€?") == "=?UTF-8?Q?Gr=C3=B6=C3=9Fe_5=E2=82=AC=3F?=")
    }

    @Test func `is short enough for a line of a header and never cuts a scalar`() {
        let words = EncodedWord.encoded(String(repeating: "漢🔴", count: 40)).split(separator: " ")
        #expect(words.count > 1)
        for word in words {
            #expect(word.utf8.count <= 64)
            #expect(word.hasPrefix("=?UTF-8?Q?=E6") || word.hasPrefix("=?UTF-8?Q?=F0"))
        }
    }
}
