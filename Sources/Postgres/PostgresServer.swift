import CLibPQ

/// Where a PostgreSQL server is and who we are to it, as a URL says it, and how we insist on speaking to it.
package struct PostgresServer: Sendable {
    package enum Encryption: String, Sendable, CaseIterable {
        /// The server must show a certificate for its name from an authority we trust.
        case verifyFull = "verify-full"
        /// Encrypted, by whoever answers.
        case require
        case none
    }

    /// With the password in it: never shown.
    private let url: String
    private let encryption: Encryption?
    private let caFile: String?
    package let host: String
    package let user: String
    package let database: String
    /// What must not appear in any text.
    let password: String
    private let statesEncryption: Bool
    /// How long a statement may take, by the server's own watch.
    package let statementTimeout: Duration

    /// - Parameter encryption: absent, what the URL says; where it says nothing, `verify-full`, or none on this machine.
    /// - Throws: where it is no such URL; what is wrong with it is not repeated, for it may hold a password.
    package init(
        url: String, encryption: Encryption? = nil, caFile: String? = nil, statementTimeout: Duration = .seconds(120)
    ) throws(PostgresError) {
        guard let options = Self.options(of: url) else { throw .badURL }
        self.url = url
        self.encryption = encryption
        self.caFile = caFile
        self.statementTimeout = statementTimeout
        host = options["host"] ?? options["hostaddr"] ?? "localhost"
        user = options["user"] ?? ""
        database = options["dbname"] ?? options["user"] ?? ""
        password = options["password"] ?? ""
        statesEncryption = options["sslmode"] != nil
    }

    /// Whether a URL has a password in it.
    package static func holdsPassword(_ url: String) -> Bool { options(of: url)?["password"] != nil }

    private static func options(of url: String) -> [String: String]? {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { return nil }
        guard let list = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(list) }
        var options: [String: String] = [:]
        var next = list
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        // Of a password with '@' or '/' in it as they are, a part stands for the host or the port: it would be shown.
        let isTorn =
            options["host"]?.contains("@") == true || options["port"]?.contains { !"0123456789,".contains($0) } == true
        return isTorn ? nil : options
    }

    private var isOnThisMachine: Bool {
        host.hasPrefix("/") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// What libpq is told, later ones over earlier ones.
    var parameters: [(name: String, value: String)] {
        var list = [
            ("dbname", url), ("client_encoding", "UTF8"), ("application_name", "bellwether"), ("keepalives_idle", "30"),
            ("tcp_user_timeout", "60000"),
        ]
        let chosen = encryption ?? (statesEncryption ? nil : isOnThisMachine ? Encryption.none : .verifyFull)
        if let chosen { list.append(("sslmode", chosen == .none ? "prefer" : chosen.rawValue)) }
        if let caFile {
            list.append(("sslrootcert", caFile))
        } else if chosen == .verifyFull {
            list.append(("sslrootcert", Self.systemAuthorities))
        }
        return list
    }

    private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

    /// What makes the session one that only reads, gives up in time, and writes values as we read them.
    var preparation: String {
        let milliseconds = statementTimeout.components.seconds * 1000
        return """
            SET default_transaction_read_only = on;
            SET statement_timeout = \(milliseconds);
            SET lock_timeout = 10000;
            SET idle_in_transaction_session_timeout = 600000;
            SET DateStyle = 'ISO, YMD';
            SET TimeZone = 'UTC';
            SET extra_float_digits = 1;
            BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
            """
    }
}
