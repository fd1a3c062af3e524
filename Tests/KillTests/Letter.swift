import BellwetherTestSupport
import Foundation

/// What a receiver is told of an alert, whenever that alert opened: a rule, a subject, and what became of it.
struct Tale: Hashable, Comparable, CustomStringConvertible {
    enum Kind: String, Decodable {
        case opened, worsened, closed
    }

    let kind: Kind
    let topic: String

    init(_ kind: Kind, _ topic: String) {
        self.kind = kind
        self.topic = topic
    }

    var description: String { "\(topic) \(kind.rawValue)" }

    static func < (left: Tale, right: Tale) -> Bool { left.description < right.description }
}

/// A notification as it reached one of the company's webhooks.
struct Letter {
    struct Event: Decodable {
        let id, alert, rule, subject: String
        let kind: Tale.Kind

        var tale: Tale { Tale(kind, "\(rule)/\(subject)") }
    }

    private struct Content: Decodable {
        let id, receiver, purpose: String
        let events: [Event]
    }

    /// In the order of arrival.
    let number: Int
    /// What tells a receiver that it has had this one before.
    let key: String
    let notification: String
    let receiver: String
    let purpose: String
    let events: [Event]
    let body: [UInt8]

    init(_ arrival: HTTPArrival) throws {
        let content = try JSONDecoder().decode(Content.self, from: Data(arrival.body))
        number = arrival.number
        key = arrival.header("webhook-id") ?? ""
        notification = content.id
        receiver = content.receiver
        purpose = content.purpose
        events = content.events
        body = arrival.body
    }
}

extension [Letter] {
    /// Whether every receiver was told all of it.
    func tell(everybody tales: [Tale]) -> Bool {
        Company.receivers.allSatisfy { receiver in
            let told = Set(filter { $0.receiver == receiver }.flatMap(\.events).map(\.tale))
            return told.isSuperset(of: tales)
        }
    }
}
