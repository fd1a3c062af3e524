import Curl
import Testing

@Suite struct ResponseTests {
    @Test func `finds a header in any mix of cases`() {
        let response = Response(
            status: 429, headers: [HeaderField("Retry-After", "30"), HeaderField("retry-after", "9")])
        #expect(response.header("RETRY-AFTER") == "30")
        #expect(response.header("retry_after") == nil)
    }

    @Test func `shows its status and size`() {
        #expect("\(Response(status: 200, body: [1, 2], isTruncated: true))" == "200 (2 bytes, cut off)")
    }
}
