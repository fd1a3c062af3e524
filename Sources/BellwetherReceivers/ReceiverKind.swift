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
    /// A chat or a mailbox, which must not wake anybody; a terminal or another program minds nothing.
    package let isForPeople: Bool
    let read: @Sendable (ReceiverEntry) -> (any Receiver)?

    init(
        _ name: String, _ help: String, isForPeople: Bool = true, example: String,
        read: @escaping @Sendable (ReceiverEntry) -> (any Receiver)?
    ) {
        self.name = name
        self.help = help
        self.isForPeople = isForPeople
        self.example = example
        self.read = read
    }

    package static let all = [console, webhook, slack, teams, telegram, email]

    /// By the name of a kind; one that is not known could be anybody's.
    package static func isForPeople(_ kind: String) -> Bool { all.first { $0.name == kind }?.isForPeople ?? true }
}

/// One entry of `receivers:`: what all kinds have, and the settings of its own.
struct ReceiverEntry {
    let name: String
    let hours: Hours?
    let digest: DigestPlan?
    let fallback: String?
    let settings: Settings
    /// Where relative paths start from.
    let folder: String
    let mail: MailWay

    func profile(
        _ kind: String, _ recipients: ReceiverProfile.Recipients = .shared, handsOnLabels: Bool = false
    ) -> ReceiverProfile {
        ReceiverProfile(
            name: name, kind: kind, recipients: recipients, hours: hours, digest: digest, fallback: fallback,
            handsOnLabels: handsOnLabels)
    }
}

/// What mail goes through, if anything.
struct MailWay: Sendable {
    let smtp: SMTPSettings?
    /// Whether `smtp:` is there at all; what cannot be used of it was said already.
    let isWritten: Bool
}
