/// A rule that began to fire for so many at once that a mistake is likelier than the truth: its messages wait until
/// somebody confirms them, or until the alerts clear.
package struct Breaker: Sendable, Hashable {
    package let rule: String
    package let holding: Int

    /// How many may begin to fire in one turn: fifteen, or three of a hundred watched accounts.
    package static func limit(watching accounts: Int) -> Int { max(15, accounts * 3 / 100) }
}
