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
        /// Of a rule with levels, how each of them stands, and why the alert would close.
        case levels([LevelStanding.Reading], ClosingReason)
        /// Some evaluations held, and not enough of them yet.
        case onItsWay
        /// There is nothing left that the rule could be about; no time is waited for.
        case ended(ClosingReason)
    }

    /// How long a rule waits, both ways.
    package struct Timing: Sendable, Hashable {
        let hold: WrittenDuration
        let keepFiringFor: WrittenDuration
        let calendar: BusinessCalendar

        /// How many evaluations must hold.
        var count: CountedHold?
        /// Once it fires, another condition ends it, and nothing is counted.
        var hasClearCondition = false
        /// How long what flaps must stay clear.
        var settle = WrittenDuration.zero
        /// How long each level waits, of a rule that has several.
        var levels: [AlertSeverity: WrittenDuration] = [:]

        func fires(pendingSince since: Moment) -> Moment { hold.counted(from: since, by: calendar) }
        func fires(_ level: AlertSeverity, since: Moment) -> Moment {
            (levels[level] ?? hold).counted(from: since, by: calendar)
        }
        func resolves(recoveringSince since: Moment, isFlapping: Bool) -> Moment {
            let kept = keepFiringFor.counted(from: since, by: calendar)
            return isFlapping ? max(kept, settle.counted(from: since, by: calendar)) : kept
        }
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
        follow(climbing(observation, at: now, under: timing), at: now, under: timing)
    }

    /// Takes in what levels and counts have come to; nothing is climbed or counted twice.
    mutating func follow(_ observation: Observation, at now: Moment, under timing: Timing) -> Step {
        switch observation {
        case .levels: preconditionFailure("levels were climbed")
        case .unknown(let fields): return stand(.unknown(fields: fields))
        case .held(let source): return stand(.source(source))
        case .ended(let reason): return end(because: reason, at: now)
        case .onItsWay: return stand(nil)
        case .holds:
            stand(nil)
            return holds(at: now, under: timing)
        case .doesNotHold(let reason):
            stand(nil)
            return clears(because: reason, at: now, under: timing)
        }
    }

    /// What an observation of levels comes to for the alert as a whole; any other stays as it is.
    mutating func climbing(
        _ observation: Observation, at now: Moment, under timing: Timing
    ) -> Observation {
        guard case .levels(let readings, let reason) = observation else {
            if let count = timing.count { return counting(observation, at: now, by: count, timing) }
            if case .holds = observation, timing.levels.isEmpty { levels = nil }
            return observation
        }
        // An alert that fired before its rule had levels stands at the highest that holds.
        let highest = isFiring ? readings.last { $0.holds == .yes }?.severity ?? readings.first?.severity : nil
        var standing = levels ?? LevelStanding(current: highest)
        let whole = standing.climb(readings, closing: reason, at: now, firing: timing.fires)
        levels = standing
        return whole
    }

    /// A pending alert of which some evaluations held waits on, like one that cannot be decided.
    private mutating func counting(
        _ observation: Observation, at now: Moment, by count: CountedHold, _ timing: Timing
    ) -> Observation {
        let (holds, reason): (Bool, ClosingReason) =
            switch observation {
            case .holds: (true, .recovered)
            case .doesNotHold(let reason): (false, reason)
            case .unknown, .held, .ended, .levels, .onItsWay: (false, .recovered)
            }
        switch observation {
        case .unknown, .held, .ended, .levels, .onItsWay: return observation
        case .holds, .doesNotHold: if isFiring, timing.hasClearCondition { return observation }
        }
        var tally = tally ?? Tally()
        let verdict = tally.take(holds, at: now, under: count)
        self.tally = tally
        switch verdict {
        case .enough: return .holds
        case .some: return isFiring ? .doesNotHold(reason) : .onItsWay
        case .none: return .doesNotHold(reason)
        }
    }

    /// The breaker stays until it is confirmed or the alert closes.
    @discardableResult
    private mutating func stand(_ hold: Hold?) -> Step {
        if !waitsForOperator { self.hold = hold }
        return .stays
    }

    private mutating func holds(at now: Moment, under timing: Timing) -> Step {
        switch state {
        case .pending(let since):
            guard isRipe(since: since, at: now, under: timing) else { return .stays }
            state = .firing(since: now)
            return .opens
        case .firing: return .stays
        case .recovering(_, let firingSince):
            state = .firing(since: firingSince)
            return .stays
        case .resolved: preconditionFailure("a resolved alert is observed no more")
        }
    }

    /// What counts evaluations is ripe as soon as it holds at all: before that it is only on its way.
    private func isRipe(since: Moment, at now: Moment, under timing: Timing) -> Bool {
        if timing.count != nil { return true }
        return if let levels { levels.current != nil } else { now >= timing.fires(pendingSince: since) }
    }

    private mutating func clears(because reason: ClosingReason, at now: Moment, under timing: Timing) -> Step {
        switch state {
        case .pending: return .drops
        case .firing(let since):
            guard timing.resolves(recoveringSince: now, isFlapping: flaps != nil) > now else {
                return end(because: reason, at: now)
            }
            state = .recovering(since: now, firingSince: since)
            return .stays
        case .recovering(let since, _):
            return now >= timing.resolves(recoveringSince: since, isFlapping: flaps != nil)
                ? end(because: reason, at: now) : .stays
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

    /// Whether there may be such a moment: what just fires waits for none.
    var waitsForTime: Bool {
        switch state {
        case .pending, .recovering: true
        case .firing: levels != nil
        case .resolved: false
        }
    }

    /// The moment at which time alone could move it.
    func due(under timing: Timing) -> Moment? {
        let climbs = levels?.due(firing: timing.fires)
        return switch state {
        case .pending(let since): levels != nil ? climbs : timing.count == nil ? timing.fires(pendingSince: since) : nil
        case .recovering(let since, _):
            [timing.resolves(recoveringSince: since, isFlapping: flaps != nil), climbs].compactMap(\.self).min()
        case .firing: climbs
        case .resolved: nil
        }
    }
}

extension Alert {
    /// Held until somebody confirms it.
    var waitsForOperator: Bool {
        switch hold {
        case .breaker, .edit: true
        case .unknown, .source, .shadow, nil: false
        }
    }
}
