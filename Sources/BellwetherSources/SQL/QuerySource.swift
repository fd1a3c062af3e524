import BellwetherCore
import Documents

/// Reads facts by the queries somebody wrote, each from where it stopped.
struct QuerySource: Source {
    /// Opens the database, in the reader's words where that fails.
    let open: @Sendable (PollContext) async throws(PollError) -> any QueryReader
    let placeholder: KeysetQuery.Placeholder
    let style: ReadingStyle
    /// How often everything is asked for although queries go on where they stopped: only then does it show what has gone.
    let wholeEvery: Duration?
    let facts: [QueryFacts]

    var isWhole: Bool { false }
    var kinds: [FactKind] { facts.map(\.mapping.kind) }

    private static let batchSize = 2_048

    func wholeKinds(in context: PollContext) -> Set<FactKind> {
        Set(kinds).subtracting(facts.filter { !$0.isWhole(context, every: wholeEvery) }.map(\.mapping.kind))
    }

    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        var result = PollResult(cursor: context.cursor)
        for kind in kinds { result.tallies[kind.name] = LoadTally() }
        var reader = try await open(context)
        do throws(PollError) {
            for fact in facts {
                let isAtItsEnd = try await read(fact, from: reader, context, sink, &result)
                guard !isAtItsEnd else { continue }
                // What was not read yet would stand in the way of the next query.
                await reader.close()
                reader = try await open(context)
            }
        } catch {
            await reader.close()
            throw error
        }
        await reader.close()
        let isNothing = result.tallies.values.allSatisfy { $0.accepted + $0.rejected == 0 }
        result.isUnchanged = isNothing && wholeKinds(in: context).isEmpty
        return result
    }

    /// Whether everything was read, and not only as much as was wanted.
    private func read(
        _ fact: QueryFacts, from reader: any QueryReader, _ context: PollContext, _ sink: any LoadSink,
        _ result: inout PollResult
    ) async throws(PollError) -> Bool {
        let isWhole = fact.isWhole(context, every: wholeEvery)
        let known = isWhole ? nil : context.cursor.settled(fact.name)
        let columns: [String]
        do throws(QueryFailure) {
            columns = try await reader.start(sql(fact, isFirst: known == nil), known ?? [])
        } catch {
            throw Self.failure(error, of: fact)
        }
        let header = Header(columns)
        let origin = "the query of '\(fact.name)'"
        let table = try CSVTable(header, [fact.mapping], style, origin, context)
        let keys = try Self.keys(of: fact, in: header, origin)
        var last: [String]?
        var number = 0
        while true {
            var records: [Record]
            do throws(QueryFailure) { records = try await reader.next(atMost: Self.batchSize) } catch {
                throw Self.failure(error, of: fact)
            }
            if records.isEmpty { break }
            for index in records.indices {
                number += 1
                records[index].line = number
            }
            var batch = table.facts(of: records[...])
            try await batch.deliver(to: sink, counting: &result.tallies)
            last = Self.position(after: records, keys) ?? last
            if await sink.hasEnough(of: fact.mapping.kind) { return false }
        }
        if let last {
            result.cursor.note(stopped: last, of: fact.name, at: context.now, overlap: fact.overlap)
        }
        if isWhole { result.cursor.note(wholeListOf: fact.name, at: context.now) }
        return true
    }

    private func sql(_ fact: QueryFacts, isFirst: Bool) -> String {
        switch fact.query {
        case .whole(let text): text
        case .keyset(let keyset): keyset.sql(isFirst: isFirst, placeholder)
        }
    }

    private static func keys(of fact: QueryFacts, in header: Header, _ origin: String) throws(PollError) -> [Int] {
        guard case .keyset(let keyset) = fact.query else { return [] }
        let missing = keyset.columns.filter { header.index(of: $0) == nil }
        guard missing.isEmpty else { throw .missingColumns(origin, columns: missing, present: header.names) }
        return keyset.columns.compactMap(header.index)
    }

    /// The last row in which every column of the cursor has a value: NULL is behind nothing.
    private static func position(after records: [Record], _ keys: [Int]) -> [String]? {
        guard !keys.isEmpty else { return nil }
        return records.last { record in keys.allSatisfy { !record[$0].isEmpty } }.map { record in
            keys.map(record.text)
        }
    }

    private static func failure(_ failure: QueryFailure, of fact: QueryFacts) -> PollError {
        if failure.isCancelled { return .cancelled }
        return .service(.database(failure), of: fact.name)
    }
}
