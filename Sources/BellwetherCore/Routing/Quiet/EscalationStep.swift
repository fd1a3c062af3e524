/// Who is told next of what nobody has acknowledged.
package struct EscalationStep: Sendable, Hashable, Codable {
    package enum Target: Sendable, Hashable, Codable {
        /// Whoever stands in for the owner, by the same receiver.
        case backup
        case receiver(String)
    }

    /// So long after the owner was told: by the clock, and in business days.
    package let seconds: Int64
    package let businessDays: Int
    package let target: Target

    package init(seconds: Int64 = 0, businessDays: Int = 0, to target: Target) {
        self.seconds = seconds
        self.businessDays = businessDays
        self.target = target
    }

    /// Counted in days on which whoever was told works, and on a day on which the next one does.
    func due(after told: Moment, by calendar: BusinessCalendar, for next: BusinessCalendar) -> Moment {
        let due = calendar.moment(businessDays, businessDaysAfter: told) + .seconds(seconds)
        return next.isBusinessDay(next.zone.day(of: due)) ? due : next.moment(1, businessDaysAfter: due)
    }
}
