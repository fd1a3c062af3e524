import CEL
import Columns
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct OwnLifetimeTests {
    private static let drop = "drop(clv.forward, '90d')"

    /// The first paid 300 ninety days ago; the second was worth more then only because less was lost of others.
    @Test func `only what the account pays and where it stands counts`() throws {
        let sight = Self.sight { slot in slot < 20 ? LifetimeSamples.good : LifetimeSamples.poor }
        let good = LifetimeMonths.expected(monthlyChurn: 120 * 0.02 / 360)
        #expect(try Self.number(0, in: sight).isAbout(100 * 0.8 * good))
        #expect(try Self.number(1, in: sight) == .known(0))
        #expect(try Self.number(20, in: sight) == .known(0))
    }

    @Test func `a band from which more are lost is a drop too`() throws {
        let sight = Self.sight { _ in LifetimeSamples.good }
        let good = LifetimeMonths.expected(monthlyChurn: 120 * 0.02 / 360)
        let poor = LifetimeMonths.expected(monthlyChurn: (9 + 120 * 0.02) / (204 + 120))
        #expect(try Self.number(20, in: sight).isAbout(200 * 0.8 * (good - poor)))
    }

    @Test func `where it is not known which band it was in, only what it pays counts`() throws {
        let sight = Self.sight { _ in nil }
        let good = LifetimeMonths.expected(monthlyChurn: 120 * 0.02 / 360)
        #expect(try Self.number(0, in: sight).isAbout(100 * 0.8 * good))
        #expect(try Self.number(20, in: sight) == .known(0))
    }

    @Test func `where it is not known what it paid there is none`() throws {
        let sight = Self.sight(revenueIsKnown: false) { _ in LifetimeSamples.good }
        #expect(try Self.number(0, in: sight) == .absent(.noHistory))
    }

    @Test func `everything it needs is kept`() throws {
        let condition = try #require(
            Condition.checked(
                Fragment(Self.drop), against: RuleVocabulary.full.names(in: .account), expecting: nil
            ).0)
        let kept = Set(condition.references.lookBacks.map(\.path))
        #expect(kept.isSuperset(of: ["clv.forward", "revenue.mrr", "health.band", "health.model"]))
    }

    // MARK: Samples

    private static func number(_ slot: Int, in sight: Sight) throws -> Measured {
        let names = RuleVocabulary.full.names(in: .account)
        let condition = try #require(Condition.checked(Fragment(drop), against: names, expecting: nil).0)
        let value = condition.value { sight.value(of: condition.references[$0], for: SubjectRow(slot: slot)) }
        switch value {
        case .double(let number): return .known(number)
        case .unknown(let absences):
            return .absent(try #require(AbsenceReason.allCases.first { $0.key == absences.first?.reason }))
        default: return .absent(.sourceError)
        }
    }

    /// - Parameter band: the one of ninety days ago, by slot.
    private static func sight(revenueIsKnown: Bool = true, band: (Int) -> Double?) -> Sight {
        let (accounts, policy, now) = (
            LifetimeSamples.company.accounts, LifetimeSamples.policy, LifetimeSamples.now
        )
        var history = LifetimeSamples.history()
        let then = now - .days(90)
        if revenueIsKnown {
            history.remember("revenue.mrr", Numbers(rows: 40) { .known($0 == 0 ? 300 : 200) }, at: then)
        }
        history.remember("clv.forward", Numbers(rows: 40) { _ in .known(9_999) }, at: then)
        history.remember(
            "health.band", Numbers(rows: 40) { band($0).map(Measured.known) ?? .absent(.notApplicable) }, at: then)
        history.remember(
            "health.model", Numbers(rows: 40) { _ in .known(LifetimeSamples.models.codes[0]) }, at: then)
        let metrics = policy.measurement(of: accounts, at: now, given: history).metrics
        let health = policy.healthModels.scores(of: accounts, from: metrics, given: history, at: metrics.asOf)
        return Sight(accounts: accounts, metrics: metrics, health: health, history: history, asOf: metrics.asOf)
    }
}
