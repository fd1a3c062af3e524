import Curl
import Testing

@Suite struct MailDateTests {
    @Test(
        arguments: [
            (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
            (1_795_425_300, "Mon, 23 Nov 2026 09:15:00 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
        ] as [(Int64, String)])
    func `is written as mail wants it`(seconds: Int64, text: String) {
        #expect(MailDate(secondsSince1970: seconds).description == text)
    }
}
