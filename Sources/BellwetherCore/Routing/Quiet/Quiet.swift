/// What keeps people from being told too much, too often, or at the wrong time.
package struct Quiet: Sendable, Hashable {
    /// The receiver that everything goes to instead, headed "would go to …", until somebody takes it away.
    package var rehearsal: String?
    /// By name, as routes call them.
    package var muteTimes: [String: MuteTime]
    package var inhibitions: [Inhibition]
    /// How many messages a person gets in a day; the rest waits for their digest.
    package var dailyBudget: Int?
    package var onboarding: Onboarding

    package init(
        rehearsal: String? = nil, muteTimes: [String: MuteTime] = [:], inhibitions: [Inhibition] = [],
        dailyBudget: Int? = nil, onboarding: Onboarding = .standard
    ) {
        self.rehearsal = rehearsal
        self.muteTimes = muteTimes
        self.inhibitions = inhibitions
        self.dailyBudget = dailyBudget
        self.onboarding = onboarding
    }
}

/// Why an alert that fires is not told for now, although its group would be.
package enum AlertQuiet: Sendable, Hashable {
    /// The number of the silence, snooze or acknowledgement.
    case silenced(Int64)
    /// The id of an alert that says what matters.
    case inhibited(by: String)
    /// The account is new; the first day on which it is told.
    case onboarding(until: Day)
}
