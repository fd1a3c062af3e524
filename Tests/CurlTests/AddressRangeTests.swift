import Testing

@testable import Curl

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("172.16.0.0/12", "172.31.255.255", true), ("172.16.0.0/12", "172.32.0.0", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("fe80::/10", "febf::1", true), ("fe80::/10", "fec0::1", false),
    ])
    func `holds the addresses that begin alike`(text: String, address: String, isInside: Bool) throws {
        let range = try #require(AddressRange(text))
        #expect(range.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/+8", "10/8", "a/8", "10.0.0.0/8/8",
    ])
    func `is refused where it is not one`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `prints as it is written`() throws {
        #expect("\(try #require(AddressRange(String("10.0.0.0/8"))))" == "10.0.0.0/8")
    }
}
