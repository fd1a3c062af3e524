import BellwetherCore
import Curl
import JSON

/// One fact of a service on its way in.
struct FactReading {
    let fact: HTTPFact
    let style: ReadingStyle
    let context: PollContext
    var table: JSONTable
    fileprivate var batch = FactBatch()
    fileprivate var place = 0
    /// The service does not give what stands beside its records.
    private var isAlone = false

    init(of fact: HTTPFact, _ style: ReadingStyle, _ context: PollContext) throws(PollError) {
        self.fact = fact
        self.style = style
        self.context = context
        table = try fact.json.table(style, "\(fact.name) record", context)
    }

    /// Reads the list: all of it, or what has changed since.
    mutating func list(
        isWhole: Bool, _ caller: inout Caller, _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        var walk = Walk(fact.listing, from: isWhole ? nil : start(of: fact.listing), keptCursor, context, style)
        while let records = try await walk.next(&caller) {
            try await take(records, &caller, sink, &result)
            if await sink.hasEnough(of: fact.kind) { return }
        }
        if let reached = walk.reached { result.cursor.note(reached: reached, by: fact.name) }
        if let kept = walk.kept { result.cursor.note(kept: kept, by: fact.name) }
        if fact.changes != nil { result.cursor.note(reached: context.now, by: fact.name) }
        if isWhole { result.cursor.note(wholeListOf: fact.name, at: context.now) }
    }

    /// Reads what happened, and then each record that it happened to.
    mutating func catchUp(
        _ caller: inout Caller, _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        guard let changes = fact.changes else { return }
        var walk = Walk(changes.listing, from: start(of: changes.listing), nil, context, style)
        var ids: [String] = []
        while let events = try await walk.next(&caller) { ids += events.compactMap { changes.id.text(in: $0) } }
        for id in ids.uniqued() {
            let path = changes.fetch.filled(with: ["id": id], encoded: true) ?? changes.fetch.text
            let request = HTTPRequest("GET", try caller.base.endpoint(path))
            guard let answer = try await caller.ask(request, mayBeGone: true) else { continue }
            try await take([answer.root], &caller, sink, &result)
        }
        if let reached = walk.reached { result.cursor.note(reached: reached, by: fact.name) }
    }

    private func start(of listing: Listing) -> Moment? {
        guard let reached = context.cursor.reached(by: fact.name) else { return nil }
        return listing.since?.start(after: reached, at: context.now)
    }

    private var keptCursor: String? {
        fact.listing.paging.isKept ? context.cursor.kept(by: fact.name) : nil
    }

    private mutating func take(
        _ records: [JSONValue], _ caller: inout Caller, _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        let beside = try await beside(records, &caller)
        for record in records {
            place += 1
            if let gone = fact.gone, gone.value(in: record)?.bool == true { continue }
            let items = fact.json.each?.value(in: record)?.items ?? []
            if let rest = fact.rest, rest.isNeeded(for: record, items) {
                try await take(rest, of: record, &caller)
            } else {
                let other = record["id"]?.scalarText.flatMap { beside[$0] }
                table.add(record, beside: other, line: place, to: &batch)
            }
        }
        try await batch.deliver(to: sink, counting: &result.tallies)
    }
}

extension FactReading {
    /// Takes a list that goes on beyond what of it stands in its record.
    private mutating func take(
        _ rest: HTTPFact.Rest, of record: JSONValue, _ caller: inout Caller
    ) async throws(PollError) {
        guard let id = record["id"]?.scalarText else { return }
        // The record must stay readable while its items are: those are parsed elsewhere.
        var apart = caller.parsingApart
        var walk = Walk(rest.listing, from: nil, nil, context, style, with: ["id": id])
        while let items = try await walk.next(&apart) {
            table.add(items: items, of: record, line: place, to: &batch)
        }
        caller.note(apart)
    }

    /// By a record's id what the list beside says of it, as far as the record is wanted at all.
    private mutating func beside(
        _ records: [JSONValue], _ caller: inout Caller
    ) async throws(PollError) -> [String: JSONValue] {
        guard let beside = fact.beside, !isAlone else { return [:] }
        let ids = records.filter { table.isWanted($0) }.compactMap { $0["id"]?.scalarText }.uniqued()
        var found: [String: JSONValue] = [:]
        for start in stride(from: 0, to: ids.count, by: beside.mostAtOnce) {
            let some = ids[start..<min(start + beside.mostAtOnce, ids.count)]
            var walk = Walk(beside.listing, from: nil, nil, context, style, with: beside.placeholders(some))
            do throws(PollError) {
                // Records must stay readable while what stands beside them is, and each page of that as well.
                var apart = caller.parsingApart
                defer { caller.note(apart) }
                while let others = try await walk.next(&apart) {
                    for other in others {
                        guard let id = beside.of.text(in: other), found[id] == nil else { continue }
                        found[id] = other
                    }
                    apart = apart.parsingApart
                }
            } catch {
                guard beside.isOptional, case .service(let failure, _) = error, failure.isRefusal else { throw error }
                isAlone = true
                return [:]
            }
        }
        return found
    }
}

/// A list on its way, page after page.
struct Walk {
    private let listing: Listing
    private let context: PollContext
    private let style: ReadingStyle
    private var step: Listing.Step?
    private var value: String?
    private var since: Moment?
    /// What placeholders stand for in all of its requests.
    private let values: [String: String]
    private var inWindow = 0
    private var seen: Set<Listing.Step> = []
    /// How far the list has come.
    private(set) var reached: Moment?
    private(set) var kept: String?

    init(
        _ listing: Listing, from since: Moment?, _ kept: String?, _ context: PollContext, _ style: ReadingStyle,
        with values: [String: String] = [:]
    ) {
        self.values = values
        self.listing = listing
        self.context = context
        self.style = style
        self.since = since
        self.kept = kept
        if listing.since != nil, listing.since?.newest == nil { reached = context.now }
        value = kept ?? listing.paging.first
        step = firstStep
    }

    /// The records of the next page; nothing behind the last one.
    mutating func next(_ caller: inout Caller) async throws(PollError) -> [JSONValue]? {
        guard let step else { return nil }
        guard !Task.isCancelled else { throw .cancelled }
        guard seen.insert(step).inserted else { throw .service(.goesInCircles(host: caller.base.host)) }
        let request = try listing.request(step, from: caller.base)
        guard let answer = try await caller.ask(request) else { return nil }
        let records = try listing.list(in: answer.root, of: caller.base.host)
        inWindow += records.count
        reached = [reached, listing.since?.newest(of: records, style, in: context.zone)].compactMap { $0 }.max()
        kept = listing.paging.keptCursor(in: answer.root) ?? kept
        self.step = try following(answer, records, caller.base)
        return records
    }

    private var firstStep: Listing.Step {
        var step = Listing.Step()
        step.values = values
        if let value { step.note(value, listing.paging) }
        // A cursor that was kept says from when on by itself.
        guard kept == nil, let since = listing.since else { return step }
        if let text = self.since.map({ since.text(of: $0, in: context.zone) }) ?? since.first {
            step.values["since"] = text
            if let parameter = since.parameter { step.parameters[parameter] = text }
        }
        return step
    }

    private mutating func following(
        _ answer: Caller.Answer, _ records: [JSONValue], _ base: BaseAddress
    ) throws(PollError) -> Listing.Step? {
        switch listing.paging.next(after: value, answer.root, records, answer.response) {
        case .end: return nil
        case .url(let url):
            var next = Listing.Step()
            next.url = try base.next(url)
            return next
        case .value(let text):
            if let most = listing.paging.most, inWindow >= most { return try newWindow(base) }
            value = text
            var next = listing.paging.isKept ? Listing.Step() : firstStep
            next.note(text, listing.paging)
            return next
        }
    }

    /// The service hands out no more of this list: it is asked anew, from the newest record on.
    private mutating func newWindow(_ base: BaseAddress) throws(PollError) -> Listing.Step {
        guard let reached, since.map({ reached > $0 }) ?? true else {
            throw .service(.tooManyAtOnce(host: base.host, most: inWindow))
        }
        since = reached
        inWindow = 0
        value = listing.paging.first
        return firstStep
    }
}

extension Listing.Step {
    fileprivate mutating func note(_ value: String, _ paging: Paging) {
        values["page"] = value
        if let parameter = paging.parameter { parameters[parameter] = value }
    }
}
