import Documents

/// When a task is due, for whoever has it: so many of their business days after they can first hear of it.
struct TaskDue {
    let day: Day
    /// From then on it is late: the end of their hours on that day, or of the day.
    let moment: Moment

    init(_ days: Int, after opening: Moment, for person: TaskPerson) {
        let calendar = person.calendar
        let heard =
            person.hours?.opening(from: opening, in: calendar.zone, holidays: calendar.holidays) ?? opening
        let first = calendar.zone.day(of: heard)
        let due =
            days == 0
            ? calendar.businessDay(onOrAfter: first)
            : calendar.zone.day(of: calendar.moment(days, businessDaysAfter: heard))
        day = due
        let end = person.hours?.end(on: due, in: calendar.zone) ?? calendar.zone.start(of: due + 1)
        // On a day that is theirs by the calendar and not by the hours, it is due with the day.
        moment = end > heard ? end : calendar.zone.start(of: due + 1)
    }
}

extension BusinessCalendar {
    func businessDay(onOrAfter day: Day) -> Day {
        // A calendar of holidays only must not hang us.
        (0...3_660).lazy.map { day + $0 }.first(where: isBusinessDay) ?? day
    }
}

extension Hours {
    /// When they are over that begin on a day, by the clock; nothing on a day that has none.
    fileprivate func end(on day: Day, in zone: Zone) -> Moment? {
        guard days.contains(day.weekday) else { return nil }
        let isOvernight = to <= from
        return (self.zone ?? zone).moment(of: isOvernight ? day + 1 : day, second: to.minutesFromMidnight * 60)
    }
}
