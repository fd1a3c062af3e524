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

    /// On a day on which somebody works.
    func due(after told: Moment, by calendar: BusinessCalendar) -> Moment {
        let due = calendar.moment(businessDays, businessDaysAfter: told) + .seconds(seconds)
        return calendar.isBusinessDay(calendar.zone.day(of: due)) ? due : calendar.moment(1, businessDaysAfter: due)
    }
}
