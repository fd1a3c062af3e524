import BellwetherCore

/// A role with its dates: all that the rows of one account are made from.
struct Customer: Sendable {
    /// From 1, in the order in which the company numbers its accounts.
    let number: Int
    let role: Role
    let span: Span
    let started: Day
    /// The day it left, or today.
    let lastDay: Day
    let contacts: [ContactRow]
    /// What it pays a month, and since when; the oldest first.
    let prices: [Price]

    struct Price: Sendable {
        let from: Day
        let monthly: Amount
    }

    var id: String { "AC-\(1000 + number)" }
    var left: Day? {
        if case .left = role.stage { lastDay } else { nil }
    }
    var isInternal: Bool { role.plot == .excluded }

    /// The last day of its files.
    var until: Day { lastDay - 1 }
    /// The days the files tell of, as far as it was there.
    var days: Range<Day> { max(started, span.first)..<max(lastDay, max(started, span.first)) }

    init(number: Int, _ role: Role, since started: Day, in span: Span, seed: UInt64) {
        var chance = Chance(seed: seed, for: "prices", number)
        self.number = number
        self.role = role
        self.span = span
        self.started = started
        lastDay = role.lastDay(in: span)
        prices = Customer.prices(of: role, from: started, until: lastDay, in: span, by: &chance)
        contacts = ContactRow.drawn(for: number, role, started: started, lastDay: lastDay, seed: seed)
    }

    func monthlyPrice(on day: Day) -> Amount { prices.last { $0.from <= day }?.monthly ?? prices[0].monthly }

    func random(for purpose: String, seed: UInt64) -> Chance { Chance(seed: seed, for: purpose, number) }
}

extension Role {
    func lastDay(in span: Span) -> Day {
        if case .left(let ago) = stage { span.today - ago } else { span.today }
    }

    func start(in span: Span, by chance: Chance) -> Day {
        var chance = chance
        let lastDay = lastDay(in: span)
        if case .began(let ago) = stage { return lastDay - ago }
        guard let term else { return lastDay - chance.between(90...1900) }
        return (lastDay + term.renewsIn).adding(months: -term.months * term.count)
    }
}

extension Customer {
    /// A term of its contract: from one renewal date to the next.
    struct Term {
        let number: Int
        let start: Day
        let end: Day
    }

    /// Every term so far, the current one last.
    var terms: [Term] {
        guard let term = role.term else { return [] }
        let end: Day
        if case .began = role.stage { end = started.adding(months: term.months) } else { end = lastDay + term.renewsIn }
        return (0..<term.count).map { index in
            let monthsBack = term.months * (term.count - index)
            return Term(
                number: index + 1, start: index == 0 ? started : end.adding(months: -monthsBack),
                end: end.adding(months: term.months - monthsBack))
        }
    }

    /// Walks back from today's price: every renewal may have raised it, and some plots changed it on the way.
    private static func prices(
        of role: Role, from started: Day, until lastDay: Day, in span: Span, by chance: inout Chance
    ) -> [Price] {
        var changes: [(day: Day, perMille: Int)] = []
        if let term = role.term, case .settled = role.stage {
            for renewal in 1..<max(1, term.count) {
                let day = (lastDay + term.renewsIn).adding(months: -term.months * renewal)
                changes.append((day, 1000 - chance.pick([0, 0, 30, 40, 50, 65])))
            }
        }
        if role.plot == .growing { changes.append((lastDay - chance.between(35...300), chance.between(680...880))) }
        if role.plot == .shrinking { changes.append((lastDay - chance.between(6...27), chance.between(1280...1600))) }
        changes = changes.filter { $0.day > max(started, span.first) }.sorted { $0.day > $1.day }
        var monthly = role.monthly
        var prices: [Price] = []
        for change in changes where change.perMille != 1000 {
            prices.append(Price(from: change.day, monthly: monthly))
            monthly = Amount(minor: monthly.perMille(change.perMille).minor / 50 * 50)
        }
        return (prices + [Price(from: started, monthly: monthly)]).reversed()
    }
}
