import BellwetherCore
import Curl
import Documents

extension ReceiverKind {
    static let console = ReceiverKind(
        "console", "Prints each message to the standard output.", isForPeople: false,
        example: """
            - name: terminal
              console: {}
            """
    ) { entry in Console(profile: entry.profile("console")) }
}

/// Prints messages as they would be mailed; what it was given is inert already, so a name cannot steer a terminal.
struct Console: Receiver {
    let profile: ReceiverProfile

    var way: any Sendable & Hashable { "the standard output" }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        .print("── \(profile.name) · \(notification.createdAt)\n\(Message(notification).plainText)")
    }

    /// Never asked: nothing of it goes over a network.
    func verdict(on response: Response, at now: Moment) -> Verdict { .delivered(reference: nil) }
}
