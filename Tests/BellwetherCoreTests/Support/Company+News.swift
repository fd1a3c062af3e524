@testable import BellwetherCore

extension Company {
    /// What sources may bring to a busy company in a few hours, some of it known only later.
    static func news(at now: Moment, stride: Int, _ random: inout SeededRandom) -> Company {
        var news = Company()
        for _ in 0..<random.below(4) { news.addNews(to: random.below(13) * stride, at: now, &random) }
        return news
    }

    private mutating func addNews(to slot: Int, at now: Moment, _ random: inout SeededRandom) {
        let number = random.below(4)
        let moment: (Int64) -> FactValue = { .integer((now + .seconds($0 * 1800)).seconds) }
        let hour = Int64(random.below(12)) - 6
        let today = FactValue.integer(Int64(Zone.utc.day(of: now).number))
        let observed = random.below(2) == 0 ? (now + .seconds(hour * 900)).description : nil
        switch random.below(9) {
        case 0, 1:
            add(
                .ticket, "t\(slot)-\(number)", slot: slot, observed: observed,
                [
                    "created_at": moment(hour - 20), "priority": "urgent", "agent_replies": 1,
                    "solved_at": random.below(2) == 0 ? moment(hour) : .absent,
                ])
        case 2:
            add(
                .surveyResponse, "n\(slot)-\(number)", slot: slot, observed: observed,
                ["kind": "nps", "at": moment(hour), "value": .integer(Int64(random.below(11))), "contact_id": "y"])
        case 3: add(.touch, "c\(slot)-\(number)", slot: slot, observed: observed, ["at": moment(hour)])
        case 4:
            add(
                .invoice, "i\(slot)-\(number)", slot: slot, observed: observed,
                ["issued_at": "2026-02-01", "due_date": "2026-02-20", "total": 4000, "paid_at": today])
        case 5:
            addAccount("a\(slot)", slot: slot, ["seats": .integer(Int64(random.below(40)))])
        case 6:
            add(.invoice, "i\(slot)-\(number)", slot: slot, isDeleted: true, [:])
        case 7:
            add(
                .seatDay, "\(slot)", slot: slot,
                ["day": "2026-03-20", "active_users": .integer(Int64(random.below(60)))])
        default:
            add(
                .fxRate, "EUR/USD/2", slot: nil,
                ["day": today, "base": "EUR", "quote": "USD", "rate": .real(1 + Double(random.below(9)) / 10)])
        }
    }
}
