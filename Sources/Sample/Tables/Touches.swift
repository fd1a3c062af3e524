import BellwetherCore

/// A contact between the company's team and an account.
struct TouchRow: Sendable {
    let id, accountID, contactID: String
    let at: Moment
    let kind, direction: String
    let isAutomatic: Bool

    static let table = Table<TouchRow>(
        "touches.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("contact_id") { $0.contactID },
            .init("at") { $0.at },
            .init("kind") { $0.kind },
            .init("direction") { $0.direction },
            .init("automatic") { $0.isAutomatic },
        ])
}

extension Customer {
    func touchRows(seed: UInt64) -> [TouchRow] {
        guard !isInternal else { return [] }
        var chance = random(for: "touches", seed: seed)
        let touches = (talks(by: &chance) + newsletters(by: &chance)).filter { days.contains($0.at.day) }
        return touches.sorted { $0.at < $1.at }.enumerated().map { index, touch in
            TouchRow(
                id: "TO-\(1000 + number)-\(index + 1)", accountID: id, contactID: touch.contactID, at: touch.at,
                kind: touch.kind, direction: touch.direction, isAutomatic: touch.isAutomatic)
        }
    }

    /// Back from the last talk the role tells of.
    private func talks(by chance: inout Chance) -> [TouchRow] {
        var talks: [TouchRow] = []
        var day = (lastDay - role.course.lastTouch).orWorkdayBefore
        while day >= days.lowerBound {
            let kind = chance.pick(weighing: [("mail", 5), ("call", 3), ("meeting", 2)])
            let direction = kind == "meeting" ? "both" : chance.pick(["inbound", "outbound", "outbound"])
            talks.append(touch(on: day, kind: kind, direction: direction, by: &chance))
            day = (day - chance.between(role.tier.daysBetweenTouches)).orWorkdayBefore
        }
        return talks
    }

    /// Sent to everybody on the first Tuesday of a month, also to those who have stopped reading.
    private func newsletters(by chance: inout Chance) -> [TouchRow] {
        days.filter { $0.weekday == .tuesday && $0.civil.day <= 7 }.map { day in
            touch(on: day, kind: "mail", direction: "outbound", isAutomatic: true, by: &chance)
        }
    }

    private func touch(
        on day: Day, kind: String, direction: String, isAutomatic: Bool = false, by chance: inout Chance
    ) -> TouchRow {
        TouchRow(
            id: "", accountID: id, contactID: isAutomatic ? contacts[0].id : chance.pick(contacts).id,
            at: day.at(
                hour: isAutomatic ? 6 : chance.between(8...16), minute: isAutomatic ? 0 : chance.between(0...59)),
            kind: kind, direction: direction, isAutomatic: isAutomatic)
    }
}
