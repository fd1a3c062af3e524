/// Turns domain names into the ASCII that DNS and mail know.
///
/// libcurl could do it, through libidn2, but only in a process whose locale is UTF-8, and a daemon's rarely is.
package enum DomainName {
    /// `bücher.example` becomes `xn--bcher-kva.example`; `nil` where it cannot be a domain name.
    package static func ascii(_ name: String) -> String? {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        var encoded: [String] = []
        for label in labels {
            guard let ascii = asciiLabel(label) else { return nil }
            encoded.append(ascii)
        }
        let joined = encoded.joined(separator: ".")
        return (1...253).contains(joined.utf8.count) ? joined : nil
    }

    private static func asciiLabel(_ label: Substring) -> String? {
        let ascii = label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : internationalLabel(label)
        guard let ascii, (1...63).contains(ascii.utf8.count), ascii.utf8.allSatisfy(isAllowed),
            ascii.utf8.first != UInt8(ascii: "-"), ascii.utf8.last != UInt8(ascii: "-")
        else { return nil }
        return ascii
    }

    /// A letter of several scalars may be one that was not composed; encoded as it stands it would name another domain.
    private static func internationalLabel(_ label: Substring) -> String? {
        let lowered = label.lowercased()
        guard lowered.allSatisfy({ $0.unicodeScalars.count == 1 }) else { return nil }
        return "xn--" + Punycode.encoded(Array(lowered.unicodeScalars))
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
