import BellwetherCore
import Documents

/// A kind of receiver that `receivers:` may name.
///
/// Adding one is a file that extends `ReceiverKind`, its test, and its name in `ReceiverKind.all`: the reader of the
/// configuration, `describe` and the manual read the list.
package struct ReceiverKind: Sendable {
    /// The key it stands under.
    package let name: String
    /// One sentence for the manual.
    package let help: String
    /// A whole entry of `receivers:`.
    package let example: String
    let read: @Sendable (ReceiverEntry) -> (any Receiver)?

    init(
        _ name: String, _ help: String, example: String, read: @escaping @Sendable (ReceiverEntry) -> (any Receiver)?
    ) {
        self.name = name
        self.help = help
        self.example = example
        self.read = read
    }

    package static let all = [console, webhook, slack, teams, telegram, email]
}

/// One entry of `receivers:`: what all kinds have, and the settings of its own.
struct ReceiverEntry {
    let name: String
    let hours: Hours?
    let digest: DigestPlan?
    let fallback: String?
    let settings: Settings
    let mail: MailWay

    func profile(_ kind: String, _ recipients: ReceiverProfile.Recipients = .shared) -> ReceiverProfile {
        ReceiverProfile(
            name: name, kind: kind, recipients: recipients, hours: hours, digest: digest, fallback: fallback)
    }
}

/// What mail goes through, if anything.
struct MailWay: Sendable {
    let smtp: SMTPSettings?
    /// Whether `smtp:` is there at all; what cannot be used of it was said already.
    let isWritten: Bool
}
