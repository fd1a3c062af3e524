import BellwetherCore
package import Curl

/// Why something was not taken, as whoever may see it reads it, and as the log has it: without what a server says in words
/// of its own, which may repeat a reader's address or a customer's name.
///
/// Written as a text it says the same to both: `"HTTP 503"`.
package struct Reason: Sendable {
    package let full: String
    package let logged: String

    package init(full: String, logged: String) {
        self.full = full
        self.logged = logged
    }

    package init(_ text: String) { self.init(full: text, logged: text) }

    package init(_ error: TransferError) { self.init(full: error.description, logged: error.logged) }

    /// `HTTP 400; it says: chat not found`, where the log has `HTTP 400`.
    func quoting(_ words: String) -> Reason {
        let heard = Inert.line(Self.withoutSecrets(words), atMost: 120)
        return heard.isEmpty ? self : Reason(full: "\(full); it says: \(heard)", logged: logged)
    }

    /// What may be an address with a key in it, or a key, is left out.
    private static func withoutSecrets(_ words: String) -> String {
        words.split(whereSeparator: \.isWhitespace).map { word in
            let isLong = word.count >= 20 && word.contains(where: \.isNumber)
            return isLong || word.contains("://") || word.contains("sig=") ? "•••" : String(word)
        }.joined(separator: " ")
    }
}

extension Reason: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { self.init(text) }

    package init(stringInterpolation parts: StringInterpolation) { self.init(full: parts.full, logged: parts.logged) }

    /// Each part in both, and of another reason what is for each.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var full = ""
        fileprivate var logged = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ text: String) { add(text, text) }

        package mutating func appendInterpolation(_ reason: Reason) { add(reason.full, reason.logged) }

        package mutating func appendInterpolation<Value>(_ value: Value) { add("\(value)", "\(value)") }

        private mutating func add(_ text: String, _ discreet: String) {
            full += text
            logged += discreet
        }
    }
}

extension Reason: Hashable, CustomStringConvertible {
    package var description: String { full }

    /// Two are the same where they read the same.
    package static func == (one: Reason, other: Reason) -> Bool { one.full == other.full }

    package func hash(into hasher: inout Hasher) { hasher.combine(full) }
}
