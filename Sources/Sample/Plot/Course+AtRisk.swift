// Accounts that will probably leave unless somebody acts.
extension Course {
    /// Stood well until some weeks ago.
    ///
    /// The busiest day of thirty counts, so a fall that ended a little more than thirty days ago shows only now.
    /// Nobody leaves for one reason: an unpaid invoice, tickets or a bad answer join the empty seats.
    static func deserted(by chance: inout Chance) -> Course {
        let fell = chance.between(33...40)
        let curve = Curve(
            (fell + 14, chance.between(0.6...0.88)), (fell, chance.between(0.24...0.31)))
        var course = Course(use: curve, lastTouch: chance.between(8...35))
        let reasons = chance.between(1...3)
        if reasons != 2 { course.owing = chance.between(16...27) }
        if reasons != 3 { course.opinion = chance.opinion(1...3, daysAgo: 5...25) }
        course.openUrgent = reasons == 2 ? chance.between(2...3) : chance.between(1...2)
        return course
    }

    static func unravelling(by chance: inout Chance) -> Course {
        Course(
            use: Curve((170, 0.85), (35, chance.between(0.24...0.31))), paying: .relaxed,
            owing: chance.between(15...40), openUrgent: chance.between(2...4),
            opinion: chance.opinion(0...3, daysAgo: 10...60), lastTouch: chance.between(12...45))
    }

    static func unpaid(by chance: inout Chance) -> Course {
        Course(
            use: Curve((150, 0.6), (60, chance.between(0.35...0.44))), paying: .chronic(18),
            owing: chance.between(63...95), openUrgent: 1, opinion: chance.opinion(3...5, daysAgo: 70...150),
            lastTouch: chance.between(10...30))
    }

    /// Nobody there uses it, writes or calls.
    static func vanished(by chance: inout Chance) -> Course {
        Course(
            use: Curve((150, 0.45), (70, chance.between(0.03...0.1))),
            opinion: chance.opinion(1...3, daysAgo: 90...160), lastTouch: chance.between(75...140))
    }

    /// Bought some weeks ago, and never began.
    static func stuck(by chance: inout Chance) -> Course {
        Course(use: Curve((0, chance.between(0.04...0.1))), lastTouch: chance.between(20...27))
    }
}
