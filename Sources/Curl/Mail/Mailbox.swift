/// A mail address, and the name of whoever reads there.
package struct Mailbox: Sendable, Hashable {
    package let name: String?
    /// `local@domain`, the domain in ASCII: as it goes over the wire.
    package let address: String

    package init(name: String? = nil, address: String) throws(Flaw) {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { throw .mailAddress(address) }
        let local = String(address[..<at])
        guard Self.isDotAtom(local) else { throw .localPart(local) }
        guard let domain = DomainName.ascii(String(address[at...].dropFirst())) else { throw .mailAddress(address) }
        self.name = name
        self.address = "\(local)@\(domain)"
    }

    /// Takes `kim@example.com` and `Kim <kim@example.com>`.
    package init(_ text: String) throws(Flaw) {
        guard let open = text.lastIndex(of: "<") else {
            try self.init(address: text)
            return
        }
        guard text.last == ">" else { throw .mailAddress(text) }
        let name = HeaderText.unquoted(HeaderText.cleaned(String(text[..<open])))
        try self.init(name: name.isEmpty ? nil : name, address: String(text[open...].dropFirst().dropLast()))
    }

    /// RFC 5321 lets a local part be 64 octets long. Quoted ones are left out: nobody's address needs them, and they can
    /// hold anything.
    private static func isDotAtom(_ local: String) -> Bool {
        local.utf8.count <= 64
            && local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { String($0).isAtom }
    }

    /// As the envelope has it.
    var path: String { "<\(address)>" }
}

extension Mailbox: CustomStringConvertible {
    package var description: String { name.map { "\($0) <\(address)>" } ?? address }
}

extension String {
    /// RFC 5322's atom. A dot separates atoms.
    var isAtom: Bool {
        !utf8.isEmpty
            && utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }
}
