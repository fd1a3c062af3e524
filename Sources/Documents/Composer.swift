import Diagnostics

/// Builds nodes from events; what libyaml leaves to its reader is decided here: tags, anchors, keys and limits.
///
/// A mistake that leaves the rest readable is noted and its node marked broken; one that does not ends the reading.
struct Composer: ~Copyable {
    private var events: EventStream
    private let source: SourceText
    let layout: Layout
    let limits: Limits
    let dialect: Dialect
    var diagnostics: [Diagnostic] = []
    var anchors: [ExactText: Anchor] = [:]
    /// Values that aliases have repeated so far.
    var repeatedNodes = 0

    init(_ bytes: [UInt8], source: SourceText, limits: Limits, dialect: Dialect) {
        events = EventStream(bytes)
        layout = Layout(bytes)
        self.source = source
        self.limits = limits
        self.dialect = dialect
    }

    /// The roots of all documents; none where the reading had to end early.
    mutating func documents() -> [Node] {
        do throws(Refusal) {
            return try allDocuments()
        } catch {
            diagnostics.append(error.diagnostic)
            return []
        }
    }

    private mutating func allDocuments() throws(Refusal) -> [Node] {
        var roots: [Node] = []
        while true {
            let event = try next()
            switch event.step {
            case .documentStart:
                guard roots.isEmpty || dialect.allowsManyDocuments else {
                    throw Refusal(.secondDocument(at: place(of: event)))
                }
                anchors = [:]
                roots.append(try compose(try next(), depth: 0).node)
            case .streamEnd: return roots
            case .streamStart, .documentEnd, .alias, .scalar, .sequenceStart, .sequenceEnd, .mappingStart, .mappingEnd:
                continue
            }
        }
    }

    private mutating func next() throws(Refusal) -> Event {
        do throws(SyntaxFault) {
            return try events.next()
        } catch {
            throw Refusal(.syntax(error, in: source, at: layout))
        }
    }
}

/// A mistake after which nothing further can be read.
struct Refusal: Error {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}

/// A node, and what it costs to repeat it.
struct Composed {
    let node: Node
    /// How many nodes it consists of, itself included.
    var weight = 1
    /// How many levels of lists and mappings it has.
    var height = 0
}

// MARK: Nodes

extension Composer {
    private mutating func compose(_ event: Event, depth: Int) throws(Refusal) -> Composed {
        switch event.step {
        case .alias(let name): return try repeated(name, at: place(of: event), depth: depth)
        case .scalar(let text, let style, let properties):
            let composed = Composed(node: scalar(text, style, properties, event))
            define(properties.anchor, from: event, as: composed)
            return composed
        case .sequenceStart(let properties, _):
            try begin(event, properties, depth: depth)
            let composed = try sequence(event, properties, depth: depth)
            define(properties.anchor, from: event, as: composed)
            return composed
        case .mappingStart(let properties, _):
            try begin(event, properties, depth: depth)
            let composed = try mapping(event, properties, depth: depth)
            define(properties.anchor, from: event, as: composed)
            return composed
        case .streamStart, .documentStart, .sequenceEnd, .mappingEnd, .documentEnd, .streamEnd:
            preconditionFailure("libyaml gives a value where a value is due")
        }
    }

    private mutating func begin(_ event: Event, _ properties: Event.Properties, depth: Int) throws(Refusal) {
        guard depth < limits.depth else { throw Refusal(.tooDeep(limits.depth, at: place(of: event))) }
        open(properties.anchor, from: event)
    }

    private mutating func sequence(
        _ start: Event, _ properties: Event.Properties, depth: Int
    ) throws(Refusal) -> Composed {
        var items: [Node] = []
        var (weight, height) = (1, 0)
        while true {
            let event = try next()
            if case .sequenceEnd = event.step { break }
            let item = try compose(event, depth: depth + 1)
            items.append(item.node)
            weight += item.weight
            height = max(height, item.height)
        }
        let node = collection(.sequence(items), start, properties, tag: .sequence)
        return Composed(node: node, weight: weight, height: height + 1)
    }

    private mutating func mapping(
        _ start: Event, _ properties: Event.Properties, depth: Int
    ) throws(Refusal) -> Composed {
        var keys = Keys(dialect)
        var entries: [Node.Entry] = []
        var merged: [Node] = []
        var (weight, height) = (1, 0)
        while true {
            let event = try next()
            if case .mappingEnd = event.step { break }
            let key = try compose(event, depth: depth + 1)
            let value = try compose(try next(), depth: depth + 1)
            weight += key.weight + value.weight
            height = max(height, key.height, value.height)
            guard accept(key.node, into: &keys) else { continue }
            if isMergeKey(event) {
                merged.append(value.node)
            } else {
                entries.append(Node.Entry(key: key.node, value: value.node))
            }
        }
        entries = merging(merged, into: entries, keys: &keys)
        let node = collection(.mapping(entries), start, properties, tag: .mapping)
        return Composed(node: node, weight: weight, height: height + 1)
    }

    private mutating func collection(
        _ content: Node.Content, _ start: Event, _ properties: Event.Properties, tag expected: Tag
    ) -> Node {
        let place = place(of: start)
        guard let written = properties.tag, Tag(written) != expected, !Tag.isNonSpecific(written) else {
            return Node(content, at: place)
        }
        if Tag(written) == nil, dialect.allowsOtherTags { return Node(content, at: place) }
        diagnostics.append(tagMistake(written, before: Node(content, at: place), at: place))
        return Node(.null, at: place, isBroken: true)
    }

    private mutating func accept(_ key: Node, into keys: inout Keys) -> Bool {
        switch keys.add(key) {
        case .new: return true
        case .broken: return false
        case .notAKey:
            diagnostics.append(.collectionKey(key, onLine: source.line(key.place.line)))
            return false
        case .empty:
            diagnostics.append(.emptyKey(at: key.place))
            return false
        case .givenBefore(let first):
            diagnostics.append(.duplicateKey(key, first: first))
            return false
        }
    }
}

// MARK: Scalars

extension Composer {
    private mutating func scalar(
        _ text: String, _ style: ScalarStyle, _ properties: Event.Properties, _ event: Event
    ) -> Node {
        let start = layout.contentStart(from: event.start, to: event.end)
        let place = place(from: start, to: event.end)
        let trace = ScalarTrace(of: text, style, from: start, in: layout)
        let fragment = Fragment(text, file: source.name, runs: trace.runs)
        let tag = properties.tag ?? (isTaggedWithNothing(style, event) ? "!" : nil)
        switch Self.resolve(text, style, tag, dialect) {
        case .success(let content): return Node(content, at: place, fragment: fragment)
        case .failure(let mistake):
            let broken = Node(.null, at: place, fragment: fragment, isBroken: true)
            switch mistake {
            case .range: diagnostics.append(.outOfRange(text, at: place))
            case .tag(let tag):
                let node = Node(.text(text), at: place, fragment: fragment)
                diagnostics.append(tagMistake(tag, before: node, at: self.place(of: event)))
            }
            return broken
        }
    }

    private enum ScalarMistake: Error {
        case range
        case tag(String)
    }

    private static func resolve(
        _ text: String, _ style: ScalarStyle, _ tag: String?, _ dialect: Dialect
    ) -> Result<Node.Content, ScalarMistake> {
        guard let tag else {
            guard style == .plain else { return .success(.text(text)) }
            return CoreSchema.resolve(text).map { .success($0) } ?? .failure(.range)
        }
        guard let known = Tag(tag) else {
            return dialect.allowsOtherTags ? .success(.text(text)) : .failure(.tag(tag))
        }
        guard known.fits(text) else { return .failure(.tag(tag)) }
        return known.resolve(text).map { .success($0) } ?? .failure(.range)
    }

    /// libyaml drops a `!` that names no tag; `when: ! a` would silently mean its opposite.
    private func isTaggedWithNothing(_ style: ScalarStyle, _ event: Event) -> Bool {
        style == .plain && event.start < event.end && layout.hasLoneTag(from: event.start, to: event.end)
    }

    private func tagMistake(_ tag: String, before node: Node, at place: Place) -> Diagnostic {
        .wrongTag(tag, before: node, at: place, onLine: source.line(place.line))
    }
}

// MARK: Places

extension Composer {
    func place(of event: Event) -> Place {
        switch event.step {
        case .alias, .scalar: place(from: event.start, to: event.end)
        case .streamStart, .documentStart, .sequenceStart, .sequenceEnd, .mappingStart, .mappingEnd, .documentEnd,
            .streamEnd:
            place(from: event.start, to: event.start)
        }
    }

    private func place(from start: Int, to end: Int) -> Place {
        let (line, column) = layout.position(ofCodePoint: start)
        let length = layout.room(onLineFrom: start, to: end)
        return Place(file: source.name, line: line, column: column, length: length)
    }
}
