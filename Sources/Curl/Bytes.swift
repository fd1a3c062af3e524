// The few questions asked of single bytes. Swift's `Character` is no help on the wire: there "\r\n" is one of them.

extension UInt8 {
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    /// Neither a space, a control character, nor beyond ASCII.
    var isVisibleASCII: Bool { (0x21...0x7E).contains(self) }

    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// Two digits, upper case, as percent- and Q-encoding write them.
    var hex: String {
        let digits = String(self, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}

extension String {
    /// HTTP and mail call this a token or an atom: letters, digits, and signs that separate nothing.
    var isToken: Bool {
        !utf8.isEmpty && utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || Self.tokenSigns.contains($0) }
    }

    private static let tokenSigns = Set("!#$%&'*+-.^_`|~".utf8)

    /// CR, LF and NUL end what they stand in, wherever they stand.
    var staysOnItsLine: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
}
