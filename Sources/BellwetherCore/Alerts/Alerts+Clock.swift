extension Alerts {
    /// A clock that was set back must not make anybody wait for yesterday to come again: what began to wait at a moment
    /// still to come begins now.
    package func accepting(clock now: Moment) -> Alerts {
        var alerts = self
        for var alert in all where alert.acceptClock(now) {
            alerts[alert.key] = alert
            alerts.putBack.append(alert.key)
        }
        alerts.rules = rules.mapValues { $0.accepting(clock: now) }
        return alerts
    }
}

extension Alert {
    /// Whether that changes anything. Since when it fires is left as it was told.
    fileprivate mutating func acceptClock(_ now: Moment) -> Bool {
        let before = self
        levels?.acceptClock(now)
        switch state {
        case .pending(let since): state = .pending(since: min(since, now))
        case .recovering(let since, let firingSince):
            state = .recovering(since: min(since, now), firingSince: firingSince)
        case .firing, .resolved: break
        }
        return self != before
    }
}

extension RuleMemory {
    fileprivate func accepting(clock now: Moment) -> RuleMemory {
        var memory = self
        memory.missingSince = missingSince.map { min($0, now) }
        if let run = shadow, run.since > now {
            memory.shadow = ShadowRun(since: now)
            memory.shadow?.opened = run.opened
            memory.shadow?.closed = run.closed
            memory.shadow?.isOver = run.isOver
        }
        return memory
    }
}
