/// Where an HTTP request goes. It shows its scheme, host and port alone: the path or query of a chat receiver's URL is
/// its key.
package struct Endpoint: Sendable, Hashable {
    package enum Scheme: String, Sendable, Hashable {
        case https, http
    }

    package let scheme: Scheme
    package let host: Host
    package let port: UInt16?
    /// Path and query, exactly as written.
    private let target: String

    package init(_ url: String) throws(Flaw) {
        guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")), url.utf8[colon...].starts(with: "://".utf8)
        else { throw .urlWithoutScheme }
        guard let scheme = Scheme(rawValue: url[..<colon].lowercased()) else { throw .scheme(String(url[..<colon])) }
        let rest = url[colon...].dropFirst(3)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let target = String(rest[authority.endIndex...])
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { throw .userInURL }
        guard !target.utf8.contains(UInt8(ascii: "#")) else { throw .fragment }
        guard target.utf8.allSatisfy({ $0.isVisibleASCII && $0 != UInt8(ascii: "\\") }) else { throw .urlCharacter }
        guard url.utf8.count <= 65_536 else { throw .longURL }
        (host, port) = try Self.hostAndPort(authority)
        self.scheme = scheme
        self.target = target
    }

    private init(_ other: Endpoint, target: String) {
        (scheme, host, port) = (other.scheme, other.host, other.port)
        self.target = target
    }

    private static func hostAndPort(_ authority: Substring) throws(Flaw) -> (Host, UInt16?) {
        let afterAddress = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[afterAddress...].lastIndex(of: ":") else {
            return (try Host(String(authority)), nil)
        }
        let digits = authority[colon...].dropFirst()
        guard digits.utf8.allSatisfy(\.isASCIIDigit), let port = UInt16(digits), port > 0 else {
            throw .port(String(digits))
        }
        return (try Host(String(authority[..<colon])), port)
    }

    /// The whole URL, secrets and all: for the wire alone.
    package func reveal() -> String { origin + target }

    private var origin: String { "\(scheme.rawValue)://\(host.bracketed)" + (port.map { ":\($0)" } ?? "") }

    /// The part that is not shown, for whoever has to keep it out of other texts.
    var secretPart: String { target }
}

extension Endpoint: Discreet {
    package var description: String { target.isEmpty || target == "/" ? origin : "\(origin)/\(hidden)" }
}

extension Endpoint {
    /// One path segment further; whatever is in it stays data.
    package func appending(segment: String) -> Endpoint {
        let (path, query) = (target.prefix { $0 != "?" }, target.drop { $0 != "?" })
        let separator = path.utf8.last == UInt8(ascii: "/") ? "" : "/"
        return Endpoint(self, target: path + separator + PercentEncoding.encoded(segment) + query)
    }

    /// One more item of the query.
    package func appending(query name: String, _ value: String) -> Endpoint {
        let separator = target.contains("?") ? "&" : "?"
        let item = "\(PercentEncoding.encoded(name))=\(PercentEncoding.encoded(value))"
        return Endpoint(self, target: target + separator + item)
    }
}

/// RFC 3986: everything but letters, digits and `-._~` becomes `%XX`.
package enum PercentEncoding {
    package static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { output, byte in
            output += isUnreserved(byte) ? String(Unicode.Scalar(byte)) : "%" + byte.hex
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "-._~".utf8.contains(byte)
    }
}
