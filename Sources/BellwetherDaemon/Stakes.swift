import BellwetherConfig
import BellwetherCore
package import BellwetherStore

extension Inquiries {
    /// An account, what may be lost with it, and why.
    package struct Stake: Sendable, Hashable {
        package let account: String
        package let score: Double?
        package let band: String
        /// What is expected to be lost within a year, in the reporting currency.
        package let money: Double?
        package let currency: String
        /// The measures that cost most of its score, the worst first.
        package let reasons: [String]

        package var text: String {
            let score = score.map { "\(Int($0.rounded()))" } ?? "no score"
            let amount = money.map { ", \(Int($0.rounded()).inProse) \(currency) at stake" } ?? ""
            let why = reasons.isEmpty ? "" : ": " + reasons.joined(separator: " · ")
            return "  \(Inert.row(account))  \(score), \(band)\(amount)\(why)"
        }
    }

    /// The watched accounts with most at stake: what is up for renewal, or a year of recurring revenue, by how likely it
    /// is to be lost.
    package func stakes(atMost count: Int) async throws(StoreError) -> [Stake] {
        let (turn, history) = try await turn()
        let mrr = turn.metrics.index(of: "revenue.mrr")
        let ranked = (0..<turn.accounts.slotCount).compactMap { slot -> (slot: Int, money: Double?, score: Double)? in
            guard turn.health.model.measured(slot).value != nil else { return nil }
            let next = turn.forecasts.next(of: slot)
            let amount = next?.amount.value ?? mrr.flatMap { turn.metrics.value($0, of: slot).value }.map { $0 * 12 }
            let loss = 1 - (next?.probability ?? turn.health.band(of: slot).renews)
            // Nothing at stake is nothing to say: most often no source tells of money yet.
            let money = amount.map { $0 * loss }.flatMap { $0 > 0 ? $0 : nil }
            return (slot, money, turn.health.score.measured(slot).value ?? 100)
        }
        let order = ranked.sorted { ($0.money ?? 0, $1.score, $1.slot) > ($1.money ?? 0, $0.score, $0.slot) }
        return order.prefix(count).map { stake(of: $0.slot, $0.money, in: turn, given: history) }
    }

    private func stake(of slot: Int, _ money: Double?, in turn: Turn, given history: History) -> Stake {
        let explained = turn.explanation(of: slot, given: history, under: installation.policy)
        let known = explained.measures.filter { $0.score != nil }
        let weight = known.reduce(0) { $0 + $1.weight }
        let lost = known.compactMap { measure -> (name: String, points: Double)? in
            guard let score = measure.score, score < 100, measure.weight > 0 else { return nil }
            return (measure.name, (100 - score) * measure.weight / weight)
        }
        let reasons = lost.sorted { ($0.points, $1.name) > ($1.points, $0.name) }.prefix(3).map { measure in
            "\(measure.name) −\(Int(measure.points.rounded()))"
        }
        let wanted =
            explained.missingRequired.isEmpty
            ? explained.measures.filter { $0.score == nil }.map(\.name) : explained.missingRequired
        let missing = explained.score == nil ? wanted.prefix(3).map { "\($0) not known" } : []
        return Stake(
            account: explained.name.isEmpty ? explained.account : explained.name, score: explained.score,
            band: explained.band ?? turn.health.band(of: slot).label, money: money,
            currency: installation.policy.reporting.code, reasons: missing + reasons)
    }
}
