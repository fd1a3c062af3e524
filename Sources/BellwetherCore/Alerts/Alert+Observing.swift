import Documents

extension Alert {
    /// What a turn sees of an alert's rule and subject.
    package enum Observation: Sendable, Hashable {
        case holds
        /// And why it would close for that.
        case doesNotHold(ClosingReason)
        /// These fields are absent, so nobody can tell.
        case unknown(fields: [String])
        /// It hangs on a source that is stale or broken.
        case held(source: String)
        /// There is nothing left that the rule could be about; no time is waited for.
        case ended(ClosingReason)
    }

    /// How long a rule waits, both ways.
    package struct Timing: Sendable, Hashable {
        let hold: WrittenDuration
        let keepFiringFor: WrittenDuration
        let calendar: BusinessCalendar

        func fires(pendingSince since: Moment) -> Moment { hold.counted(from: since, by: calendar) }
        func resolves(recoveringSince since: Moment) -> Moment { keepFiringFor.counted(from: since, by: calendar) }
    }

    /// What came of an observation.
    package enum Step: Sendable, Hashable {
        case stays
        /// It was pending and is forgotten; nobody ever heard of it.
        case drops
        case opens
        case closes(ClosingReason)
    }

    /// Takes in what a turn saw. Only a known value moves the state; the clocks of `for` and `keep_firing_for` go on
    /// meanwhile.
    package mutating func observe(_ observation: Observation, at now: Moment, under timing: Timing) -> Step {
        switch observation {
        case .unknown(let fields): return stand(.unknown(fields: fields))
        case .held(let source): return stand(.source(source))
        case .ended(let reason): return end(because: reason, at: now)
        case .holds:
            stand(nil)
            return holds(at: now, under: timing)
        case .doesNotHold(let reason):
            stand(nil)
            return clears(because: reason, at: now, under: timing)
        }
    }

    /// The breaker stays until it is confirmed or the alert closes.
    @discardableResult
    private mutating func stand(_ hold: Hold?) -> Step {
        if self.hold != .breaker { self.hold = hold }
        return .stays
    }

    private mutating func holds(at now: Moment, under timing: Timing) -> Step {
        switch state {
        case .pending(let since):
            guard now >= timing.fires(pendingSince: since) else { return .stays }
            state = .firing(since: now)
            return .opens
        case .firing: return .stays
        case .recovering(_, let firingSince):
            state = .firing(since: firingSince)
            return .stays
        case .resolved: preconditionFailure("a resolved alert is observed no more")
        }
    }

    private mutating func clears(because reason: ClosingReason, at now: Moment, under timing: Timing) -> Step {
        switch state {
        case .pending: return .drops
        case .firing(let since):
            guard timing.resolves(recoveringSince: now) > now else { return end(because: reason, at: now) }
            state = .recovering(since: now, firingSince: since)
            return .stays
        case .recovering(let since, _):
            return now >= timing.resolves(recoveringSince: since) ? end(because: reason, at: now) : .stays
        case .resolved: preconditionFailure("a resolved alert is observed no more")
        }
    }

    private mutating func end(because reason: ClosingReason, at now: Moment) -> Step {
        switch state {
        case .pending: return .drops
        case .firing(let since), .recovering(_, firingSince: let since):
            state = .resolved(at: now, firingSince: since, because: reason)
            hold = nil
            return .closes(reason)
        case .resolved: preconditionFailure("a resolved alert is observed no more")
        }
    }

    /// The moment at which time alone could move it.
    func due(under timing: Timing) -> Moment? {
        switch state {
        case .pending(let since): timing.fires(pendingSince: since)
        case .recovering(let since, _): timing.resolves(recoveringSince: since)
        case .firing, .resolved: nil
        }
    }
}
