package import BellwetherCore
import Foundation

/// A link in a message that does one thing once: it names the thing, for whom and until when, and proves that we wrote it.
package struct ActionLink: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case acknowledgement = "ack"
        case snooze
        /// Leads to what is open, each of which is settled once.
        case tasks
    }

    package let kind: Kind
    package let account: String
    /// Whose message it stands in: who will be said to have done it.
    package let reader: String
    package let expires: Moment
    /// Used up with the first press.
    package let id: String

    package init(kind: Kind, account: String, reader: String, expires: Moment, in notification: String) {
        self.kind = kind
        self.account = account
        self.reader = reader
        self.expires = expires
        id = Digest.name(of: "\(kind.rawValue)/\(account)/\(notification)", digits: 24)
    }

    /// The whole of it in letters, digits, `-`, `_` and `.`.
    package func token(signedWith key: [UInt8]) -> String {
        let body = Self.written(Array(encoded))
        return "\(body).\(Self.signature(of: body, key))"
    }

    /// - Returns: nothing where it is not by us, or was changed.
    package init?(token: String, signedWith key: [UInt8]) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard token.utf8.count <= 4_000, parts.count == 2, Self.isSame(parts[1], Self.signature(of: parts[0], key)),
            let body = Self.read(parts[0])
        else { return nil }
        do { self = try JSONDecoder().decode(ActionLink.self, from: Data(body)) } catch { return nil }
    }

    private var encoded: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self)
        } catch {
            preconditionFailure("plain values can be written as JSON")
        }
    }

    private static func signature(of body: String, _ key: [UInt8]) -> String {
        written(Digest.hmac(Array("bellwether action link\n\(body)".utf8), key: key))
    }

    /// In the time it takes whatever differs.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Base 64 as addresses may hold it.
    private static func written(_ bytes: [UInt8]) -> String {
        String(
            Base64.encoded(bytes).compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    private static func read(_ text: String) -> [UInt8]? {
        let plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return Base64.decoded(Substring(plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)))
    }
}
