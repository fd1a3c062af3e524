/// Where an account stands in its life (METRICS 1.0).
package enum AccountStatus: String, Sendable, Hashable, CaseIterable {
    case prospect, trialing, active
    case pastDue = "past_due"
    case paused, cancelling, churned

    /// Whether it pays, as far as its status says; what it pays is its MRR.
    package var isPaying: Bool {
        switch self {
        case .active, .pastDue, .cancelling: true
        case .prospect, .trialing, .paused, .churned: false
        }
    }

    /// Whether it is a customer at all: health and usage speak of customers only.
    package var isCustomer: Bool {
        switch self {
        case .prospect, .churned: false
        case .trialing, .active, .pastDue, .paused, .cancelling: true
        }
    }
}

extension AccountView {
    /// Where it stood at the moment asked for; `nil` without a profile.
    ///
    /// A source tells today's status only. Asked of an earlier day, an account that has left since was still there,
    /// and one that came since was not yet. Like all that is dated by a day, its start counts once that day is over, unless it
    /// was seen on it.
    ///
    /// Where a source tells no status, an account is gone once all its subscriptions and contracts are over.
    package func status(at asOf: AsOf) -> AccountStatus? {
        guard let status = toldStatus else { return nil }
        if chunk.profileColumns.started[row] >= asOf.today.number, let profile, let started = profile.started,
            !asOf.knows(started, profile.knowledge)
        {
            return .prospect
        }
        guard status == .churned else { return hasLeftUntold(by: asOf) ? .churned : status }
        guard let profile, let left = leavingDay else { return .churned }
        return asOf.knows(left, profile.knowledge) ? .churned : .active
    }

    /// What its source says today; `nil` without a profile.
    private var toldStatus: AccountStatus? { chunk.profileColumns.status(row) }

    /// The day it left, of an account that is gone as of then.
    package func left(by asOf: AsOf) -> Day? {
        status(at: asOf) == .churned ? leavingDay : nil
    }

    /// Whether it has left as far as its subscriptions tell, and no source says how it stands.
    package func hasLeftUntold(by asOf: AsOf) -> Bool {
        let subscriptions = subscriptions
        guard chunk.profileColumns.untold[row] == 1, !subscriptions.isEmpty else { return false }
        return subscriptions.indices.allSatisfy { subscriptions[$0].isOver(by: asOf) }
            && !contracts.contains { $0.isRunning(at: asOf) }
    }

    /// As its source says, or its subscriptions, or else as it was seen.
    private var leavingDay: Day? { profile?.churned ?? lastEnd ?? profile?.seenGone }

    /// Whether its status leaves it without MRR at all times, whatever its subscriptions say (METRICS 1.0): a prospect, a
    /// trial, and who is gone and nobody says since when.
    var isNoPayer: Bool {
        switch toldStatus {
        case .prospect, .trialing: true
        case .churned: leavingDay == nil
        case .active, .pastDue, .paused, .cancelling, nil: false
        }
    }

    /// Paused as a whole: since its subscriptions' pauses began, or else nobody says since when.
    var isOnPause: Bool { toldStatus == .paused }

    /// When its last subscription ended; `nil` where one runs on, or there is none.
    private var lastEnd: Day? {
        var last: Day?
        for subscription in subscriptions {
            guard let ended = subscription.ended else { return nil }
            last = max(last ?? ended, ended)
        }
        return last
    }
}

extension Subscription {
    /// Where nobody says since when it is over, it has been at all times.
    fileprivate func isOver(by asOf: AsOf) -> Bool { ended.map { asOf.knows($0, knowledge) } ?? isOver }
}
