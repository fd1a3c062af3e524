import Curl
import Testing

@Suite struct MessageIDTests {
    @Test(arguments: [
        ("acme-1.2", "<acme-1.2@bell.example>"),
        ("a b/ü", "<a=20b=2F=C3=BC@bell.example>"),
        ("a..b", "<a.=.b@bell.example>"),
        ("a.=.b", "<a.=3D.b@bell.example>"),
        ("", "<=@bell.example>"),
        ("x>\r\nBcc: y", "<x=3E=0D=0ABcc=3A=20y@bell.example>"),
    ])
    func `holds any key`(key: String, text: String) throws {
        #expect(MessageID(key, at: try Host("bell.example")).description == text)
    }
}
