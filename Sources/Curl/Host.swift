/// The name or address of a machine, in the form that goes over the wire.
package struct Host: Sendable, Hashable, CustomStringConvertible {
    /// ASCII; an IPv6 address without its brackets.
    package let text: String
    let isIPv6: Bool

    /// Takes `mx.example.com`, `bücher.example`, `192.0.2.1` and `[2001:db8::1]`.
    package init(_ written: String) throws(Flaw) {
        if written.utf8.first == UInt8(ascii: "["), written.utf8.last == UInt8(ascii: "]") {
            let inner = String(written.dropFirst().dropLast())
            guard let address = IPAddress(inner), address.isIPv6 else { throw .host(written) }
            (text, isIPv6) = (inner, true)
        } else {
            guard let name = DomainName.ascii(written) else { throw .host(written) }
            (text, isIPv6) = (name, false)
        }
    }

    package var description: String { text }

    /// As a URL writes it.
    var bracketed: String { isIPv6 ? "[\(text)]" : text }
}
