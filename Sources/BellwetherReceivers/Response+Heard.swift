import BellwetherCore
import Curl
import Foundation

extension Response {
    /// What a service says of why it refused, in words of its own: a text, or what stands where JSON has such things.
    /// Nothing of a page, which is whoever's.
    var heard: String {
        guard !isPage, !body.isEmpty, body.count <= 100_000 else { return "" }
        if let written = try? JSONDecoder().decode(WrittenRefusal.self, from: Data(body)) { return written.words }
        let text = String(decoding: body.prefix(1_000), as: UTF8.self)
        return text.contains(where: { "{[".contains($0) }) ? "" : text
    }
}

/// `{"error":{"code":"Unauthorized","message":"…"}}`, `{"error":"…"}`, `{"message":"…"}`, RFC 9457's `title` and `detail`.
private struct WrittenRefusal: Decodable {
    struct Part: Decodable {
        let code, message: String?
    }

    private enum CodingKeys: String, CodingKey {
        case error, code, message, title, detail, description, reason
    }

    let words: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) -> String? { try? container.decode(String.self, forKey: key) }
        let part = try? container.decode(Part.self, forKey: .error)
        let all = [
            part?.code, part?.message, text(.error), text(.code), text(.title), text(.message), text(.detail),
            text(.description), text(.reason),
        ]
        words = all.compactMap(\.self).prefix(2).joined(separator: ": ")
    }
}
