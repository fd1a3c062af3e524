import BellwetherCore

/// A person at an account.
struct ContactRow: Sendable {
    let id, accountID, email, name, role: String
    let isChampion: Bool
    let lastSeen: Moment?
    let isUnsubscribed: Bool

    static let table = Table<ContactRow>(
        "contacts.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("email") { $0.email },
            .init("name") { $0.name },
            .init("role") { $0.role },
            .init("is_champion") { $0.isChampion },
            .init("last_seen_at") { $0.lastSeen },
            .init("unsubscribed") { $0.isUnsubscribed },
        ])

    private static let roles = [
        "Head of Operations", "IT lead", "Office manager", "Project manager", "Team lead planning", "Finance",
        "Managing director", "Process owner", "HR manager", "Site manager",
    ]

    static func drawn(for number: Int, _ role: Role, started: Day, lastDay: Day, seed: UInt64) -> [ContactRow] {
        var chance = Chance(seed: seed, for: "contacts", number)
        let domain = Namer.domain(of: role.name)
        let firstNames = chance.shuffled(role.country.companies.firstNames)
        let titles = chance.shuffled(roles)
        return (0..<min(chance.between(role.tier.contacts), firstNames.count)).map { index in
            let name = "\(firstNames[index]) \(chance.pick(role.country.companies.lastNames))"
            let local = name.plainLetters.replacingSpaces(by: ".")
            return ContactRow(
                id: "CT-\(1000 + number)-\(index + 1)", accountID: "AC-\(1000 + number)", email: "\(local)@\(domain)",
                name: name, role: index == 0 ? chance.pick(Array(roles.prefix(2))) : titles[index],
                isChampion: index == 0,
                lastSeen: lastSeen(role, champion: index == 0, since: started, until: lastDay, by: &chance),
                isUnsubscribed: chance.happens(7))
        }
    }

    /// Who is not using it any more has not been seen since they last spoke with us.
    private static func lastSeen(
        _ role: Role, champion: Bool, since started: Day, until lastDay: Day, by chance: inout Chance
    ) -> Moment? {
        let isBusy = role.course.use.level(daysAgo: 0) > 0.3
        let ago =
            isBusy ? chance.between(champion ? 1...4 : 1...21) : chance.between(1...30) + role.course.lastTouch / 2
        let day = (lastDay - ago).orWorkdayBefore
        return day >= started ? day.at(hour: chance.between(7...17), minute: chance.between(0...59)) : nil
    }
}
