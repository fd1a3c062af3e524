import BellwetherTestSupport
import Foundation
import Synchronization

/// HubSpot's search for companies as its documents have it: texts for values, only what is asked for, changed since.
final class LoopbackHubSpot: Sendable {
    struct Company {
        var properties: [String: String]
        /// In milliseconds.
        var modified: Int
    }

    static let key = "pat-eu1-0c7f-hubspot"
    private let companies = Mutex<[String: Company]>([:])
    private let server = Mutex<LoopbackHTTP?>(nil)

    func start() throws -> String {
        let http = try LoopbackHTTP { [self] in answer($0) }
        server.withLock { $0 = http }
        return http.url
    }

    func stop() { server.withLock { $0?.stop() } }

    func change(_ id: String, at moment: Instant, _ properties: [String: String]) {
        companies.withLock {
            $0[id, default: Company(properties: [:], modified: 0)].properties.merge(properties) { $1 }
            $0[id]?.modified = moment.seconds * 1000
        }
    }

    private struct Search: Decodable {
        struct Group: Decodable { let filters: [Filter] }
        struct Filter: Decodable {
            let propertyName: String
            let `operator`: String
            let value: String?
        }

        let limit: Int
        let after: String?
        let properties: [String]
        let filterGroups: [Group]
    }

    private func answer(_ request: HTTPArrival) -> HTTPAnswer {
        guard request.header("Authorization") == "Bearer \(Self.key)" else {
            return .status(401, body: #"{"status":"error","category":"INVALID_AUTHENTICATION"}"#)
        }
        do {
            let search = try JSONDecoder().decode(Search.self, from: Data(request.body))
            return .status(200, body: String(decoding: try page(search), as: UTF8.self))
        } catch {
            return .status(400, body: #"{"status":"error","category":"VALIDATION_ERROR"}"#)
        }
    }

    private func page(_ search: Search) throws -> Data {
        let filters = search.filterGroups.flatMap(\.filters)
        let since = filters.first { $0.operator == "GTE" }.flatMap { Int($0.value ?? "") } ?? 0
        let needed = filters.filter { $0.operator == "HAS_PROPERTY" }.map(\.propertyName)
        let found = companies.withLock { all in
            all.filter { entry in
                entry.value.modified >= since && needed.allSatisfy { entry.value.properties[$0] != nil }
            }.sorted { ($0.value.modified, $0.key) < ($1.value.modified, $1.key) }
        }
        let start = Int(search.after ?? "") ?? 0
        let part = found.dropFirst(start).prefix(search.limit)
        let results = part.map { entry in
            var shown: [String: Any] = [:]
            for name in search.properties { shown[name] = entry.value.properties[name] ?? NSNull() }
            shown["hs_lastmodifieddate"] = "\(entry.value.modified)"
            return ["id": entry.key, "properties": shown] as [String: Any]
        }
        var answer: [String: Any] = ["total": found.count, "results": results]
        let next = start + part.count
        if next < found.count { answer["paging"] = ["next": ["after": "\(next)"]] }
        return try JSONSerialization.data(withJSONObject: answer)
    }
}

/// Zendesk's incremental export of tickets: each change once more at its end, behind a cursor.
final class LoopbackZendesk: Sendable {
    struct Ticket {
        var id: Int
        var organisation: Int
        var created: Instant
        var status: String
        var changed: Instant
    }

    static let token = "zd-token-b81f4c"
    private let stream = Mutex<[Ticket]>([])
    private let server = Mutex<LoopbackHTTP?>(nil)

    func start() throws -> String {
        let http = try LoopbackHTTP { [self] in answer($0) }
        server.withLock { $0 = http }
        return http.url
    }

    func stop() { server.withLock { $0?.stop() } }

    func add(_ ticket: Ticket) { stream.withLock { $0.append(ticket) } }

    /// All tickets of an organisation are solved.
    func solve(_ organisation: Int, at moment: Instant) {
        stream.withLock { all in
            for ticket in all where ticket.organisation == organisation && ticket.status != "solved" {
                var solved = ticket
                (solved.status, solved.changed) = ("solved", moment)
                all.append(solved)
            }
        }
    }

    private func answer(_ request: HTTPArrival) -> HTTPAnswer {
        let expected = Data("me@fernhill.example/token:\(Self.token)".utf8).base64EncodedString()
        guard request.header("Authorization") == "Basic " + expected else {
            return .status(401, body: #"{"error":"Couldn't authenticate you"}"#)
        }
        let query = URLComponents(string: request.target)?.queryItems ?? []
        let start = query.first { $0.name == "cursor" }.flatMap { Int($0.value ?? "") } ?? 0
        let (page, count) = stream.withLock { (Array($0.dropFirst(start).prefix(1000)), $0.count) }
        let tickets = page.map { ticket in
            let isSolved = ticket.status == "solved"
            return #"{"id":\#(ticket.id),"organization_id":\#(ticket.organisation),"requester_id":5,"#
                + #""created_at":"\#(ticket.created.text)","status":"\#(ticket.status)","priority":"urgent","#
                + #""type":"incident","metric_set":{"solved_at":\#(isSolved ? "\"\(ticket.changed.text)\"" : "null"),"#
                + #""replies":2,"reopens":0},"generated_timestamp":\#(ticket.changed.seconds)}"#
        }
        let next = start + page.count
        return .status(
            200,
            body: #"{"tickets":[\#(tickets.joined(separator: ","))],"after_cursor":"\#(next)","#
                + #""end_of_stream":\#(next >= count)}"#)
    }
}
