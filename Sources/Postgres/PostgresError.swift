/// Why a PostgreSQL server gave no rows.
package enum PostgresError: Error, Sendable, Hashable {
    case badURL
    /// No session came about; libpq's words.
    case unreachable(host: String, because: String)
    case timedOut(host: String)
    /// The server's own words about a statement, or about who may come in.
    case refused(host: String, state: String, message: String, hint: String?)
    case lost(host: String, because: String)
    case cancelled
}

extension PostgresError {
    /// Whether the same may succeed later without anybody doing anything.
    package var isPassing: Bool {
        switch self {
        case .unreachable(_, let reason): !reason.contains("certificate") && !reason.contains("SSL")
        case .timedOut, .lost, .cancelled: true
        // Too many connections, shutting down, a statement that took too long, a conflict.
        case .refused(_, let state, _, _): ["53", "57", "40", "58"].contains(String(state.prefix(2)))
        case .badURL: false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badURL:
            "the address must be a URL such as postgres://user:password@host:5432/database; in its password, write '@' as "
                + "%40, '/' as %2F, ':' as %3A and '%' as %25"
        case .unreachable(let host, let reason): Self.unreachable(host, reason)
        case .timedOut(let host): "PostgreSQL at \(host) did not answer in time"
        case .refused(let host, let state, let message, let hint):
            Self.refused(host, state, message) + (hint.map { " (\(Self.plain($0)))" } ?? "")
        case .lost(let host, let reason): "the connection to PostgreSQL at \(host) broke; \(reason)"
        case .cancelled: "the query was stopped"
        }
    }

    private static func unreachable(_ host: String, _ reason: String) -> String {
        if reason.contains("password authentication failed") || reason.contains("no password supplied") {
            return "PostgreSQL at \(host) refuses the user or the password; put the right ones into its URL"
        }
        if let database = reason.firstMatch(of: /database "([^"]*)" does not exist/)?.1 {
            return "PostgreSQL at \(host) has no database '\(plain(String(database)))'; put the right one into its URL"
        }
        if reason.contains("certificate has expired") {
            return "the certificate of PostgreSQL at \(host) has expired; it has to be renewed there"
        }
        // Before its 16th version libpq does not say which of them it is.
        if reason.hasSuffix("certificate verify failed") {
            return "the certificate of PostgreSQL at \(host) is not trusted (\(reason)): it has expired, or its "
                + "authority is not known here; renew it there, or name the authority with `ca_file`"
        }
        if reason.contains("certificate") || reason.contains("root.crt") {
            return "the certificate of PostgreSQL at \(host) is not trusted (\(reason)); renew it there, or name its "
                + "authority with `ca_file`"
        }
        if reason.contains("does not support SSL") {
            return "PostgreSQL at \(host) does not offer encryption; switch it on there, or write `tls: none`"
        }
        let words = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return "PostgreSQL at \(host) cannot be reached; \(words)"
    }

    private static func refused(_ host: String, _ state: String, _ message: String) -> String {
        let words = plain(message)
        switch state {
        case "57014": return "the query took too long and was stopped; make it quicker, or raise `statement_timeout`"
        case "25006": return "the query would write, and a source only reads"
        case "42501": return "PostgreSQL at \(host) does not let this user read it: \(words)"
        case "42703": return "the query names a column that is not there: \(words)"
        case "42P01": return "the query names a table that is not there: \(words)"
        case "42601": return "the query cannot be understood: \(words)"
        default: return "PostgreSQL at \(host) says: \(words)"
        }
    }

    /// For the log: what is said of data repeats it ("invalid input syntax for type integer: …"), and there it is the code
    /// alone. What is said of the query itself, of the server and of who may come in has none of it.
    package var logged: String {
        guard case .refused(let host, let state, _, _) = self else { return description }
        let isAboutData = !["08", "28", "3D", "40", "42", "53", "55", "57", "58"].contains(String(state.prefix(2)))
        if !isAboutData || state == "25006" { return description }
        return "PostgreSQL at \(host) cannot make the query's values (SQLSTATE \(state))"
    }

    /// On one line, without a full stop.
    static func plain(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let short = line.hasPrefix("FATAL:") ? line.dropFirst(6).drop { $0 == " " } : line[...]
        return String(short.reversed().drop { $0 == "." || $0 == " " }.reversed())
    }
}
