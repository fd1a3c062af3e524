import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct PointsTests {
    /// HubSpot's own: 10 points, half left after a month, none after two.
    @Test(arguments: [(0, 10.0), (15, 7.5), (30, 5), (45, 2.5), (60, 0), (400, 0), (-3, 10)])
    func `points fade along a straight line`(days: Int, left: Double) {
        let points = Points(base: 0, halfAfterDays: 30, entries: [])
        #expect(10 * points.left(afterDays: days) == left)
    }

    @Test func `without decay they stay`() {
        #expect(Points(base: 0, entries: []).left(afterDays: 1000) == 1)
    }

    static let model = """
        health_models:
          - name: behaviour
            min_coverage: 0
            measures:
              doings:
                points:
                  base: 50
                  decay: { half_after: 30d }
                  entries:
                    - { each: touches, where: touch.direction == 'inbound', points: 10, at_most: 15 }
                    - each: tickets
                      where: ticket.priority == 'urgent'
                      points: -20
                    - { when: account.seats > 50, points: 5 }
                    - { per: touch.count_30, points: 1 }
                weight: 1
            bands: [{ name: low, from: 0 }, { name: high, from: 50 }]
        """

    private func company() -> Company {
        var company = Company()
        company.addAccount()
        company.add(.touch, "t1", ["at": "2026-03-25T08:00Z", "direction": "inbound", "kind": "call"])
        company.add(.touch, "t2", ["at": "2026-02-23T08:00Z", "direction": "inbound", "kind": "call"])
        company.add(.touch, "t3", ["at": "2026-03-20T08:00Z", "direction": "outbound", "kind": "call"])
        company.add(.ticket, "k1", ["created_at": "2026-02-23T08:00Z", "priority": "urgent", "status": "open"])
        company.add(.ticket, "k2", ["created_at": "2026-03-24T08:00Z", "priority": "low", "status": "open"])
        return company
    }

    private func value(of company: Company) throws -> HealthBreakdown {
        let (models, words) = HealthModels.written(Self.model)
        #expect(words == [])
        let asOf = AsOf.berlin("2026-03-25T12:00")
        let accounts = company.accounts
        let context = MeasuringContext(of: accounts, at: asOf, reporting: .eur)
        let metrics = Metric.measured(Metric.all, on: accounts, in: context)
        let scores = models.scores(of: accounts, from: metrics, at: asOf)
        let breakdown = try #require(models.bound(to: accounts, metrics, at: asOf).breakdown(of: 0))
        #expect(scores.score.measured(0) == breakdown.score)
        #expect(scores.inputs["health.measure.behaviour.doings"]?.measured(0) == breakdown.parts[0].value)
        return breakdown
    }

    @Test func `good things give, bad things take, each up to its limit`() throws {
        // 10 + 5 inbound, capped at 15; one urgent ticket of thirty days ago takes 10; 5 for the seats; contacts in 30
        // days before today.
        let breakdown = try value(of: company())
        let asOf = AsOf.berlin("2026-03-25T12:00")
        let contacts = Metric.measured(
            Metric.all, on: company().accounts, in: MeasuringContext(of: company().accounts, at: asOf, reporting: .eur))
        let index = try #require(contacts.index(of: "touch.count_30"))
        let known = try #require(contacts.value(index, of: 0).value)
        #expect(breakdown.parts[0].value == .known(50 + 15 - 10 + 5 + known))
    }

    @Test func `it does not matter in which order things came in`() throws {
        var turned = company()
        turned.reorder { $0.reverse() }
        #expect(try value(of: turned).parts[0].value == value(of: company()).parts[0].value)
    }

    @Test func `where a list has no source, nothing is known, which is not nothing`() throws {
        var company = Company()
        company.addAccount()
        company.add(.touch, "t1", ["at": "2026-03-20T08:00Z", "direction": "inbound", "kind": "call"])
        let breakdown = try value(of: company)
        #expect(breakdown.parts[0].value == .absent(.noData))
        #expect(breakdown.score == .absent(.insufficientSample))
    }
}
