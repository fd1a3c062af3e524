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

extension UseBeginnings {
    func first(_ use: UseSpan.Use) -> Day? {
        switch use {
        case .features: features
        case .events: events
        case .users: users
        case .people: people
        case .anything: anything
        }
    }
}

/// The last whole days of use that a metric sums over.
package struct UseSpan: Sendable, Hashable {
    enum Use: Sendable, Hashable { case features, events, users, people, anything }

    let use: Use
    package let days: Int

    private init(_ use: Use, days: Int) {
        self.use = use
        self.days = days
    }

    static let monthOfFeatures = UseSpan(.features, days: 30)
    static let monthOfEvents = UseSpan(.events, days: 30)
    static let monthOfUsers = UseSpan(.users, days: UserMonth.days)
    static let monthOfPeople = UseSpan(.people, days: UserMonth.days)
    static let monthOfAnything = UseSpan(.anything, days: 30)
    /// The last 30 days and the 30 before, which they are compared with.
    package static let twoMonthsOfEvents = UseSpan(.events, days: 60)

    /// Since when its days are counted, as long as that is too short for accounts that were there before.
    package func tooShort(in accounts: Accounts, on today: Day) -> Day? {
        UseBeginnings(accounts.countedSince ?? [:]).first(use).flatMap { $0 > today - days ? $0 : nil }
    }
}

extension MeasuringContext {
    /// Whether use was counted on each day of the span on which the account was there.
    func counts(_ span: UseSpan, of account: AccountView) -> Bool {
        guard let beginning = useBegins.first(span.use), beginning > asOf.today - span.days else { return true }
        guard let started = account.profile?.started else { return false }
        return beginning <= started
    }
}
