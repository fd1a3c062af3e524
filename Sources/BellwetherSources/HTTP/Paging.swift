import BellwetherCore
import Curl
import Diagnostics
import Documents
import JSON

/// How a service hands out a list in pages, and how to ask for the next one.
struct Paging: Sendable {
    enum Way: Sendable {
        case none
        /// The answer holds what the next request must name.
        case cursor(at: JSONPath, parameter: String?)
        case page(parameter: String?, from: Int)
        case offset(parameter: String?)
        /// A `Link` header with `rel="next"`.
        case linkHeader
        case nextURL(at: JSONPath)
        /// The next request names the last record of this answer.
        case lastID(field: JSONPath, parameter: String?)
    }

    let way: Way
    /// Goes on while this is true in the answer.
    var goesOnWhile: JSONPath?
    /// Stops when this is true in the answer.
    var endsWhen: JSONPath?
    /// How many records a full page has: a shorter one is the last.
    var size: Int?
    /// The cursor stays good: the next poll goes on from it.
    var isKept = false
    /// The service hands out no more of one list than this; then it must be asked anew from the newest record on.
    var most: Int?

    init(way: Way) {
        self.way = way
    }

    private enum Name: String, Sendable, CaseIterable {
        case cursor, page, offset
        case linkHeader = "link_header"
        case nextURL = "next_url"
        case lastID = "last_id"
    }

    init?(_ settings: Settings) {
        let name = settings.required("by", Setting<Name>.choice)
        let parameter = settings.optional("parameter", .nonEmptyText)
        let from = settings.optional("from", .integer(atLeast: 0), default: 1)
        let at = settings.optional("at", .path)
        let field = settings.optional("field", .path)
        goesOnWhile = settings.optional("while", .path)
        endsWhen = settings.optional("until", .path)
        size = settings.optional("size", .integer(atLeast: 1))
        isKept = settings.optional("kept", .flag, default: false)
        most = settings.optional("most", .integer(atLeast: 1))
        func needed(_ path: JSONPath?, _ key: String) -> JSONPath? {
            if path == nil { settings.report(.pagesWithout(key, name?.rawValue ?? "", at: settings.place)) }
            return path
        }
        switch name {
        case .cursor:
            guard let at = needed(at, "at") else { return nil }
            way = .cursor(at: at, parameter: parameter)
        case .page: way = .page(parameter: parameter, from: from)
        case .offset: way = .offset(parameter: parameter)
        case .linkHeader: way = .linkHeader
        case .nextURL:
            guard let at = needed(at, "at") else { return nil }
            way = .nextURL(at: at)
        case .lastID:
            guard let field = needed(field, "field") else { return nil }
            way = .lastID(field: field, parameter: parameter)
        case nil: return nil
        }
    }

    /// What the first request names, where the service counts.
    var first: String? {
        switch way {
        case .page(_, let from): String(from)
        case .offset: "0"
        case .none, .cursor, .linkHeader, .nextURL, .lastID: nil
        }
    }

    var parameter: String? {
        switch way {
        case .cursor(_, let parameter), .page(let parameter, _), .offset(let parameter), .lastID(_, let parameter):
            parameter
        case .none, .linkHeader, .nextURL: nil
        }
    }

    /// What comes after an answer.
    enum Next: Hashable {
        case end
        case value(String)
        case url(String)
    }

    func next(after value: String?, _ root: JSONValue, _ records: [JSONValue], _ response: Response) -> Next {
        if let endsWhen, endsWhen.value(in: root)?.bool == true { return .end }
        if let goesOnWhile, goesOnWhile.value(in: root)?.bool != true { return .end }
        if let size, records.count < size { return .end }
        switch way {
        case .none: return .end
        case .cursor(let at, _): return at.text(in: root).flatMap { $0.isEmpty ? nil : .value($0) } ?? .end
        case .page(_, let from): return records.isEmpty ? .end : .value(String((value.flatMap { Int($0) } ?? from) + 1))
        case .offset:
            return records.isEmpty ? .end : .value(String((value.flatMap { Int($0) } ?? 0) + records.count))
        case .linkHeader: return LinkHeader.next(in: response).map(Next.url) ?? .end
        case .nextURL(let at): return at.text(in: root).flatMap { $0.isEmpty ? nil : .url($0) } ?? .end
        case .lastID(let field, _): return records.last.flatMap { field.text(in: $0) }.map(Next.value) ?? .end
        }
    }

    /// A cursor that the next poll can go on from, though this list has come to its end.
    func keptCursor(in root: JSONValue) -> String? {
        guard isKept, case .cursor(let at, _) = way else { return nil }
        return at.text(in: root)
    }
}

/// RFC 8288: `<https://api.example.com/a?page=2>; rel="next", <…>; rel="last"`.
enum LinkHeader {
    static func next(in response: Response) -> String? {
        for header in response.headers where header.name.lowercased() == "link" {
            for link in header.value.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
                let target = link.prefix { $0 != ">" }
                let parameters = link.dropFirst(target.count + 1).split(separator: ";").map { part in
                    part.filter { $0 != " " && $0 != "\"" && $0 != "," }.lowercased()
                }
                if parameters.contains("rel=next") { return String(target) }
            }
        }
        return nil
    }
}

extension Diagnostic {
    static func pagesWithout(_ key: String, _ way: String, at place: Place) -> Diagnostic {
        error("pages by '\(way)' need '\(key)', a path into the answer", at: place)
    }
}
