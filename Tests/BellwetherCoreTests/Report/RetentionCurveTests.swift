import Testing

@testable import BellwetherCore

@Suite struct RetentionCurveTests {
    @Test func `a cohort is followed as far as all of it has come`() throws {
        var company = Company()
        for (slot, start, end) in [
            (0, "2025-01-10", nil), (1, "2025-02-20", "2025-06-01"), (2, "2025-03-05", nil),
            (3, "2025-03-31", "2026-01-15"),
            (4, "2026-01-05", nil as String?),
        ] {
            company.addAccount("a\(slot)", slot: slot)
            var fields: [String: FactValue] = [
                "mrr": .integer(1_000_000), "started_at": .text(start),
                "status": .text(end == nil ? "active" : "ended"),
            ]
            if let end { fields["ended_at"] = .text(end) }
            company.add(.subscription, "s\(slot)", slot: slot, fields)
        }
        let cohorts = RetentionCurve.all(of: company.accounts, in: company.context(at: "2026-03-25T09:00"))
        #expect(cohorts.map(\.quarter) == ["2025-Q1", "2026-Q1"])
        #expect(cohorts.map(\.accounts) == [4, 1])
        // One left in its fourth month, one in its tenth; not all have come to their twelfth.
        #expect(cohorts[0].retained == [1, 1, 0.75, 0.75])
        #expect(cohorts[1].retained == [1])
    }
}
