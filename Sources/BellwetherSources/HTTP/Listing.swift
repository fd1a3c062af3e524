import BellwetherCore
import Curl
import Diagnostics
import Documents
import JSON

/// One way of asking a service for records: where, with what, how its answer goes on, and from when on.
struct Listing: Sendable {
    let method: String
    let path: PlaceholderText
    let query: [(name: String, value: PlaceholderText)]
    let body: BodyTemplate?
    let records: JSONPath?
    let paging: Paging
    let since: Since?

    /// - Parameter settings: the fact's, or those of its `changes`.
    init?(_ settings: Settings) {
        let path = settings.required("path", .placeholders)
        let method = settings.optional("method", Setting<String>.choice(["GET", "POST"]), default: "GET")
        let query = settings.optional("query", .map(of: .texts), default: [])
        let body = settings.node("body").map(BodyTemplate.init)
        records = settings.optional("records", .path)
        let paging = settings.section("pages").map(Paging.init) ?? .some(Paging(way: .none))
        since = settings.section("since").flatMap(Since.init)
        self.method = method
        self.query = query.flatMap { named in named.value.map { (named.name, PlaceholderText($0)) } }
        self.body = body
        guard let path, let paging else { return nil }
        self.path = path
        self.paging = paging
        if body != nil, method == "GET" {
            settings.report(.bodyOfGet(at: settings.placeOfKey("body") ?? settings.place))
            return nil
        }
    }

    /// What to ask for next.
    struct Step: Sendable, Hashable {
        /// Placeholders and what they stand for; those without a value are left out together with what they stand in.
        var values: [String: String] = [:]
        /// Parameters that paging and `since` add to the query.
        var parameters: [String: String] = [:]
        /// The whole address, where the service itself gave it.
        var url: String?
    }

    func request(_ step: Step, from base: BaseAddress) throws(PollError) -> HTTPRequest {
        var endpoint = try base.endpoint(step.url ?? path.filled(with: step.values, encoded: true) ?? path.text)
        if step.url == nil {
            for (name, value) in query {
                guard let value = value.filled(with: step.values) else { continue }
                endpoint = endpoint.appending(query: name, value)
            }
            for (name, value) in step.parameters.sorted(by: { $0.key < $1.key }) {
                endpoint = endpoint.appending(query: name, value)
            }
        }
        guard let body else { return HTTPRequest(method, endpoint) }
        let text = body.filled(with: step.values)?.json ?? "{}"
        return HTTPRequest(
            method, endpoint, headers: [HeaderField("Content-Type", "application/json")], body: Array(text.utf8))
    }

    /// Whether a request says what this placeholder stands for, other than in its body.
    func uses(_ name: String) -> Bool { path.uses(name) || query.contains { $0.value.uses(name) } }

    /// The records of an answer.
    func list(in root: JSONValue, of host: String) throws(PollError) -> [JSONValue] {
        switch records?.find(in: root) ?? .value(root) {
        case .value(let value) where value.kind == .list: return value.items
        case .nothing where records != nil: return []
        case .value, .nothing, .missing:
            throw .service(.noRecords(host: host, at: records?.written, keys: root.members.map(\.name)))
        }
    }
}

/// A text in which `{since}`, `{page}`, `{id}` and `{ids}` stand for what is known only when a request is made.
struct PlaceholderText: Sendable, Hashable {
    static let names = ["since", "page", "id", "ids"]
    let text: String

    init(_ text: String) {
        self.text = text
    }

    private var used: [String] { Self.names.filter { text.contains("{\($0)}") } }

    /// `nil` where something in it has no value.
    func filled(with values: [String: String], encoded: Bool = false) -> String? {
        var filled = text
        for name in used {
            guard let value = values[name] else { return nil }
            filled = filled.replacing("{\(name)}", with: encoded ? PercentEncoding.encoded(value) : value)
        }
        return filled
    }

    func uses(_ name: String) -> Bool { used.contains(name) }
}

/// A body of JSON as it is written in the configuration, with placeholders in its texts.
indirect enum BodyTemplate: Sendable, Hashable {
    /// A number, true, false or null.
    case literal(String)
    case text(PlaceholderText)
    case list([BodyTemplate])
    case object([Member])

    struct Member: Sendable, Hashable {
        let name: String
        let value: BodyTemplate
    }

    init(_ node: Node) {
        switch node.content {
        case .null: self = .literal("null")
        case .bool(let bool): self = .literal(bool ? "true" : "false")
        case .integer(let integer): self = .literal(String(integer))
        case .real(let real): self = .literal(real.description)
        case .text(let text): self = .text(PlaceholderText(text))
        case .sequence(let items): self = .list(items.map(BodyTemplate.init))
        case .mapping(let entries):
            self = .object(entries.map { Member(name: $0.name, value: BodyTemplate($0.value)) })
        }
    }

    /// Without the members and items whose placeholders have no value.
    func filled(with values: [String: String]) -> BodyTemplate? {
        switch self {
        case .literal: self
        case .text(let text): text.filled(with: values).map { .text(PlaceholderText($0)) }
        case .list(let items): .list(items.compactMap { $0.filled(with: values) })
        case .object(let members):
            .object(
                members.compactMap { member in
                    member.value.filled(with: values).map { Member(name: member.name, value: $0) }
                })
        }
    }

    var json: String {
        switch self {
        case .literal(let text): text
        case .text(let text): Self.quoted(text.text)
        case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let inner = text.unicodeScalars.reduce(into: "") { output, scalar in
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return "\"" + inner + "\""
    }
}

extension Setting where Value == PlaceholderText {
    static var placeholders: Setting { Setting<String>.nonEmptyText.map(PlaceholderText.init) }
}

extension Setting where Value == [String] {
    /// A value, or several for a parameter that comes several times.
    static var texts: Setting {
        Setting("a value or a list of values") { node, reading in
            if case .sequence = node.content { return Setting.list(of: .anyText).read(node, reading) }
            return Setting<String>.anyText.read(node, reading).map { [$0] }
        }
    }
}

extension Diagnostic {
    static func bodyOfGet(at place: Place) -> Diagnostic {
        error("a GET has no body; write `method: POST`, or put it into `query`", at: place)
    }
}
