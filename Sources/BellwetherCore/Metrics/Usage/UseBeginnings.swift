/// From which day on use is counted at all, for what metrics ask of it: the first row of anybody.
///
/// Sources leave out days without use, so a day without rows is one without use only after that. Where no row has come
/// at all, a source that is fresh says that there was none.
struct UseBeginnings: Sendable {
    /// By days of use; by them or days of users; by days of users; by those or daily counts of people; by any of them.
    let features, events, users, people, anything: Day?

    init(_ firstDays: [String: Day]) {
        func first(_ kinds: [FactKind]) -> Day? { kinds.compactMap { firstDays[$0.name] }.min() }
        features = first([.usageDay])
        events = first([.usageDay, .userDay])
        users = first([.userDay])
        people = first([.userDay, .seatDay])
        anything = first([.usageDay, .userDay, .seatDay])
    }
}

extension MeasuringContext {
    /// Whether use was counted on each of the last so many whole days on which the account was there.
    func counts(_ beginning: Day?, days: Int, of account: AccountView) -> Bool {
        guard let beginning, beginning > asOf.today - days else { return true }
        guard let started = account.profile?.started else { return false }
        return beginning <= started
    }
}
