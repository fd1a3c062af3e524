/// What happens to an account: the one thing that a reader of its figures would tell about it.
enum Plot: Sendable, CaseIterable {
    // Good.
    case steady, growing, recovered, forgetful, shrinking, onboarding
    // Watch.
    case lukewarm, lateAsEver, bruised, fading, quiet, leaving
    // At risk.
    case deserted, unravelling, unpaid, vanished, stuck
    // Not watched at all.
    case trial, paused, churned, excluded

    /// How many accounts of a thousand; the steady ones are the rest.
    private var perMille: Int {
        switch self {
        case .steady: 0
        case .growing, .recovered: 80
        case .forgetful: 25
        case .shrinking: 15
        case .onboarding: 45
        case .lukewarm: 45
        case .lateAsEver: 30
        case .bruised: 20
        case .fading: 25
        case .quiet, .leaving: 10
        case .deserted: 30
        case .unravelling, .vanished: 15
        case .unpaid, .stuck: 10
        case .trial: 30
        case .paused: 5
        case .churned: 120
        case .excluded: 15
        }
    }

    /// One plot for each of so many accounts: first the cast's, then the others in an order of chance.
    ///
    /// Shares are kept rather than drawn, so that every seed makes a company worth looking at.
    static func dealt(to accounts: Int, after cast: [Plot], by chance: inout Chance) -> [Plot] {
        var rest: [Plot] = []
        for plot in Plot.allCases {
            let share = (accounts * plot.perMille + 500) / 1000
            let played = cast.count { $0 == plot }
            rest += Array(repeating: plot, count: max(0, share - played))
        }
        let missing = max(0, accounts - cast.count - rest.count)
        rest += Array(repeating: .steady, count: missing)
        return Array((cast + chance.shuffled(rest)).prefix(accounts))
    }

    /// A lost account weighs more where ten people work than where three do; these plots are told of larger ones.
    var needsLargerAccount: Bool {
        switch self {
        case .forgetful, .shrinking, .lateAsEver, .bruised, .leaving, .deserted, .unravelling, .unpaid, .growing,
            .fading:
            true
        case .steady, .recovered, .onboarding, .lukewarm, .quiet, .vanished, .stuck, .trial, .paused, .churned,
            .excluded:
            false
        }
    }
}
