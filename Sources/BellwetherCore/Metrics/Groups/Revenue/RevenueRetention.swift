extension GroupMetric {
    /// MRR lost by accounts that stopped paying, over the opening MRR (M12): as most documents have it, blind to
    /// downgrades.
    package static let cancelledMRR = ofOpening(
        "cancelled_mrr_churn", example: 0.3, "MRR lost with accounts that left, over MRR at the start."
    ) { $0.churn }

    /// With what the others took away (M12).
    package static let grossMRRChurn = ofOpening(
        "gross_mrr_churn", example: 0.35, "MRR lost to leaving and downgrades, over MRR at the start."
    ) { $0.churn + $0.contraction }

    /// Less what was added and what came back (M12); below 0 where more was won than lost.
    package static let netMRRChurn = ofOpening(
        "net_mrr_churn", example: 0.07, "The same less expansion and returns; below 0 is growth."
    ) { $0.churn + $0.contraction - $0.expansion - $0.reactivation }

    private static func ofOpening(
        _ name: String, example: Double, _ help: String, _ part: @escaping @Sendable (MRRMovements) -> Int64
    ) -> GroupMetric {
        GroupMetric("group.\(name)", .ratio, .lowerIsBetter, from: [.subscription], example: example, help) { group in
            group.openingRatio(part)
        }
    }

    /// What the accounts of the start pay at the end, over what they paid then (M16): new and returning ones aside.
    /// Both at the rates of the start, or rates would look like loyalty.
    package static let netRetention = GroupMetric(
        "group.nrr", .ratio, .higherIsBetter, from: [.subscription], example: 0.85,
        "Net revenue retention: what the accounts of the start pay at the end, over what they paid."
    ) { $0.retention { $1 } }

    /// The same with no account counted for more than it paid at the start (M16): never above 1.
    package static let grossRetention = GroupMetric(
        "group.grr", .ratio, .higherIsBetter, from: [.subscription], example: 0.65,
        "Gross revenue retention: the same, with nobody's growth counted."
    ) { $0.retention { min($0, $1) } }

    /// MRR won over MRR lost (M16). Without losses there is nothing to divide by.
    package static let quickRatio = GroupMetric(
        "group.quick_ratio", .factor, .higherIsBetter, from: [.subscription], example: 1.143,
        "MRR won (new, expansion, returns) over MRR lost; 4 is four won for each one lost."
    ) { $0.ratio({ $0.new + $0.expansion + $0.reactivation }, over: { $0.contraction + $0.churn }) }

    /// The same as Baremetrics has it, without those that came back (M16).
    package static let quickRatioWithoutReturns = GroupMetric(
        "group.quick_ratio_without_returns", .factor, .higherIsBetter, from: [.subscription], example: 0.914,
        "The quick ratio without accounts that came back."
    ) { $0.ratio({ $0.new + $0.expansion }, over: { $0.contraction + $0.churn }) }
}

extension AccountGroup {
    func ratio(_ part: (MRRMovements) -> Int64, over whole: (MRRMovements) -> Int64) -> Measured {
        switch moved {
        case .failure(let reason): return .absent(reason)
        case .success(let sum):
            guard whole(sum) > 0 else { return .absent(.emptyDenominator) }
            return .known(Double(part(sum)) / Double(whole(sum)))
        }
    }

    /// Over the opening MRR. What was won and lost within the period is none of the opening cohort's; who was there before
    /// and came back is set off all the same (M12).
    fileprivate func openingRatio(_ part: (MRRMovements) -> Int64) -> Measured {
        var lost = MRRMovements()
        for ledger in ledgers {
            guard case .success(var movements) = ledger.movements else { return total(\.close, of: \.movements) }
            if movements.open + movements.correction <= 0 {
                let back = ledger.isNew ? 0 : movements.reactivation
                movements = MRRMovements()
                movements.reactivation = back
            }
            lost = lost + movements
        }
        let open = lost.open + lost.correction
        guard open > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(part(lost)) / Double(open))
    }

    /// Over the opening cohort; `kept` says what of an account's end counts, given its start.
    fileprivate func retention(_ kept: (Int64, Int64) -> Int64) -> Measured {
        var opening: Int64 = 0
        var ending: Int64 = 0
        for ledger in ledgers {
            // As known now: what was learnt since belongs to what was there.
            guard case .known(let open) = ledger.opening else { return sum(\.opening).map { Double($0) } }
            guard open > 0 else { continue }
            guard case .known(let end) = ledger.endAtStartRates else { return .absent(.noFxRate) }
            opening += open
            ending += kept(open, end)
        }
        guard opening > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(ending) / Double(opening))
    }
}
