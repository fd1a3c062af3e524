/// What became of an account's MRR over a period (M14), in ten-thousandths of a minor unit of the reporting currency.
///
/// `close = open + new + expansion + reactivation − contraction − churn + fx + correction`, always and exactly: each
/// balance and movement is converted and rounded once, and what rates did is what is left.
package struct MRRMovements: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case new, expansion, reactivation, contraction, churn
    }

    package var open: Int64 = 0
    package var close: Int64 = 0
    package var new: Int64 = 0
    package var expansion: Int64 = 0
    /// The part of `expansion` that was paid before a pause, and is again: nobody bought anything (M25).
    var resumed: Int64 = 0
    package var reactivation: Int64 = 0
    package var contraction: Int64 = 0
    package var churn: Int64 = 0
    /// What a change of rates did to money that did not move: neither won nor lost.
    package var fxAdjustment: Int64 = 0
    /// What was learnt in the period of the time before it.
    package var correction: Int64 = 0

    package init() {}

    /// What movements come to: all but the rates and the corrections.
    var net: Int64 { new + expansion + reactivation - contraction - churn }

    package var isBalanced: Bool { close == open + net + fxAdjustment + correction }

    mutating func add(_ kind: Kind, _ amount: Int64) {
        switch kind {
        case .new: new += amount
        case .expansion: expansion += amount
        case .reactivation: reactivation += amount
        case .contraction: contraction -= amount
        case .churn: churn -= amount
        }
    }

    package static func + (left: MRRMovements, right: MRRMovements) -> MRRMovements {
        var sum = left
        sum.open += right.open
        sum.close += right.close
        sum.new += right.new
        sum.expansion += right.expansion
        sum.resumed += right.resumed
        sum.reactivation += right.reactivation
        sum.contraction += right.contraction
        sum.churn += right.churn
        sum.fxAdjustment += right.fxAdjustment
        sum.correction += right.correction
        return sum
    }
}

extension MRRTimeline {
    /// All changes of one day, named once by what was paid before and after them.
    struct DayChange {
        let day: Day
        let kind: MRRMovements.Kind
        /// By currency.
        let changes: [Currency: Int64]
        /// Of those, what pauses had taken away and their ends gave back.
        fileprivate let resumed: [Currency: Int64]

        /// Several currencies say only together whether an account pays more or less.
        fileprivate func kind(growingBy converted: Int64) -> MRRMovements.Kind {
            switch kind {
            case .expansion, .contraction: changes.count > 1 ? converted >= 0 ? .expansion : .contraction : kind
            case .new, .reactivation, .churn: kind
            }
        }
    }

    /// The movements of each day on which anything changed, from the very first on.
    func dayChanges(under billing: BillingPolicy) -> [DayChange] {
        var balances: [Int: Int64] = [:]
        var paused: [Int: Int64] = [:]
        var lastPaid: Day?
        var result: [DayChange] = []
        var index = 0
        while index < steps.count {
            let day = steps[index].day
            let wasPaying = balances.values.contains { $0 > 0 }
            var (changes, resumed): ([Currency: Int64], [Currency: Int64]) = ([:], [:])
            var isPause = true
            while index < steps.count, steps[index].day == day {
                let step = steps[index]
                balances[step.subscription, default: 0] += step.change
                changes[step.currency, default: 0] += step.change
                isPause = isPause && step.isPause
                if step.isPause, step.change < 0 {
                    paused[step.subscription] = -step.change
                } else if step.isPause, let before = paused.removeValue(forKey: step.subscription) {
                    resumed[step.currency, default: 0] += min(before, step.change)
                }
                index += 1
            }
            let isPaying = balances.values.contains { $0 > 0 }
            let kind = Self.kind(
                wasPaying, isPaying, isPause: isPause, growth: changes.values.reduce(0, +),
                gap: lastPaid.map { day - $0 }, billing)
            if wasPaying, !isPaying { lastPaid = day }
            let real = changes.filter { $0.value != 0 }
            if !real.isEmpty { result.append(DayChange(day: day, kind: kind, changes: real, resumed: resumed)) }
        }
        return result
    }

    private static func kind(
        _ wasPaying: Bool, _ isPaying: Bool, isPause: Bool, growth: Int64, gap: Int?, _ billing: BillingPolicy
    ) -> MRRMovements.Kind {
        switch (wasPaying, isPaying) {
        case (false, _):
            guard let gap else { return .new }
            if isPause { return .expansion }
            return billing.reactivationWithinDays.map { gap > $0 } == true ? .new : .reactivation
        case (true, false): return isPause ? .contraction : .churn
        case (true, true): return growth >= 0 ? .expansion : .contraction
        }
    }

    /// What moved in a period, each change at the rate of its day; of the balances it says nothing.
    func moves(over period: Period, in context: MeasuringContext) -> Result<MRRMovements, AbsenceReason> {
        if let absence { return .failure(absence) }
        var moves = MRRMovements()
        for change in dayChanges(under: context.billing) where period.contains(change.day) {
            var converted: Int64 = 0
            for (currency, amount) in change.changes {
                guard let part = context.exchange.tenThousandths(amount, currency, on: change.day) else {
                    return .failure(.noFxRate)
                }
                converted += part
            }
            let kind = change.kind(growingBy: converted)
            moves.add(kind, converted)
            guard kind == .expansion else { continue }
            let resumed = change.resumed.reduce(0) { sum, part in
                sum + (context.exchange.tenThousandths(part.value, part.key, on: change.day) ?? 0)
            }
            moves.resumed += min(resumed, converted)
        }
        return .success(moves)
    }

    /// - Parameter openThen: what the balance at the start was taken for at the time, where that is known.
    func movements(
        over period: Period, openThen: Int64? = nil, in context: MeasuringContext
    ) -> Result<MRRMovements, AbsenceReason> {
        MRRMovements.leading(
            from: balance(before: period.start, at: period.start, in: context),
            to: balance(before: period.end, at: period.end, in: context), by: moves(over: period, in: context),
            openThen: openThen)
    }
}

extension MRRMovements {
    /// One balance, what moved since, and the other; what rates did is the rest.
    static func leading(
        from opening: Summed, to closing: Summed, by moved: Result<MRRMovements, AbsenceReason>, openThen: Int64?
    ) -> Result<MRRMovements, AbsenceReason> {
        let open: Int64
        switch opening {
        case .known(let amount): open = amount
        case .absent(let reason): return .failure(reason)
        }
        let close: Int64
        switch closing {
        case .known(let amount): close = amount
        case .absent(let reason): return .failure(reason)
        }
        return moved.map { moved in
            var movements = moved
            (movements.open, movements.close) = (openThen ?? open, close)
            movements.fxAdjustment = close - open - moved.net
            if let openThen { movements.correction = open - openThen }
            guard movements.isBalanced else { preconditionFailure("what MRR became is what it was and what moved") }
            return movements
        }
    }
}

extension AbsenceReason: Error {}
