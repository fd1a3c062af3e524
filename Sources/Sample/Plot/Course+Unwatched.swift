// Accounts that are over, or pause.
extension Course {
    static func paused(by chance: inout Chance) -> Course {
        Course(use: Curve((50, chance.between(0.6...0.9)), (40, 0)), lastTouch: chance.between(20...50))
    }

    /// Most could be seen leaving, some could not pay, and some closed or were bought while all was well.
    static func churned(by chance: inout Chance) -> Course {
        let low = chance.between(0.05...0.35)
        let began = chance.between(90...170)
        let decline = Curve((began, chance.between(0.6...0.85)), (began - 60, low))
        let lastTouch = chance.between(10...60)
        switch chance.between(1...100) {
        case ...70:
            return Course(
                use: decline, owing: chance.happens(30) ? chance.between(8...30) : nil,
                openUrgent: chance.between(0...4), opinion: chance.opinion(0...6, answers: 60), lastTouch: lastTouch)
        case ...85:
            return Course(use: decline, paying: .chronic(22), owing: chance.between(50...80), lastTouch: lastTouch)
        default:
            return Course(
                use: Curve((0, chance.between(0.6...0.9))), opinion: chance.opinion(7...9, answers: 50),
                lastTouch: lastTouch)
        }
    }
}
