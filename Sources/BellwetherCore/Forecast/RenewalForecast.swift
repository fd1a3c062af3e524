/// What is expected of one term that comes up for renewal.
package struct RenewalForecast: Sendable, Hashable {
    package enum Category: String, Sendable, Hashable, CaseIterable {
        case closed, commit
        case bestCase = "best_case"
        case atRisk = "at_risk"
        case lost
    }

    /// Of the contract, or of the subscription whose term stands in for one.
    package let contract: FactIdentity
    package let slot: Int
    /// The day the term ends.
    package let renewsOn: Day
    /// The last day on which notice can be given; the renewal date itself where no notice is needed.
    package let noticeBy: Day
    package let autoRenews: Bool
    /// Up for renewal in the reporting currency, or why that is not known.
    package let amount: Measured
    package let probability: Double
    package let category: Category
    /// The evidence: of so many like it (same band and days to due), so many renewed.
    package let likeIt: Int
    package let likeItRenewed: Int
    /// What the team itself expects, where it says so. Told beside the computed category, never mixed with it.
    package let humanCategory: Category?

    package init(
        contract: FactIdentity, slot: Int, renewsOn: Day, noticeBy: Day, autoRenews: Bool, amount: Measured,
        probability: Double, category: Category, likeIt: Int, likeItRenewed: Int, humanCategory: Category? = nil
    ) {
        self.contract = contract
        self.slot = slot
        self.renewsOn = renewsOn
        self.noticeBy = noticeBy
        self.autoRenews = autoRenews
        self.amount = amount
        self.probability = probability
        self.category = category
        self.likeIt = likeIt
        self.likeItRenewed = likeItRenewed
        self.humanCategory = humanCategory
    }

    /// Whether there was history to learn from; without it the probability is the band's own `renews`.
    package var isPriorOnly: Bool { likeIt == 0 }
}

/// The forecasts of all terms ahead, and of each account its next one.
package struct RenewalForecasts: Sendable {
    /// Ordered by slot, then by renewal date and identity.
    package let all: [RenewalForecast]
    /// For each slot, the index of its next renewal in `all`.
    package let next: [Int: Int]
    /// By slot, the terms they are of.
    let terms: [[RenewalTerm]]

    /// What was expected the last time, and whose facts come to something else since.
    package struct Before {
        let forecasts: RenewalForecasts
        let anew: MeasuredAnew

        init(_ forecasts: RenewalForecasts, anew: MeasuredAnew) {
            self.forecasts = forecasts
            self.anew = anew
        }
    }

    package init(all: [RenewalForecast]) { self.init(all: all, terms: []) }

    init(all: [RenewalForecast], terms: [[RenewalTerm]]) {
        self.all = all
        self.terms = terms
        var next: [Int: Int] = [:]
        next.reserveCapacity(all.count)
        // They stand in the order of their slots.
        for index in all.indices where index == 0 || all[index].slot != all[index - 1].slot {
            next[all[index].slot] = index
        }
        self.next = next
    }

    package func next(of slot: Int) -> RenewalForecast? { next[slot].map { all[$0] } }
}
