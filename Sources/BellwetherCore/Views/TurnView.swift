import CEL

/// A turn as people look at it, with the past and the policy it was made under: what every page is made from.
///
/// Values only, and shared with the evaluator's memory: to look costs no turn.
package struct TurnView: Sendable {
    package let turn: Turn
    package let history: History
    package let policy: Policy

    package init(_ turn: Turn, history: History, policy: Policy) {
        self.turn = turn
        self.history = history
        self.policy = policy
    }

    package var asOf: AsOf { turn.metrics.asOf }

    package var printer: ValuePrinter {
        ValuePrinter(currency: policy.reporting, asOf: asOf, bands: policy.healthModels.bands)
    }

    /// The slots of customers: accounts that are neither gone nor prospects, nor left out of everything.
    var customers: [Int] {
        (0..<turn.accounts.slotCount).filter { slot in
            let account = turn.accounts[slot]
            guard let profile = account.profile, !profile.isExcluded else { return false }
            return account.status(at: asOf)?.isCustomer == true
        }
    }

    /// In major units of the reporting currency.
    func mrr(of slot: Int) -> Measured { measured("revenue.mrr", of: slot) }

    func measured(_ metric: String, of slot: Int) -> Measured {
        turn.metrics.index(of: metric).map { turn.metrics.value($0, of: slot) } ?? .absent(.noData)
    }

    /// The people's name for an owner; the key itself where nobody has given one.
    package func ownerName(_ key: String?) -> String {
        guard let key else { return "" }
        return policy.rules.context.people.person(key)?.name ?? key
    }
}

extension ValuePrinter {
    /// `27 Nov 09:05`, as clocks show it where the workspace is.
    package func text(at moment: Moment) -> String {
        let minute = asOf.zone.secondOfDay(at: moment) / 60
        return
            "\(text(asOf.zone.day(of: moment))) \(DecimalText.padded(minute / 60)):\(DecimalText.padded(minute % 60))"
    }

    /// `27 Nov 09:05`, or the day alone where a day is all that is known.
    package func text(atOrOn moment: Moment) -> String {
        asOf.zone.secondOfDay(at: moment) == 0 ? text(asOf.zone.day(of: moment)) : text(at: moment)
    }

    /// `12 min`, `3 h`, `5 d`: how long ago something was, or how long it takes.
    package func age(since moment: Moment) -> String {
        let seconds = max(0, (asOf.now - moment).components.seconds)
        switch seconds {
        case ..<90: return "\(seconds) s"
        case ..<5_400: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3_600) h"
        default: return "\(seconds / 86_400) d"
        }
    }

    /// `12 min ago`; `just now` of what is too short to be of interest.
    package func ago(_ moment: Moment) -> String {
        (asOf.now - moment).components.seconds < 10 ? "just now" : "\(age(since: moment)) ago"
    }

    /// One decimal, as scores are shown everywhere.
    package func score(_ score: Double) -> String { DecimalText.fixed(score, places: 1) }

    /// `+2.6`, `−16.1`
    package func change(_ points: Double) -> String { (points > 0 ? "+" : "") + score(points) }

    package func money(minor: Int64) -> String { money(Money(minor: minor, currency: currency).major) }

    package func text(_ value: Double, of metric: Metric?) -> String {
        text(.double(value), unit: metric.flatMap { Unit(named: $0.unit.rawValue) })
    }

    package func share(_ ratio: Double) -> String { DecimalText.fixed(ratio * 100, places: 0) + "\u{A0}%" }
}
