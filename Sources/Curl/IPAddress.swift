import Glibc

/// An IPv4 or IPv6 address, in network order.
package struct IPAddress: Sendable, Hashable {
    /// Four or sixteen.
    let bytes: [UInt8]

    var isIPv6: Bool { bytes.count == 16 }

    package init?(_ text: String) {
        guard let bytes = Self.parsed(text, AF_INET, count: 4) ?? Self.parsed(text, AF_INET6, count: 16)
        else { return nil }
        self.bytes = bytes
    }

    /// Any other family has no address that could be judged.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr, Array.init)
        case AF_INET6: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr, Array.init)
        default: return nil
        }
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = Array(bytes)
    }

    private static func parsed(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return text.staysOnItsLine && inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    /// The IPv4 address that this IPv6 address leads to by translation (mapped, NAT64, 6to4), or else itself.
    var destination: IPAddress {
        guard isIPv6 else { return self }
        if AddressRange.mapped.contains(self) || AddressRange.nat64.contains(self) { return IPAddress(bytes[12...]) }
        if AddressRange.sixToFour.contains(self) { return IPAddress(bytes[2..<6]) }
        return self
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(isIPv6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else {
            preconditionFailure("an address has four or sixteen bytes")
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
