import BellwetherTestSupport
import Foundation

/// A notification as a webhook takes it.
struct Posted: Decodable {
    struct Event: Decodable {
        let id, kind, alert, rule, subject, account, band: String
        let closingReason: String?
        let score: Double?
        let contributions: [Contribution]
        let mrrMinor: Int?
    }

    struct Contribution: Decodable {
        let measure: String
        let points: Double
    }

    let id, purpose, createdAt, headline, text: String
    let events: [Event]

    init(_ arrival: HTTPArrival) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Posted.self, from: Data(arrival.body))
    }
}

extension Room {
    /// What came to one path of the server, in order.
    func posted(to path: String) throws -> [Posted] {
        try http.requests.filter { $0.target == path }.map(Posted.init)
    }

    /// All events that were told to the path, in order; a repetition under the same notification stays one.
    func events(to path: String = "/chat") throws -> [Posted.Event] {
        var seen: Set<String> = []
        return try posted(to: path).filter { seen.insert($0.id).inserted }.flatMap(\.events)
    }
}

/// What `status --json` says, as far as these tests ask.
struct Status: Decodable {
    struct Daemon: Decodable {
        let phase: String
        let beginning: String?
        let accounts: Int?
        let bands: [String: Int]
        let turnMilliseconds: Int?
        let lastTurn: Double?
        let rulesSince: Double
        let filesBrokenSince: Double?
    }

    struct Source: Decodable {
        let name, state: String
    }

    let daemon: Daemon?
    let alerts: [String: Int]
    let held: Int
    let outbox: [String: Int]
    let sources: [Source]
    let firstStartDone: Bool

    var waiting: Int { (outbox["pending"] ?? 0) + (outbox["in_flight"] ?? 0) }
    var firing: Int { (alerts["firing"] ?? 0) + (alerts["recovering"] ?? 0) }

    func state(of source: String) -> String { sources.first { $0.name == source }?.state ?? "" }
}
