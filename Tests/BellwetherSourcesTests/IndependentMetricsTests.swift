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
            let plain = try Independent.measure(exports, at: moment)
            let comparison = try Comparison(company.accounts, at: moment)
            comparison.expectSameAccounts(as: plain, counting: &seen)
            comparison.expectSameGroups(as: plain, counting: &seen)
            cases.merge(plain.cases, uniquingKeysWith: +)
        }
        // Agreeing that nothing is known proves little.
        let never = Set(Metric.all.map(\.name) + GroupMetric.all.map(\.name)).subtracting(seen.keys)
        #expect(never.isEmpty)
        for table in ["bucket", "reason", "topic"] { #expect(seen[table] ?? 0 > 0, "\(table)") }
        for (name, count) in cases { #expect(count >= 5, "\(name)") }
    }
}
