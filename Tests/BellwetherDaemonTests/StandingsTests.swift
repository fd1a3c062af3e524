import BellwetherConfig
import BellwetherCore
import BellwetherSources
import BellwetherStore
import Diagnostics
import Documents
import Testing

@testable import BellwetherDaemon

@Suite struct StandingsTests {
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    private func source(_ freshness: String = "fresh_for: 6h") throws -> SourceDefinition {
        let yaml = """
            sources:
              - name: crm
                csv: { path: a.csv }
                every: 1h
                \(freshness)
                newest_within: 36h
                facts: { account: { columns: { id: ID, name: Name } } }
            """
        let report = DiagnosticReport()
        let settings = try #require(
            Document.read(Array(yaml.utf8), named: "t.yaml").settings(reportingTo: report))
        return try #require(SourceDefinition.read(settings.sections("sources"), from: "/nowhere").first)
    }

    private func record(
        load: Duration?, newest: Duration? = nil, failing: Duration? = nil
    ) -> SourceRecord {
        SourceRecord(
            name: "crm", lastGoodLoad: load.map { nine - $0 }, newestRow: newest.map { nine - $0 },
            failure: failing.map { .init(since: nine - $0, at: nine, because: "it is gone") })
    }

    @Test func `a source is fresh, stale or broken by its last good load, its newest row and its failures`() throws {
        let source = try source()
        let hour = Duration.seconds(3600)
        #expect(source.standing(nil, at: nine, in: .utc).state == .neverLoaded)
        #expect(source.standing(record(load: hour), at: nine, in: .utc).state == .fresh)
        #expect(source.standing(record(load: hour * 7), at: nine, in: .utc).state == .stale(since: nine - hour))
        #expect(
            source.standing(record(load: hour, newest: hour * 40), at: nine, in: .utc).state
                == .stale(since: nine - hour * 4))
        #expect(source.standing(record(load: hour * 6, failing: hour * 5), at: nine, in: .utc).state == .fresh)
        #expect(
            source.standing(record(load: hour * 7, failing: hour * 6), at: nine, in: .utc).state
                == .broken(since: nine - hour * 6, because: "it is gone"))
        #expect(
            source.standing(record(load: nil, failing: hour), at: nine, in: .utc).state
                == .broken(since: nine - hour, because: "it is gone"))
    }

    @Test func `a fact of a day speaks of all of it, by the installation's midnight`() throws {
        let source = try source()
        let berlin = try #require(Zones.named("Europe/Berlin"))
        let day = try #require(Day("2026-11-19"))
        func state(_ zone: Zone, at now: Moment) -> SourceStanding.State {
            let record = SourceRecord(name: "crm", lastGoodLoad: now - .seconds(60), newestRow: zone.start(of: day))
            return source.standing(record, at: now, in: zone).state
        }
        let end = berlin.start(of: day + 1) + .seconds(36 * 3600)
        #expect(state(berlin, at: end) == .fresh)
        #expect(state(berlin, at: end + .seconds(1)) == .stale(since: end))
        #expect(state(.utc, at: end + .seconds(1)) == .fresh)
    }

    @Test func `a load at a time still to come keeps no source fresh that fails since`() throws {
        let (source, month) = (try source(), Duration.seconds(30 * 86_400))
        let failing = SourceRecord(
            name: "crm", lastGoodLoad: nine + month,
            failure: .init(since: nine - .seconds(7 * 3600), at: nine, because: "it is gone"))
        #expect(
            source.standing(failing, at: nine, in: .utc).state
                == .broken(since: nine - .seconds(7 * 3600), because: "it is gone"))
    }

    @Test func `a source is polled at once that was loaded at a time still to come, and waits no longer to try again`()
        throws
    {
        let (source, month) = (try source(), Duration.seconds(30 * 86_400))
        var rhythm = Poller.Rhythm()
        #expect(rhythm.pause(before: source, record(load: .zero - month), at: nine) == .zero)
        #expect(rhythm.pause(before: source, record(load: .zero), at: nine) > .seconds(3_000))
        rhythm.stumble(at: nine + month)
        #expect(rhythm.pause(before: source, record(load: .zero), at: nine) == .seconds(30))
    }

    @Test func `a source that does not say how old it may grow is broken after three intervals`() throws {
        let source = try source("timeout: 1m")
        let hour = Duration.seconds(3600)
        #expect(source.standing(record(load: hour * 3, failing: hour * 2), at: nine, in: .utc).state == .fresh)
        #expect(
            source.standing(record(load: hour * 4, failing: hour * 3), at: nine, in: .utc).state
                == .broken(since: nine - hour * 3, because: "it is gone"))
        #expect(source.standing(record(load: hour * 30), at: nine, in: .utc).state == .fresh)
    }

    @Test func `trouble with a source is told once, and its end once`() {
        var troubles = SourceTroubles()
        let stale = SourceStanding(name: "crm", kinds: ["account"], state: .stale(since: nine))
        let fresh = SourceStanding(
            name: "crm", kinds: ["account"], state: .fresh, lastGoodLoad: nine + .seconds(60))
        let words = troubles.words(on: [stale], watched: 1200, at: nine, in: .utc)
        #expect(words.map(\.topic) == ["source crm"])
        #expect(words.first?.lines.first == "Source crm is stale since Sat 21 Nov 09:00: no new data has come.")
        #expect(troubles.words(on: [stale], watched: 1200, at: nine, in: .utc) == [])
        #expect(
            troubles.words(on: [fresh], watched: 1200, at: nine, in: .utc).map(\.lines) == [
                ["Source crm loads again; what it held goes on."]
            ])
        #expect(troubles.words(on: [fresh], watched: 1200, at: nine, in: .utc) == [])
    }
}

extension StandingsTests {
    @Test func `what another source brings too is said to be held only where this one told it`() {
        var troubles = SourceTroubles()
        let broken = SourceStanding(
            name: "books", kinds: ["account", "invoice", "usage_day"], state: .stale(since: nine))
        let till = SourceStanding(name: "till", kinds: ["invoice", "usage_day"], state: .fresh)
        #expect(
            troubles.words(on: [broken, till], watched: 13, at: nine, in: .utc).first?.lines.dropFirst().first
                == "What hangs on its accounts is held for 13 accounts: nothing opens and nothing closes until it loads "
                + "again. Other sources bring invoices too: only accounts with some from books are held. Other sources "
                + "bring usage days too, and nothing is held for those.")
    }
}

@Suite struct RefusedLoadTests {
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    @Test func `a refused load that later makes its source stale is one trouble, over with the next good load`() {
        var troubles = SourceTroubles()
        troubles.hear([OperatorWords(topic: "source crm", lines: ["Source crm cannot be read: no rows."])], at: nine)
        let before = SourceStanding(name: "crm", kinds: [], state: .fresh, lastGoodLoad: nine - .seconds(60))
        #expect(troubles.words(on: [before], watched: 5, at: nine, in: .utc) == [])
        let stale = SourceStanding(name: "crm", kinds: [], state: .stale(since: nine))
        #expect(troubles.words(on: [stale], watched: 5, at: nine, in: .utc) == [])
        let again = SourceStanding(name: "crm", kinds: [], state: .fresh, lastGoodLoad: nine + .seconds(60))
        #expect(troubles.words(on: [again], watched: 5, at: nine, in: .utc).count == 1)
    }
}

@Suite struct BackoffTests {
    @Test func `waits at random below a bound that doubles up to a quarter of an hour`() {
        for attempt in 1...30 {
            let bound = min(Duration.seconds(900), .seconds(2 << min(attempt - 1, 20)))
            for number in 0..<200 {
                let pause = Backoff.pause(after: attempt, of: number)
                #expect(pause >= .zero && pause < bound)
            }
        }
    }

    @Test func `those that failed together do not come back together`() {
        let pauses = Set((0..<50).map { Backoff.pause(after: 6, of: $0) })
        #expect(pauses.count > 40)
    }
}
