/// All addresses that begin with the same bits: `10.0.0.0/8`, `fe80::/10`, or a single `192.0.2.1`.
package struct AddressRange: Sendable, Hashable {
    private let first: IPAddress
    private let prefix: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = IPAddress(String(parts[0])) else { return nil }
        let bits = first.bytes.count * 8
        guard parts.count == 2 else {
            (self.first, prefix) = (first, bits)
            return
        }
        guard parts[1].utf8.allSatisfy(\.isASCIIDigit), let prefix = Int(parts[1]), prefix <= bits else { return nil }
        (self.first, self.prefix) = (first, prefix)
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        let (whole, rest) = prefix.quotientAndRemainder(dividingBy: 8)
        guard address.bytes[..<whole] == first.bytes[..<whole] else { return false }
        return rest == 0 || (address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest) == 0
    }
}

extension AddressRange: CustomStringConvertible {
    package var description: String { "\(first)/\(prefix)" }
}

extension AddressRange: ExpressibleByStringLiteral {
    package init(stringLiteral text: StaticString) {
        guard let range = AddressRange("\(text)") else { preconditionFailure("'\(text)' is an address range") }
        self = range
    }
}

extension AddressRange {
    static let mapped: AddressRange = "::ffff:0:0/96"
    static let nat64: AddressRange = "64:ff9b::/96"
    static let sixToFour: AddressRange = "2002::/16"

    /// What the public internet does not route, by IANA's special-purpose registries. Of IPv6 only 2000::/3 is given
    /// out, so everything around it is listed, and then the holes in it.
    static let notPublic: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3",
        "::/3", "4000::/2", "8000::/1",
        "2001::/23", "2001:db8::/32", "3fff::/20",
    ]
}
