import Testing

@testable import Curl

@Suite struct AddressGuardTests {
    private func verdict(on address: String, allowing allowed: [AddressRange] = [], url: String = "https://a.example")
        throws -> Bool
    {
        let request = Request(.http(HTTPRequest("GET", try Endpoint(url))), allowedAddresses: allowed)
        return AddressGuard(for: request).permits(try #require(IPAddress(address)))
    }

    @Test(arguments: ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"])
    func `lets through what is public`(address: String) throws {
        #expect(try verdict(on: address))
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "2002:7f00:1::", "2001::1",
    ])
    func `stops what is not`(address: String) throws {
        #expect(try !verdict(on: address))
        #expect(try !verdict(on: address, allowing: ["8.8.8.0/24"]))
    }

    @Test func `lets through what was listed, however it is written`() throws {
        #expect(try verdict(on: "127.0.0.1", allowing: ["127.0.0.0/8"]))
        #expect(try verdict(on: "::ffff:127.0.0.1", allowing: ["127.0.0.0/8"]))
        #expect(try verdict(on: "64:ff9b::7f00:1", allowing: ["64:ff9b::/96"]))
    }

    @Test func `lets clear text through to what was listed alone`() throws {
        #expect(try !verdict(on: "8.8.8.8", url: "http://a.example"))
        #expect(try !verdict(on: "8.8.8.8", allowing: ["127.0.0.0/8"], url: "http://a.example"))
        #expect(try verdict(on: "8.8.8.8", allowing: ["8.8.8.8"], url: "http://a.example"))
    }
}
