import Testing

@testable import Curl

@Suite struct RedactionTests {
    @Test(arguments: [
        ("URL rejected: https://hooks.example.com/key today", "URL rejected: ••• today"),
        ("failed for /services/key?x=1, sorry", "failed for •••, sorry"),
        ("two\r\nlines\u{1B}[0m", "two lines [0m"),
        ("Connection refused", "Connection refused"),
    ])
    func `hides URLs and the request's secrets`(text: String, clean: String) {
        #expect(Redaction.clean(text, hiding: ["/services/key?x=1", "/", ""]) == clean)
    }
}
