import Diagnostics

/// Builds nodes from events; what libyaml leaves to its reader is decided here: tags, anchors, keys and limits.
///
/// A mistake that leaves the rest readable is noted and its node marked broken; one that does not ends the reading.
struct Composer: ~Copyable {
    private var events: EventStream
    let source: SourceText
    let layout: Layout
    let limits: Limits
    let dialect: Dialect
    var diagnostics: [Diagnostic] = []
    var anchors: [ExactText: Anchor] = [:]
    /// Where the reading had to end, if the structure broke.
    private(set) var breakage: Breakage?
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
            breakage = Breakage(error, at: layout)
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
        guard let written = properties.tag, Tag(written) != expected else { return Node(content, at: place) }
        if Tag(written) == nil, dialect.allowsOtherTags { return Node(content, at: place) }
        refuse(written, before: Node(content, at: place), at: place)
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
        place(from: layout.spot(ofCodePoint: start), to: end)
    }

    func place(from start: Spot, to end: Int) -> Place {
        let length = layout.length(from: start, to: end)
        return Place(file: source.name, line: start.line, column: start.column, length: length)
    }
}
