import Foundation
import Testing

@testable import CEL

@Suite struct EncodersTests {
    @Test(arguments: 0..<40)
    func `bytes of each length are encoded and decoded as Foundation does it`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
        let text = Base64.text(of: bytes)
        #expect(text == Data(bytes).base64EncodedString())
        #expect(Base64.bytes(of: text) == bytes)
        #expect(Base64.bytes(of: String(text.prefix { $0 != "=" })) == bytes)
    }

    @Test(arguments: ["a", "aGVs=G8=", "aGVsbG8*", "====", "aGVsbG8=="])
    func `what was never encoded is not decoded`(text: String) {
        #expect(Base64.bytes(of: text) == nil)
    }
}
