// Accounts that are well: most of any company.
extension Course {
    static func steady(by chance: inout Chance) -> Course {
        let now = chance.between(0.66...1.0)
        // Even people who use it every day do not all love it.
        let opinion = chance.opinion(now > 0.82 ? 5...10 : 7...10, answers: 68)
        return Course(
            use: Curve((400, now - chance.between(-0.06...0.1)), (0, now)),
            paying: chance.happens(25) ? .relaxed : .prompt, openUrgent: now > 0.82 && chance.happens(6) ? 1 : 0,
            opinion: opinion, lastTouch: chance.between(2...32))
    }

    static func growing(by chance: inout Chance) -> Course {
        let now = chance.between(0.82...0.97)
        return Course(
            use: Curve((360, now - chance.between(0.2...0.4)), (30, now)),
            opinion: chance.opinion(8...10, answers: 70), lastTouch: chance.between(2...20))
    }

    /// Some time within the last half year it looked as if they would leave; they renewed.
    static func recovered(by chance: inout Chance) -> Course {
        let now = chance.between(0.82...0.97)
        let low = chance.between(0.2...0.32)
        let renewal = chance.between(48...165)
        return Course(
            use: Curve((renewal + 110, now - 0.1), (renewal + 68, low), (renewal - 8, low), (renewal - 38, now)),
            paying: .relaxed, opinion: chance.opinion(7...9, answers: 60, daysAgo: 3...30),
            lastTouch: chance.between(3...25),
            trouble: Trouble(
                daysAgo: renewal - 6...renewal + 42, urgent: chance.between(2...4), nps: chance.between(2...4)),
            renewed: renewal)
    }

    /// One invoice forgotten, by somebody who always pays.
    static func forgetful(by chance: inout Chance) -> Course {
        Course(
            use: Curve((0, chance.between(0.82...0.97))), owing: chance.between(11...24),
            opinion: chance.opinion(8...10, answers: 75), lastTouch: chance.between(3...30))
    }

    /// Took fewer seats some weeks ago, and uses those.
    static func shrinking(by chance: inout Chance) -> Course {
        let now = chance.between(0.8...0.95)
        return Course(
            use: Curve((60, now - 0.3), (25, now)), opinion: chance.opinion(6...8), lastTouch: chance.between(4...28))
    }

    static func onboarding(by chance: inout Chance) -> Course {
        let now = chance.between(0.42...0.62)
        return Course(use: Curve((60, now * 0.6), (20, now)), lastTouch: chance.between(1...6))
    }
}
