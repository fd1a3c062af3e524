import BellwetherConfig
package import BellwetherCore
import BellwetherStore

extension Inquiries {
    package struct SilenceEntry: Sendable, Codable {
        package let number: Int64
        package let kind: String
        package let matchers: [String]
        /// The titles of what is snoozed or acknowledged.
        package let about: [String]
        package let from: Moment
        package let until, endedAt: Moment?
        package let ending: String?
        package let author, reason: String
        /// How many alerts that fire it covers.
        package let covers: Int
    }

    package struct SilenceList: Sendable, Codable {
        package let version: Int
        package let timezone: String
        package let silences: [SilenceEntry]
    }

    /// Those in force, those that end first at the top; or every one there was, the newest first.
    package func silences(everything: Bool) async throws -> SilenceList {
        let inForce = try await store.silencesInForce()
        let listed =
            everything
            ? try await store.silences(atMost: 1_000)
            : inForce.values.sorted {
                ($0.until ?? .distantFuture, $0.number) < ($1.until ?? .distantFuture, $1.number)
            }
        let standing = try await store.alerts().standing
        return SilenceList(
            version: 1, timezone: installation.policy.zone.name,
            silences: listed.map { SilenceEntry($0, among: standing) })
    }
}

extension Inquiries.SilenceEntry {
    fileprivate init(_ silence: Silence, among standing: [Alert]) {
        let covered = standing.filter(silence.covers)
        self.init(
            number: silence.number, kind: silence.kind.rawValue, matchers: silence.matchers,
            about: silence.kind == .silence ? [] : covered.map(\.story.title), from: silence.from,
            until: silence.until, endedAt: silence.endedAt, ending: silence.ending?.rawValue, author: silence.author,
            reason: silence.reason, covers: covered.count)
    }
}
