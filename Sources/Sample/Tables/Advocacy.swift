import BellwetherCore

/// An account that spoke for the company, or was asked to.
struct AdvocacyRow: Sendable {
    let id, accountID: String
    let day: Day
    let kind: String

    static let table = Table<AdvocacyRow>(
        "advocacy.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("at") { $0.day },
            .init("kind") { $0.kind },
        ])
}

extension Customer {
    /// Only those who use it well are asked, and most of them do it.
    func advocacyRows(seed: UInt64) -> [AdvocacyRow] {
        guard !isInternal, role.course.use.level(daysAgo: 0) > 0.6 else { return [] }
        var chance = random(for: "advocacy", seed: seed)
        guard chance.happens(350) else { return [] }
        let asked = (lastDay - chance.between(20...300)).orWorkdayBefore
        let deed = chance.pick(["reference", "review", "review", "referral", "case_study"])
        let done = asked + chance.between(2...18)
        let acts = [(asked, "asked")] + (chance.happens(700) && done <= lastDay ? [(done, deed)] : [])
        return acts.filter { days.contains($0.0) }.enumerated().map { index, act in
            AdvocacyRow(id: "AD-\(1000 + number)-\(index + 1)", accountID: id, day: act.0, kind: act.1)
        }
    }
}
