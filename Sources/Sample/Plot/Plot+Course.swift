extension Plot {
    /// How it shows in the figures.
    ///
    /// The numbers keep an account in the band its plot belongs to, under a model of licences (weight 40, from 0.2 to
    /// 0.9), payment, urgent tickets and NPS (20 each); the tests compute that again.
    func course(by chance: inout Chance) -> Course {
        switch self {
        case .steady: .steady(by: &chance)
        case .growing: .growing(by: &chance)
        case .recovered: .recovered(by: &chance)
        case .forgetful: .forgetful(by: &chance)
        case .shrinking: .shrinking(by: &chance)
        case .onboarding: .onboarding(by: &chance)
        case .lukewarm: .lukewarm(by: &chance)
        case .lateAsEver: .lateAsEver(by: &chance)
        case .bruised: .bruised(by: &chance)
        case .fading: .fading(by: &chance)
        case .quiet: .quiet(by: &chance)
        case .leaving: .leaving(by: &chance)
        case .deserted: .deserted(by: &chance)
        case .unravelling: .unravelling(by: &chance)
        case .unpaid: .unpaid(by: &chance)
        case .vanished: .vanished(by: &chance)
        case .stuck: .stuck(by: &chance)
        case .trial: .onboarding(by: &chance)
        case .paused: .paused(by: &chance)
        case .churned: .churned(by: &chance)
        // Nobody works in a test account: it looks lost, and must not be told of.
        case .excluded: .vanished(by: &chance)
        }
    }
}

extension Chance {
    /// An answer to a survey, where so many in a hundred answer.
    mutating func opinion(
        _ nps: ClosedRange<Int>, answers percent: Double = 100, daysAgo: ClosedRange<Int> = 4...160
    ) -> Course.Opinion? {
        let opinion = Course.Opinion(nps: between(nps), daysAgo: between(daysAgo))
        return happens(percent) ? opinion : nil
    }
}
