// Accounts to keep an eye on: one thing is wrong, the rest is well enough.
extension Course {
    static func lukewarm(by chance: inout Chance) -> Course {
        Course(
            use: Curve((300, chance.between(0.4...0.55)), (90, chance.between(0.34...0.46))),
            paying: chance.happens(40) ? .relaxed : .prompt,
            opinion: chance.opinion(5...7), lastTouch: chance.between(8...40))
    }

    /// Pays every invoice, none in time.
    static func lateAsEver(by chance: inout Chance) -> Course {
        let late = chance.between(22...34)
        return Course(
            use: Curve((0, chance.between(0.58...0.68))), paying: .chronic(late), owing: late - chance.between(0...2),
            opinion: chance.opinion(6...7), lastTouch: chance.between(5...35))
    }

    static func bruised(by chance: inout Chance) -> Course {
        Course(
            use: Curve((90, 0.7), (20, chance.between(0.5...0.6))), openUrgent: chance.between(2...3),
            opinion: chance.opinion(3...5, daysAgo: 2...40), lastTouch: chance.between(1...9))
    }

    /// Fewer people come back every week.
    static func fading(by chance: inout Chance) -> Course {
        Course(
            use: Curve((75, 0.8), (0, chance.between(0.25...0.35))),
            opinion: chance.opinion(5...6, daysAgo: 60...150), lastTouch: chance.between(10...38))
    }

    static func quiet(by chance: inout Chance) -> Course {
        Course(use: Curve((160, 0.5), (80, chance.between(0.2...0.3))), lastTouch: chance.between(65...120))
    }

    /// Has given notice; the contract still runs.
    static func leaving(by chance: inout Chance) -> Course {
        Course(
            use: Curve((200, 0.7), (60, chance.between(0.3...0.44))),
            opinion: chance.opinion(4...6, daysAgo: 50...120), lastTouch: chance.between(6...20))
    }
}
