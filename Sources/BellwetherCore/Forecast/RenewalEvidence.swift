import Columns

/// How terms like one that comes up have ended before.
///
/// Like it are those whose account was in the same band when they were about as far from their end. Which band that
/// was is history's to say; an outcome from before there was history tells nothing about bands and is left out.
struct RenewalEvidence {
    /// Days until the term ends, in four stretches: what a band means changes as the date comes near.
    enum Distance: Int, CaseIterable {
        case month, quarter, half, beyond

        init(days: Int) {
            switch days {
            case ...30: self = .month
            case ...90: self = .quarter
            case ...180: self = .half
            default: self = .beyond
            }
        }

        /// The day in the middle of the stretch, on which a past term's band is looked up.
        var typicalDays: Int {
            switch self {
            case .month: 15
            case .quarter: 60
            case .half: 135
            case .beyond: 270
            }
        }
    }

    struct Count {
        var all = 0
        var renewed = 0
    }

    private struct Kind: Hashable {
        let band: String
        let distance: Distance
    }

    private var counts: [Kind: Count] = [:]

    init(
        from accounts: Accounts, given health: HealthScores, history: History, under billing: BillingPolicy,
        at asOf: AsOf
    ) {
        let past = BandHistory(of: health, history)
        for (index, chunk) in accounts.chunks.enumerated() {
            for row in 0..<chunk.count {
                let slot = index * Chunk.size + row
                for renewal in chunk.renewals[row] where renewal.isKnown(at: asOf) {
                    guard let date = renewal.renewalDate, renewal.isOfATerm(under: billing) else { continue }
                    for distance in Distance.allCases {
                        let then = asOf.zone.start(of: date - distance.typicalDays)
                        guard then < asOf.now, let band = past.told(by: then)?.band(of: slot)
                        else { continue }
                        counts[Kind(band: band, distance: distance), default: Count()].add(
                            renewal.isRenewedInTime(under: billing))
                    }
                }
            }
        }
    }

    func count(band: String, distance: Distance) -> Count {
        counts[Kind(band: band, distance: distance)] ?? Count()
    }
}

extension RenewalEvidence.Count {
    fileprivate mutating func add(_ isRenewed: Bool) {
        all += 1
        renewed += isRenewed ? 1 : 0
    }
}

extension RenewalOutcome {
    fileprivate func isOfATerm(under billing: BillingPolicy) -> Bool {
        renewalDate.map {
            RenewalTerm.isRenewal(from: termStart, to: $0, atLeast: billing.shortestTermMonths)
        } ?? false
    }
}
