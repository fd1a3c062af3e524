/// Whether a group is told something now, and why.
package enum Decision: Sendable, Hashable {
    case tell(TellingReason)
    case keepQuiet(QuietReason)

    package enum TellingReason: Sendable, Hashable {
        case openingList, firstFiring, newAlerts, worsened, closed, woken, repeatDue
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
        let quiet = quietReason(at: standing.glance, at: now, by: calendar, opening: opening)
        return quiet.map { .keepQuiet($0) } ?? .tell(reason(for: standing, at: now, by: calendar))
    }

    /// Why it is told nothing now; nothing where it is told something.
    func quietReason(
        at glance: GroupGlance, at now: Moment, by calendar: BusinessCalendar, opening: (Moment) -> Moment
    ) -> Decision.QuietReason? {
        if glance.hasChanges {
            let earliest = lastTold.map { $0 + .seconds(timers.groupInterval) }
            let due = earliest ?? waitingSince + .seconds(timers.groupWait)
            guard due <= now else { return .waiting(until: opening(due)) }
        } else {
            guard glance.remindsOfSomething, let lastTold else {
                if glance.isQuiet { return .quieted }
                return glance.isHeld ? .held : .nothingToTell
            }
            let regular = timers.reminder(after: lastTold, given: reminders, by: calendar)
            let reminder = glance.isWoken ? wokenAt.map { min($0, regular) } ?? regular : regular
            guard reminder <= now else { return .alreadyTold(reminder: opening(reminder)) }
        }
        let release = opening(now)
        return release <= now ? nil : .outsideHours(until: release)
    }

    private func reason(
        for standing: GroupStanding, at now: Moment, by calendar: BusinessCalendar
    ) -> Decision.TellingReason {
        guard standing.hasChanges else {
            // What would be told of the rest within the day is told at once.
            let soon = now + .seconds(86_400)
            let isRegular = lastTold.map { timers.reminder(after: $0, given: reminders, by: calendar) <= soon } ?? true
            return isRegular ? .repeatDue : .woken
        }
        if sequence == 0 { return isOpeningList ? .openingList : .firstFiring }
        if !standing.opened.isEmpty { return .newAlerts }
        return standing.worsened.isEmpty ? .closed : .worsened
    }
}

/// Messages that would go out now, but for the hours of whoever reads them.
package struct HoursAwaited: Sendable, Hashable, Codable {
    package let messages: Int
    /// When the first of them goes.
    package let until: Moment

    package init(messages: Int, until: Moment) {
        self.messages = messages
        self.until = until
    }
}

extension Notifications {
    package var hoursAwaited: HoursAwaited? {
        let moments = decisions.values.compactMap { decision in
            if case .keepQuiet(.outsideHours(let moment)) = decision { moment } else { nil }
        }
        return moments.min().map { HoursAwaited(messages: moments.count, until: $0) }
    }
}
