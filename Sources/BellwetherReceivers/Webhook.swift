import BellwetherCore
import Curl
import Documents

extension ReceiverKind {
    static let webhook = ReceiverKind(
        "webhook", "Posts each notification as JSON that whatever takes Alertmanager's webhooks takes too.",
        isForPeople: false,
        example: """
            - name: ops-chat
              webhook: { url: { credential: ops_url }, signing_key: { credential: ops_key } }
            """
    ) { entry in
        let key = entry.settings.optional("signing_key", .secret)
        guard let destination = Destination.read(from: entry.settings, in: entry.folder) else { return nil }
        return Webhook(
            profile: entry.profile("webhook", handsOnLabels: true), destination: destination, signingKey: key)
    }
}

/// Alertmanager's webhook, version 4, signed as Standard Webhooks has it.
struct Webhook: Receiver {
    let profile: ReceiverProfile
    let destination: Destination
    let signingKey: SecretReference?

    var way: any Sendable & Hashable { Way(destination: destination, signingKey: signingKey) }

    private struct Way: Sendable, Hashable {
        let destination: Destination
        let signingKey: SecretReference?
    }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        let body = JSON(webhook: notification).bytes
        let id = DeliveryID.make(from: notification)
        var headers = [
            HeaderField("Idempotency-Key", id), HeaderField("webhook-id", id),
            HeaderField("webhook-timestamp", "\(now.seconds)"),
        ]
        if let signature = try signature(of: body, id: id, at: now, secrets) {
            headers.append(HeaderField("webhook-signature", signature))
        }
        return .transfer(try destination.post(body, headers: headers, secrets: secrets))
    }

    private func signature(
        of body: [UInt8], id: String, at now: Moment, _ secrets: FindSecret
    ) throws(Unsendable) -> String? {
        guard let signingKey else { return nil }
        let written = try signingKey.revealed(by: secrets)
        guard written.hasPrefix("whsec_"), let key = Base64.decoded(written.dropFirst(6)), (24...64).contains(key.count)
        else { throw .badSigningKey(credential: signingKey.credential) }
        return Self.signature(of: body, id: id, seconds: now.seconds, key: key)
    }

    static func signature(of body: [UInt8], id: String, seconds: Int64, key: [UInt8]) -> String {
        "v1," + Base64.encoded(Digest.hmac(Array("\(id).\(seconds).".utf8) + body, key: key))
    }

    func verdict(on response: Response, at now: Moment) -> Verdict {
        Verdict(status: response, at: now).advising(Self.advice(response.status), quoting: response.heard)
    }

    /// What whoever is told can do about it.
    private static func advice(_ status: Int) -> String? {
        switch status {
        case 401, 403:
            "it does not let Bellwether in: put the right `url` and `signing_key` here; a new secret counts from the "
                + "next start on"
        case 400, 415, 422:
            "it does not take Alertmanager's webhook, version 4: `bellwether outbox show` has what was sent"
        case 405: "its address takes no POST: put the right one into `url`"
        case 413: "it takes nothing as big as that: raise its limit"
        default: nil
        }
    }
}
