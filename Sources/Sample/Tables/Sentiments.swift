import BellwetherCore

/// What an account's owner feels about it, from 1 to 6, as they note it every other month.
struct SentimentRow: Sendable {
    let id, accountID: String
    let day: Day
    let author: String
    let value: Int

    static let table = Table<SentimentRow>(
        "sentiment.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("at") { $0.day },
            .init("author") { $0.author },
            .init("value") { $0.value },
        ])
}

extension Customer {
    /// People see what is going on, give or take a grade.
    func sentimentRows(seed: UInt64) -> [SentimentRow] {
        guard !isInternal, role.plot != .trial, !role.owner.isEmpty else { return [] }
        var chance = random(for: "sentiment", seed: seed)
        var rows: [SentimentRow] = []
        var day = (lastDay - chance.between(3...40)).orWorkdayBefore
        while days.contains(day) {
            let use = role.course.use.level(daysAgo: lastDay - day)
            let grade = 1 + Int(use * 5) + chance.between(-1...1)
            rows.append(
                SentimentRow(
                    id: "FE-\(1000 + number)-\(rows.count + 1)", accountID: id, day: day, author: role.owner,
                    value: min(6, max(1, grade))))
            day = (day - chance.between(50...75)).orWorkdayBefore
        }
        return rows
    }
}
