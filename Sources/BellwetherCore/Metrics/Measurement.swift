import Columns

/// The metrics of all accounts as of one instant, with what is needed to tell which of them still hold at the next.
///
/// Most accounts have no news from one turn to the next. Their numbers stay the same ones while the day, the rates and
/// all else that accounts share stay the same, and nothing of their own becomes known or runs out by the hour.
package struct Measurement: Sendable {
    package internal(set) var metrics: Metrics
    let context: MeasuringContext
    private let parts: [Part]
    /// How lifetime values came to be what they are, once the bands of the past are known.
    var lifetimes: ExpectedLifetimes?
    /// Whose facts come to something else than before, as far as can be told.
    var anew: MeasuredAnew { MeasuredAnew(chunks: parts.map(\.anew)) }

    /// - Parameter before: nothing where everybody is measured.
    init(
        of accounts: Accounts, by catalogue: [Metric], in context: MeasuringContext, since before: Before? = nil,
        over loop: ChunkLoop = .inOrder
    ) {
        let before = before.flatMap { $0.holds(for: catalogue, in: context) ? $0 : nil }
        let wanted = catalogue + ExpectedLifetimes.counted(for: catalogue)
        let parts = loop.parts(accounts.chunks.count) { index in
            Part(
                of: accounts.chunks[index], at: index, by: wanted, in: context, since: before?.part(index),
                news: before?.news[index] ?? [])
        }
        let columns = catalogue.indices.map { place in Numbers(chunks: parts.map { $0.columns[place] }) }
        metrics = Metrics(asOf: context.asOf, catalogue: catalogue, columns: columns)
        self.context = context
        self.parts = parts
    }

    /// What was counted beside the metrics, for `ExpectedLifetimes`: nothing where none of them hangs on it.
    var paying: Numbers? {
        guard !ExpectedLifetimes.counted(for: metrics.catalogue).isEmpty else { return nil }
        return Numbers(chunks: parts.map { $0.columns[metrics.catalogue.count] })
    }

    /// A metric as the facts tell it, before anybody's past is looked at.
    func measured(_ place: Int, chunk: Int) -> NumberChunk { parts[chunk].columns[place] }

    /// What was measured before, of which accounts, and what has come since for them.
    package struct Before: Sendable {
        let measurement: Measurement?
        private let accounts: Accounts
        /// By chunk, the rows that facts speak of.
        fileprivate let news: [Int: Set<Int>]

        package init(_ measurement: Measurement?, of accounts: Accounts, news: [Facts.Change]) {
            self.measurement = measurement
            self.accounts = accounts
            let slots = measurement == nil ? [] : news.compactMap(\.slot)
            self.news = slots.reduce(into: [:]) { $0[$1 / Chunk.size, default: []].insert($1 % Chunk.size) }
        }

        fileprivate func holds(for catalogue: [Metric], in context: MeasuringContext) -> Bool {
            guard let measurement else { return false }
            return measurement.metrics.catalogue.map(\.name) == catalogue.map(\.name)
                && measurement.context.agrees(with: context)
        }

        /// One chunk of what was measured; nothing where the accounts of before are others than those.
        fileprivate func part(_ index: Int) -> Part? {
            guard let measurement, index < measurement.parts.count, index < accounts.chunks.count,
                measurement.parts[index].chunk === accounts.chunks[index]
            else { return nil }
            return measurement.parts[index]
        }
    }
}

extension Measurement {
    /// One chunk.
    fileprivate struct Part: Sendable {
        let chunk: AccountChunk
        /// In the order of the catalogue, and then what is counted beside it.
        let columns: [NumberChunk]
        /// From when on time alone may change a number of the day: of each row, and of the first of them.
        let steadyUntil: ContiguousArray<Moment>
        let firstChange: Moment
        /// The rows that were measured anew, in order; nothing where that is all of them.
        let anew: [Int]?

        init(
            of chunk: AccountChunk, at index: Int, by catalogue: [Metric], in context: MeasuringContext,
            since before: Part?, news: Set<Int>
        ) {
            let rows = before?.rowsToMeasure(in: chunk, news: news, at: context.asOf) ?? Array(0..<chunk.count)
            self.chunk = chunk
            anew = before == nil ? nil : rows
            if let before, rows.isEmpty, chunk.count == before.chunk.count {
                (columns, steadyUntil, firstChange) = (before.columns, before.steadyUntil, before.firstChange)
                return
            }
            let measured = MeasuredRows(rows, of: chunk, from: index * Chunk.size, by: catalogue, in: context)
            columns = catalogue.enumerated().map { place, metric in
                measured.column(metric, over: before?.columns[place], in: context)
            }
            steadyUntil = measured.steadyUntil(over: before?.steadyUntil, in: context)
            firstChange = steadyUntil.min() ?? .distantFuture
        }

        /// Those with news, those that are new, and those whose time has come.
        private func rowsToMeasure(in now: AccountChunk, news: Set<Int>, at asOf: AsOf) -> [Int] {
            var rows = news.union(chunk.count..<max(chunk.count, now.count))
            if firstChange <= asOf.now {
                rows.formUnion(steadyUntil.indices.filter { steadyUntil[$0] <= asOf.now })
            }
            return rows.sorted()
        }
    }
}

/// The accounts that were measured anew: of all others, facts come to what they came to before.
struct MeasuredAnew: Sendable {
    /// By chunk, the rows, in order; nothing where that is all of them.
    let chunks: [[Int]?]

    static let everybody = MeasuredAnew(chunks: [])

    /// 1 for each of the rows of a chunk that is one of them.
    func marks(chunk: Int, rows count: Int) -> ContiguousArray<UInt8> {
        guard chunk < chunks.count, let rows = chunks[chunk] else { return ContiguousArray(repeating: 1, count: count) }
        var marks = ContiguousArray<UInt8>(repeating: 0, count: count)
        for row in rows { marks[row] = 1 }
        return marks
    }
}

extension MeasuringContext {
    /// Whether what was measured in this one holds in a later one, for accounts without news.
    fileprivate func agrees(with later: MeasuringContext) -> Bool {
        asOf.today == later.asOf.today && asOf.now <= later.asOf.now && asOf.zone == later.asOf.zone
            && rates.dated == later.rates.dated && configuredRates == later.configuredRates
            && reporting == later.reporting && features == later.features && billing == later.billing
            && deliveredKinds == later.deliveredKinds && unusableKinds == later.unusableKinds
            && mixed == later.mixed
            && maxAgeDays == later.maxAgeDays
    }
}
