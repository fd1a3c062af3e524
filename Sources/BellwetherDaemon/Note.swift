import BellwetherCore
import Foundation

/// What is noted in the state beside facts and alerts.
enum Note {
    static let firstStart = "first_start"
    static let troubles = "source_troubles"
    static let dataTroubles = "data_troubles"
    static let linkKey = "link_key"
    static let endedOverrides = "ended_overrides"
    /// The newest moment still to come that the operator knows of.
    static let clock = "clock"
    /// With which receivers the clock does not agree, as the operator knows.
    static let skew = "clock_skew"

    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else { preconditionFailure("plain values can be written as JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    static func counts(_ text: String?) -> [String: Int] {
        guard let text, let counts = try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8)) else {
            return [:]
        }
        return counts
    }

    static func names(_ text: String?) -> Set<String> {
        guard let text, let names = try? JSONDecoder().decode(Set<String>.self, from: Data(text.utf8)) else {
            return []
        }
        return names
    }

    /// What cannot be read was written by another version: trouble is then told once more.
    static func moments(_ text: String?) -> [String: Moment] {
        guard let text, let moments = try? JSONDecoder().decode([String: Moment].self, from: Data(text.utf8)) else {
            return [:]
        }
        return moments
    }
}
