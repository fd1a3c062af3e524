import BellwetherConfig
import BellwetherCore
import BellwetherReceivers
import BellwetherStore
import Curl

extension Inquiries {
    /// What a receiver would be sent, to the byte, without its secrets: what makes links work is put in when it is sent.
    package struct Preview: Sendable, Codable {
        package let version: Int
        package let receiver, recipient: String
        /// Whether the rule fires for the account; else it is told as if it did.
        package let isFiring: Bool
        /// Why it would not be told so, beside that it does not fire.
        package let caution: String?
        /// `POST`, or `MAIL`.
        package let method: String
        /// The body of a request, or the text of a mail.
        package let body: String
        /// The HTML of a mail.
        package let html: String?
    }

    package func preview(_ id: String, for text: String, by name: String) async throws -> Preview {
        let rule = try rule(called: id)
        guard let receiver = installation.receivers[name] else {
            throw Refusal.unknownReceiver(name, installation.receivers.keys.sorted())
        }
        let (turn, history) = try await turn()
        let (slot, account) = try account(called: text, in: turn)
        let firing = turn.alerts.standing.filter { $0.slot == slot && $0.rule == id }
        let alerts =
            firing.isEmpty
            ? turn.imagined(rule, about: slot, under: installation.policy, given: history).prefix(1).map { $0 } : firing
        guard let first = alerts.first else { throw nothing(about: account, slot, by: rule, in: turn) }
        var caution = firing.isEmpty ? whyUnasked(first, under: rule, in: turn) : nil
        if caution == nil, let end = try await shadowEnd(of: rule) {
            let moment = Wording.local(end, in: installation.policy.zone)
            caution = "'\(id)' is tried in its shadow until \(moment), and nobody is told"
        }
        let routing = installation.policy.routing
        let notification = Notification.preview(
            of: alerts, to: receiver.profile, in: routing, with: try await store.routingMemory().tasks, at: now)
        let shown = try await Trends(store: store, policy: installation.policy).added(
            to: linked(notification, under: routing), for: receiver.profile)
        return try Preview(shown, by: receiver, isFiring: !firing.isEmpty, caution: caution, at: now)
    }

    /// With the links that it would have, which no key of ours has signed.
    private func linked(_ notification: Notification, under routing: Routing) -> Notification {
        let links = installation.links(signedWith: Array("a preview".utf8))
        let linked = links?.under(Notifications(lookingAt: [notification]), to: routing.receivers, at: now)
        return linked?.outbox.first ?? notification
    }
}

extension Inquiries.Preview {
    /// Secrets are stood in for: what is shown is what is said, and not how it gets there.
    fileprivate init(
        _ notification: Notification, by receiver: any Receiver, isFiring: Bool, caution: String?, at now: Moment
    ) throws {
        let standIns = ["whsec_" + String(repeating: "A", count: 32), "https://example.com/hook", "1:standin"]
        var outgoing: Outgoing?
        for standIn in standIns where outgoing == nil {
            do throws(Unsendable) {
                outgoing = try receiver.outgoing(for: notification, at: now) { _ in Secret(standIn) }
            } catch {
                // Another receiver takes another form of secret.
                continue
            }
        }
        let (method, body, html): (String, String, String?) =
            switch outgoing {
            case .print(let text): ("PRINT", text, nil)
            case .transfer(let request): request.payload.shown
            case nil: ("NONE", Message(notification).plainText, nil)
            }
        self.init(
            version: 1, receiver: receiver.name, recipient: notification.recipient, isFiring: isFiring,
            caution: caution, method: method,
            body: notification.withoutTokens(body), html: html.map(notification.withoutTokens))
    }
}

extension Notification {
    /// In place of what makes a link work stands that it does not.
    fileprivate func withoutTokens(_ text: String) -> String {
        personalLinks.compactMap { $0.url.split(separator: "/").last }.reduce(text) {
            $0.replacing($1, with: "this-is-a-preview-and-works-nowhere")
        }
    }
}

extension Request.Payload {
    fileprivate var shown: (String, String, String?) {
        switch self {
        case .http(let request): (request.method, String(decoding: request.body, as: UTF8.self), nil)
        case .mail(let mail): ("MAIL", "Subject: \(mail.message.subject)\n\n\(mail.message.text)", mail.message.html)
        }
    }
}
