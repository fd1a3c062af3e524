package import BellwetherCore
package import Curl
package import Documents

/// Turns a notification into what goes out, and an answer into a verdict. It never sends, and reads no clock.
package protocol Receiver: Sendable {
    var profile: ReceiverProfile { get }

    /// Where it sends to, and how it gets in, as configured: another one may work where this did not.
    var way: any Sendable & Hashable { get }

    /// What to send for a notification. The same notification gives the same body each time; only what must be new for
    /// each attempt (a timestamp and its signature) follows `now`.
    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing

    func verdict(on response: Response, at now: Moment) -> Verdict

    /// What to send at once in its place, where the answer says that only the form or the place was wrong; what comes of
    /// that counts.
    func secondTry(
        after response: Response, for notification: Notification, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing?

    /// Why the service behind it is known to refuse such a message, whoever sends it; nothing where it would take it.
    func refusal(of notification: Notification) -> String?
}

/// What goes out.
package enum Outgoing: Sendable, Hashable {
    case transfer(Request)
    /// For a terminal.
    case print(String)
}

/// Looks up a credential; nothing where there is none.
package typealias FindSecret = (SecretReference) -> Secret?

/// Why nothing can be sent at all, whoever is asked however often.
package enum Unsendable: Error, Sendable, Hashable {
    case missingSecret(String)
    case badURL(Flaw)
    case badSigningKey(credential: String)
    case badAddress(Flaw)
    case badToken(credential: String)
    /// An address of a service that is switched off.
    case retired
}

extension Receiver {
    package func refusal(of notification: Notification) -> String? { nil }

    package func secondTry(
        after response: Response, for notification: Notification, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing? { nil }

    package var name: String { profile.name }

    /// Whether it is sent to in the same way as another.
    package func goes(asDoes other: any Receiver) -> Bool { AnyHashable(way) == AnyHashable(other.way) }

    package func verdict(on error: TransferError) -> Verdict { Verdict(error) }

    package func verdict(on error: Unsendable) -> Verdict {
        switch error {
        case .badAddress:
            .refusedByReader(because: Reason(full: "\(error)", logged: "its reader's address is no mail address"))
        case .missingSecret, .badURL, .badSigningKey, .badToken, .retired: .rejected(because: "\(error)")
        }
    }
}

extension Unsendable: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingSecret(let name): "there is no credential '\(name)'"
        case .badURL(let flaw): "\(flaw)"
        case .badSigningKey(let name):
            "credential '\(name)' must be 'whsec_' and 24 to 64 bytes in base64"
        case .badAddress(let flaw): "\(flaw)"
        case .badToken(let name): "credential '\(name)' must be a bot's token such as 123456:ABC-DEF"
        case .retired:
            "the connectors of Office 365 are switched off; use the address of a Teams workflow"
        }
    }
}
