package import BellwetherCore
package import Curl
package import Documents

/// What a source may use of the world. It is handed in, so that sources are tested against loopback servers and keep
/// no clock of their own.
package struct Outside: Sendable {
    package let transport: any Transport
    /// Looks up a credential.
    package let secret: @Sendable (SecretReference) throws(NoSecret) -> Secret
    /// Waits, or throws `CancellationError`.
    package let wait: @Sendable (Duration) async throws -> Void
    package let now: @Sendable () -> Moment
    /// Opens a SQLite file for reading: the library is the store's.
    package let sqlite: @Sendable (_ path: String) async throws(QueryFailure) -> any QueryReader

    package init(
        transport: any Transport, secret: @escaping @Sendable (SecretReference) throws(NoSecret) -> Secret,
        wait: @escaping @Sendable (Duration) async throws -> Void, now: @escaping @Sendable () -> Moment,
        sqlite: @escaping @Sendable (_ path: String) async throws(QueryFailure) -> any QueryReader
    ) {
        self.transport = transport
        self.secret = secret
        self.wait = wait
        self.now = now
        self.sqlite = sqlite
    }
}

/// Why a credential gives no secret, and what to do: it is not there, or its file cannot be read.
package struct NoSecret: Error, Sendable, Hashable {
    package let words: String

    package init(words: String) {
        self.words = words
    }
}
