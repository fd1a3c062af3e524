import Testing

@testable import BellwetherCore

@Suite struct BacktestSpanTests {
    private static func ends(
        horizon: Int = 90, from: String? = nil, to: String? = nil, since: String? = "2026-01-10",
        known: String = "2026-07-29"
    ) -> [String] {
        var span = BacktestSpan()
        span.horizonDays = horizon
        (span.from, span.to) = (from.map { .on($0) }, to.map { .on($0) })
        return span.monthEnds(since: since.map { .on($0) }, knownThrough: .on(known)).map(\.description)
    }

    /// The ninety days after 30 April end with 29 July, which has to be over.
    @Test func `goes over the months whose horizon is over, from when there was something to measure`() {
        #expect(Self.ends(known: "2026-07-28") == ["2026-02-28", "2026-03-31"])
        #expect(Self.ends(known: "2026-07-30") == ["2026-02-28", "2026-03-31", "2026-04-30"])
        #expect(Self.ends(horizon: 30, known: "2026-04-01") == ["2026-02-28"])
    }

    @Test func `takes what it is told to`() {
        #expect(Self.ends(from: "2026-01-31") == ["2026-01-31", "2026-02-28", "2026-03-31"])
        #expect(Self.ends(from: "2026-02-01", to: "2026-03-30") == ["2026-02-28"])
        #expect(Self.ends(from: "2026-06-01").isEmpty && Self.ends(since: "2026-07-01").isEmpty)
    }

    @Test func `says which month would be the first, and from when on it can be judged`() throws {
        var span = BacktestSpan()
        let first = try #require(span.firstMonth(from: .on("2026-05-31")))
        #expect(first.end == .on("2026-05-31") && first.judgedFrom == .on("2026-08-30"))
        #expect(span.firstMonth(from: .on("2026-06-01"))?.end == .on("2026-06-30"))
        span.horizonDays = 30
        #expect(span.monthEnds(since: .on("2026-05-03"), knownThrough: .on("2026-06-29")).isEmpty)
        #expect(span.monthEnds(since: .on("2026-05-03"), knownThrough: .on("2026-07-01")) == [.on("2026-05-31")])
        #expect(span.firstMonth(from: .on("2026-05-03") + BacktestSpan.daysLookedBack)?.judgedFrom == .on("2026-07-01"))
    }

    @Test func `goes no further back than three years`() {
        let all = Self.ends(since: nil)
        #expect(all.count == 36 && all.first == "2023-04-30" && all.last == "2026-03-31")
    }

    @Test func `knows what became of accounts up to when the source that tells of them was last read`() throws {
        func source(_ name: String, _ kind: String, _ day: String?) -> SourceStanding {
            SourceStanding(
                name: name, kinds: [kind], state: .fresh, lastGoodLoad: day.flatMap { Moment("\($0)T09:00Z") })
        }
        let today = Day.on("2026-07-29")
        let sources = [
            source("crm", "account", "2026-06-01"), source("billing", "subscription", "2026-07-01"),
            source("help", "ticket", "2026-01-01"), source("new", "account", nil),
        ]
        #expect(BacktestSpan.known(by: sources, on: today, in: .utc) == .on("2026-06-01"))
        #expect(BacktestSpan.known(by: [sources[2]], on: today, in: .utc) == today)
    }
}
