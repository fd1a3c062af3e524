import BellwetherCore
import BellwetherSources
import Columns
import Foundation
import Testing

/// A generated company, read through the mapping that is shipped for it, against `Independent`: plain Python that
/// shares nothing with us but the definitions.
@Suite(
    .enabled(if: GeneratedCompany.generator != nil, "the generated company lies beside the project, and is not there"))
struct IndependentMetricsTests {
    /// At the end of the data, and before it: nothing of the time after may be seen then. With summer time, with half
    /// an hour, with both; and at hours when it is another day there than in UTC.
    private static let moments = [
        MetricsMoment("UTC", "2026-11-21T06:00:00Z", "2026-08-01", "2026-11-01"),
        MetricsMoment("America/New_York", "2026-11-21T03:30:00Z", "2026-08-01", "2026-11-01"),
        MetricsMoment("Asia/Kolkata", "2026-08-14T20:00:00Z", "2026-05-15", "2026-08-15"),
        MetricsMoment("Australia/Lord_Howe", "2026-05-01T15:00:00Z", "2026-03-20", "2026-05-01"),
    ]

    @Test func `an independent computation agrees on every metric of every account and group`() async throws {
        let folder = try Folder()
        let exports = folder.path + "/exports"
        try Independent.makeCompany(in: exports)
        let company = try await LoadedCompany(in: folder.path, mapped: Independent.mapping())
        #expect(company.rejected.isEmpty)
        var (seen, cases): ([String: Int], [String: Int]) = ([:], [:])
        for moment in Self.moments {
            let plain = try Independent.measure([exports], at: moment)
            let comparison = try Comparison(company.accounts, at: moment)
            comparison.expectSameAccounts(as: plain, counting: &seen)
            comparison.expectSameGroups(as: plain, counting: &seen)
            comparison.expectSameForecasts(as: plain)
            cases.merge(plain.cases, uniquingKeysWith: +)
        }
        // Agreeing that nothing is known proves little.
        let never = Set(Metric.all.map(\.name) + GroupMetric.all.map(\.name)).subtracting(seen.keys)
        #expect(never.isEmpty)
        for table in ["bucket", "reason", "topic"] { #expect(seen[table] ?? 0 > 0, "\(table)") }
        for (name, count) in cases { #expect(count >= 5, "\(name)") }
    }

    /// Periods that begin after a first visit, after a second, and before any; the last as it was known between them.
    private static let laterMoments = [
        MetricsMoment("UTC", "2027-01-10T06:00:00Z", "2026-12-01", "2027-01-01"),
        MetricsMoment("America/New_York", "2027-01-10T03:00:00Z", "2026-12-15", "2027-01-09"),
        MetricsMoment("UTC", "2026-12-12T06:00:00Z", "2026-10-01", "2026-12-12"),
    ]

    @Test func `and on what was learnt late, and on whose accounts they were when the period began`() async throws {
        let company = try await VisitedCompany()
        #expect(company.rejected.isEmpty)
        var (seen, cases): ([String: Int], [String: Int]) = ([:], [:])
        for moment in Self.laterMoments {
            let plain = try Independent.measure(company.folders, at: moment)
            let asOf = try moment.asOf
            let start = asOf.zone.start(of: try moment.period.start)
            let comparison = try Comparison(
                try await company.accounts(knownAt: asOf.now, in: asOf.zone),
                knownThen: try await company.accounts(knownAt: start, in: asOf.zone), at: moment)
            comparison.expectSameGroups(as: plain, counting: &seen)
            cases.merge(plain.cases, uniquingKeysWith: +)
        }
        #expect(seen["group.correction"] ?? 0 > 0)
        for (name, count) in cases { #expect(count >= 5, "\(name)") }
    }
}
