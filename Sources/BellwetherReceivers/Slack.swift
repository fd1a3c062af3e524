import BellwetherCore
import Curl
import Documents

extension ReceiverKind {
    static let slack = ReceiverKind(
        "slack", "Posts to the channel of a Slack incoming webhook.",
        example: """
            - name: cs-chat
              slack: { url: { credential: slack_url } }
              hours: { days: mon-fri, from: "09:00", to: "17:00" }
            """
    ) { entry in
        Destination.read(from: entry.settings, in: entry.folder).map {
            Slack(profile: entry.profile("slack"), destination: $0)
        }
    }
}

/// A Slack incoming webhook. Its answers carry no message id, so there are no threads and no edits.
struct Slack: Receiver {
    let profile: ReceiverProfile
    let destination: Destination

    var way: any Sendable & Hashable { destination }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        let body = JSON(slack: Message(notification), mentions: notification.mentions)
        return .transfer(try destination.post(body.bytes, secrets: secrets))
    }

    func refusal(of notification: Notification) -> String? {
        JSON(slack: Message(notification), mentions: notification.mentions).refusedBySlack
    }

    /// 200 alone is not success: the body has to be `ok`. A page instead of it is a proxy or a portal in between.
    func verdict(on response: Response, at now: Moment) -> Verdict {
        let code = Self.code(response)
        switch response.status {
        case 200 where code == "ok": return .delivered(reference: nil)
        case 200..<300 where code == nil:
            let what = response.isPage ? "with a web page in place of 'ok'" : "without 'ok'"
            return .retry(after: nil, because: "HTTP \(response.status) \(what)")
        case 200..<300:
            let reason: Reason = "HTTP \(response.status), \(code ?? "")"
            return (Self.isAboutToken(code) ? Verdict.denied(because: reason) : .rejected(because: reason))
                .advising(Self.advice(response.status, code))
        // It is there, and takes messages again once it is unarchived.
        case 404, 410:
            guard code == Self.archived else { return Verdict(status: response, at: now).adding(code) }
            return Verdict.denied(because: "HTTP \(response.status), \(Self.archived)")
                .advising(Self.advice(response.status, code))
        default: return Verdict(status: response, at: now).adding(code).advising(Self.advice(response.status, code))
        }
    }

    private static let archived = "channel_is_archived"

    /// Nothing gets through until somebody makes another webhook.
    private static func isAboutToken(_ code: String?) -> Bool {
        [
            "invalid_token", "token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive",
        ].contains(code)
    }

    /// What whoever is told can do about it.
    private static func advice(_ status: Int, _ code: String?) -> String? {
        switch (status, code) {
        case (_, archived): "its channel is archived: unarchive it, or make a webhook for another one"
        case (_, let code) where isAboutToken(code):
            "the webhook is not valid any more: make a new one, and put it in the place of the old; it counts from the "
                + "next start on"
        case (400, "user_not_found"), (400, "channel_not_found"):
            "the channel it was made for is gone: make a webhook for another one, and put it in the place of the old"
        case (400, _):
            "Slack does not take this message as it is written: `bellwether outbox show` has it, for whoever mends that"
        case (403, _):
            "the workspace does not let it post there: ask an admin of it, or make a webhook for another channel"
        default: nil
        }
    }

    /// `no_service`, `invalid_blocks`: one word; anything else may be a page with anything in it.
    private static func code(_ response: Response) -> String? {
        let body = response.body
        let isWord = body.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        return isWord && (1...40).contains(body.count) ? String(decoding: body, as: UTF8.self) : nil
    }
}

extension Verdict {
    /// With the code that the receiver gave.
    fileprivate func adding(_ code: String?) -> Verdict {
        guard let code else { return self }
        return switch self {
        case .delivered, .unknown, .refusedByReader, .putOffByReader: self
        case .retry(let after, let reason): .retry(after: after, because: "\(reason), \(code)")
        case .busy(let after, let reason): .busy(after: after, because: "\(reason), \(code)")
        case .rejected(let reason): .rejected(because: "\(reason), \(code)")
        case .denied(let reason): .denied(because: "\(reason), \(code)")
        case .gone(let reason): .gone(because: "\(reason), \(code)")
        }
    }
}
