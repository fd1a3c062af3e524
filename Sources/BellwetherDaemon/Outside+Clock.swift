package import BellwetherConfig
package import BellwetherSources
package import Curl

extension Outside {
    /// The world as the daemon and its verbs reach it.
    package init(transport: any Transport, credentials: Credentials, clock: any WallClock) {
        self.init(
            transport: transport,
            secret: { reference throws(NoSecret) in
                do throws(MissingCredential) { return try credentials.secret(reference) } catch {
                    throw NoSecret(words: error.description)
                }
            },
            wait: { try await clock.wait($0) }, now: { clock.now() },
            sqlite: { path throws(QueryFailure) in try SQLiteReader(path) })
    }
}
