import Columns

/// Renewal probability by base rates (METRICS M24; customer-success 3.14).
///
/// What is known is not modelled: a signed term is closed, one with notice is lost. For the rest
/// `p = (renewed + α·p0) ÷ (n + α)`: of n past terms like it so many renewed, and the band's own expectation p0 counts
/// as much as α of them. That is the mean of a Beta-Binomial; with no history it is p0, and with much it is the past.
package struct RenewalModel: Sendable {
    /// α: how many past terms the prior weighs.
    package let priorStrength: Double
    package let reporting: Currency
    package let configuredRates: [Currency: Double]
    /// What is recurring, how short a term is none, and how late a decision still counts.
    package let billing: BillingPolicy

    package init(
        reporting: Currency, configuredRates: [Currency: Double] = [:], billing: BillingPolicy = BillingPolicy(),
        priorStrength: Double = 10
    ) {
        self.reporting = reporting
        self.configuredRates = configuredRates
        self.billing = billing
        self.priorStrength = priorStrength
    }

    /// The history it asks for: bands, and the models they were given by.
    package static let lookBacks = ["health.band", LookBack.modelPath].map { LookBack($0, days: 400) }

    package func forecasts(
        for accounts: Accounts, given health: HealthScores, history: History = History(), at asOf: AsOf,
        since before: RenewalForecasts.Before? = nil
    ) -> RenewalForecasts {
        let context = MeasuringContext(
            of: accounts, at: asOf, reporting: reporting, configuredRates: configuredRates, billing: billing)
        let evidence = RenewalEvidence(from: accounts, given: health, history: history, under: billing, at: asOf)
        let terms = terms(of: accounts, in: context, since: before)
        let all = terms.enumerated().flatMap { slot, terms -> [RenewalForecast] in
            guard !terms.isEmpty else { return [] }
            let band = health.band(of: slot)
            return terms.map { forecast(of: $0, slot: slot, band, evidence, at: asOf) }
        }
        return RenewalForecasts(all: all, terms: terms)
    }

    /// By slot; none of whoever is no customer.
    private func terms(
        of accounts: Accounts, in context: MeasuringContext, since before: RenewalForecasts.Before?
    ) -> [[RenewalTerm]] {
        accounts.chunks.enumerated().flatMap { index, chunk in
            let anew = (before?.anew ?? .everybody).marks(chunk: index, rows: chunk.count)
            return anew.enumerated().map { row, isAnew -> [RenewalTerm] in
                let slot = index * Chunk.size + row
                if isAnew == 0, let known = before?.forecasts.terms, slot < known.count { return known[slot] }
                let account = accounts[slot]
                guard account.watchedStatus(at: context.asOf)?.isCustomer == true else { return [] }
                return account.termsAhead(in: context)
            }
        }
    }

    private func forecast(
        of term: RenewalTerm, slot: Int, _ band: HealthBand, _ evidence: RenewalEvidence, at asOf: AsOf
    ) -> RenewalForecast {
        let like = evidence.count(band: band.key, distance: RenewalEvidence.Distance(days: term.end - asOf.today))
        let (probability, category) = expectation(of: term.settled, like, prior: band.renews)
        return RenewalForecast(
            contract: term.identity, slot: slot, renewsOn: term.end, noticeBy: term.end - max(0, term.noticeDays),
            autoRenews: term.autoRenews, amount: term.amount, probability: probability, category: category,
            likeIt: like.all, likeItRenewed: like.renewed, humanCategory: term.humanCategory)
    }

    private func expectation(
        of settled: RenewalTerm.Settled?, _ like: RenewalEvidence.Count, prior: Double
    ) -> (Double, RenewalForecast.Category) {
        switch settled {
        case .renewed: return (1, .closed)
        case .lost: return (0, .lost)
        case nil:
            let probability = probability(renewed: like.renewed, of: like.all, prior: prior)
            return (probability, RenewalForecast.Category(probability: probability))
        }
    }

    package func probability(renewed: Int, of all: Int, prior: Double) -> Double {
        (Double(renewed) + priorStrength * prior) / (Double(all) + priorStrength)
    }
}

extension RenewalForecast.Category {
    /// Of a term that is not decided yet.
    package init(probability: Double) {
        switch probability {
        case 0.9...: self = .commit
        case 0.6...: self = .bestCase
        default: self = .atRisk
        }
    }
}
