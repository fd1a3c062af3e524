import Documents

extension Routing {
    /// From a moment on, the first at which a message may reach its readers: within the hours of its receiver, and not
    /// muted by the route that it came by.
    ///
    /// Routing tells nobody outside of them; but what could not be delivered then must not come at night either. What
    /// Bellwether says of itself, and a test that somebody waits for, may come at any time.
    package func opening(for notification: Notification, from moment: Moment) -> Moment {
        switch notification.purpose {
        case .operational, .test: return moment
        case .openingList, .handover, .change, .reminder, .digest:
            return opening(
                from: moment, within: receivers[notification.receiver]?.hours,
                root.quiet(ofGroup: notification.groupKey) ?? notification.quiet ?? RouteQuiet(),
                by: calendar(of: notification.recipient))
        }
    }

    /// One may open what the other closes; so they are asked in turn until they agree.
    func opening(
        from moment: Moment, within hours: Hours?, _ route: RouteQuiet, by calendar: BusinessCalendar
    ) -> Moment {
        let (zone, holidays) = (calendar.zone, calendar.holidays)
        var candidate = moment
        for _ in 0..<100 {
            let inHours = hours?.opening(from: candidate, in: zone, holidays: holidays) ?? candidate
            let open = quiet.opening(
                from: inHours, muted: route.muted, active: route.active, in: zone, holidays: holidays)
            if open == candidate { return open }
            candidate = open
        }
        return candidate
    }

    /// When the working morning of a day begins where an owner is: when they are told first, else at nine.
    package func morning(of day: Day, for owner: String?) -> Moment {
        let zone = ownersHours?.zone ?? calendar(ofPerson: owner.flatMap { people.person($0) }).zone
        let time = ownersHours?.from ?? DigestPlan.ofLeftovers.at
        return zone.moment(of: day, second: time.minutesFromMidnight * 60)
    }
}

extension Route {
    /// What the route says by which a group came, this one or one below; nothing where it is gone, and for lists that
    /// came by several.
    fileprivate func quiet(ofGroup name: String, under parent: String = "") -> RouteQuiet? {
        let path = parent.isEmpty ? self.name : "\(parent)/\(self.name)"
        guard name.hasPrefix(path) else { return nil }
        if [":", "\(Group.escalation):"].contains(where: { name.hasPrefix(path + $0) }) { return quiet }
        return routes.lazy.compactMap { $0.quiet(ofGroup: name, under: path) }.first
    }
}
