/// Whether a group is told something now, and why.
package enum Decision: Sendable, Hashable {
    case tell(TellingReason)
    case keepQuiet(QuietReason)

    package enum TellingReason: Sendable, Hashable {
        case openingList, firstFiring, newAlerts, worsened, closed, repeatDue
    }

    package enum QuietReason: Sendable, Hashable {
        /// There is something, and its time has not come.
        case waiting(until: Moment)
        /// There is something, and the receiver's hours are over.
        case outsideHours(until: Moment)
        /// Nothing new since the last message.
        case alreadyTold(reminder: Moment)
        /// What there is cannot be decided just now.
        case held
        /// What there is is silenced, snoozed or acknowledged, or something else says what matters.
        case quieted
        /// The reader's day is full, or everything waits for their digest.
        case forDigest(until: Moment)
        /// Whom it is for hears nothing before a rehearsal is over.
        case rehearsal
        case nothingToTell
    }

    /// The moment at which time alone could change it.
    var due: Moment? {
        switch self {
        case .tell, .keepQuiet(.held), .keepQuiet(.quieted), .keepQuiet(.rehearsal), .keepQuiet(.nothingToTell): nil
        case .keepQuiet(.waiting(let moment)), .keepQuiet(.outsideHours(let moment)),
            .keepQuiet(.alreadyTold(let moment)), .keepQuiet(.forDigest(let moment)):
            moment
        }
    }
}

extension Group {
    /// `opening` says when the receiver's hours are next open, from a moment on.
    func decision(
        on standing: GroupStanding, at now: Moment, by calendar: BusinessCalendar, opening: (Moment) -> Moment
    ) -> Decision {
        if let rest = standing.rest { return decision(for: rest, at: now, by: calendar, opening: opening) }
        let earliest = lastTold.map { $0 + .seconds(timers.groupInterval) }
        let due = earliest ?? waitingSince + .seconds(timers.groupWait)
        guard due <= now else { return .keepQuiet(.waiting(until: opening(due))) }
        return whenOpen(.tell(reason(for: standing)), at: now, opening)
    }

    /// The same where nothing is new.
    func decision(
        for rest: GroupRest, at now: Moment, by calendar: BusinessCalendar, opening: (Moment) -> Moment
    ) -> Decision {
        guard rest.remindsOfSomething, let lastTold else {
            if rest.isQuiet { return .keepQuiet(.quieted) }
            return .keepQuiet(rest.isHeld ? .held : .nothingToTell)
        }
        let regular = timers.reminder(after: lastTold, given: reminders, by: calendar)
        let reminder = wokenAt.map { min($0, regular) } ?? regular
        guard reminder <= now else { return .keepQuiet(.alreadyTold(reminder: opening(reminder))) }
        return whenOpen(.tell(.repeatDue), at: now, opening)
    }

    private func whenOpen(_ decision: Decision, at now: Moment, _ opening: (Moment) -> Moment) -> Decision {
        let release = opening(now)
        return release <= now ? decision : .keepQuiet(.outsideHours(until: release))
    }

    private func reason(for standing: GroupStanding) -> Decision.TellingReason {
        if sequence == 0 { return isOpeningList ? .openingList : .firstFiring }
        if !standing.opened.isEmpty { return .newAlerts }
        return standing.worsened.isEmpty ? .closed : .worsened
    }
}
