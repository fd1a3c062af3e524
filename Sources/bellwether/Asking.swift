import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Foundation

/// What verbs share that ask or change something.
extension InstallationOptions {
    /// The daemon's answer, or else what the state says.
    func answer<Value: Codable>(
        _ verb: String, _ arguments: [String: String] = [:], else computed: (Inquiries) async throws -> Value
    ) async throws -> Value {
        let client = try ControlClient(at: self)
        if let reply = try await client.ask("GET", verb, arguments) {
            guard reply.status == 200 else { throw refused(reply) }
            return try JSONDecoder().decode(Value.self, from: Data(reply.json))
        }
        do {
            return try await computed(try inquiries())
        } catch let refusal as Inquiries.Refusal {
            say("bellwether: \(refusal.words)")
            throw Exit.badData
        }
    }

    /// What came of a change; only a daemon makes one.
    func change<Value: Codable>(_ verb: String, _ arguments: [String: String]) async throws -> Value {
        let client = try ControlClient(at: self)
        guard let reply = try await client.ask("POST", verb, arguments) else {
            say("bellwether: no daemon answers; is it running?")
            throw Exit.unreachable
        }
        guard reply.status == 200 else { throw refused(reply) }
        return try JSONDecoder().decode(Value.self, from: Data(reply.json))
    }
}

/// Text in columns of the same width, but for the last; a name breaks no row.
func columns(_ rows: [[String]]) -> String {
    let rows = rows.map { $0.map(Inert.row) }
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        row.enumerated().map { index, text in
            index == row.count - 1 ? text : text + String(repeating: " ", count: widths[index] - text.count)
        }.joined(separator: "  ")
    }.joined(separator: "\n")
}

/// The name of whoever types, for silences; nothing that proves anything.
var whoTypes: String? {
    ProcessInfo.processInfo.environment["SUDO_USER"] ?? ProcessInfo.processInfo.environment["USER"]
}
