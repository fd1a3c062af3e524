/// What an account is, and what happens to it, before a single date is set.
struct Role: Sendable {
    let name: String
    let country: Country
    let tier: Tier
    let owner: String
    let seats: Int
    /// Monthly recurring revenue at the end, in the country's currency.
    let monthly: Amount
    let plot: Plot
    let course: Course
    /// `nil` where it rolls on from month to month.
    let term: Term?
    let monthsPerInvoice: Int
    let daysToPay: Int
    var stage = Stage.settled

    struct Term: Sendable {
        let months: Int
        let noticeDays: Int
        let autoRenews: Bool
        /// Days from the account's last day to the term's end.
        let renewsIn: Int
        /// How many terms, with the current one.
        let count: Int
    }

    enum Stage: Sendable {
        case settled
        /// Began so many days ago.
        case began(Int)
        /// Left so many days ago.
        case left(Int)
    }
}

extension Role {
    /// A role made up for a plot.
    init(_ plot: Plot, named name: String, in country: Country, by chance: inout Chance) {
        let tier = plot.tier(by: &chance)
        var course = plot.course(by: &chance)
        let paysByCard = tier == .starter && course.owing == nil && chance.happens(75)
        if paysByCard { course.paying = .byCard }
        let seats = chance.between(tier.seats)
        let price = Amount(minor: chance.between(tier.halvesPerSeat) * 50)
        // Who owes an invoice of some weeks ago is billed often enough to have one.
        let mayOwe: [(choice: Int, weight: Int)] = [(1, 4), (3, 1)]
        let monthsPerInvoice = chance.pick(weighing: course.owing == nil ? tier.monthsPerInvoice : mayOwe)
        self.init(
            name: name, country: country, tier: tier, owner: chance.pick(country.owners), seats: seats,
            monthly: plot == .excluded || plot == .trial ? .zero : price * seats, plot: plot, course: course,
            term: plot.hasTerm(tier, by: &chance) ? Term(plot, tier, renewed: course.renewed, by: &chance) : nil,
            monthsPerInvoice: paysByCard ? 1 : monthsPerInvoice,
            daysToPay: paysByCard ? 0 : chance.pick(weighing: tier.daysToPay), stage: plot.stage(by: &chance))
    }
}

extension Role.Term {
    fileprivate init(_ plot: Plot, _ tier: Tier, renewed: Int?, by chance: inout Chance) {
        months = renewed == nil ? chance.pick(weighing: tier.months) : 12
        noticeDays = chance.pick(weighing: tier.noticeDays)
        autoRenews = plot != .leaving && chance.happens(tier.autoRenews)
        let mostTerms = max(1, 72 / months)
        let terms = plot == .onboarding || plot == .stuck ? 1 : chance.between(1...mostTerms)
        count = renewed == nil ? terms : max(2, terms)
        // An account in its first term is not new: its term did not begin within the last eighty days.
        let farthest = months * 30 - (count == 1 ? 80 : 0)
        let ahead = chance.between(plot == .leaving ? 15...130 : 4...farthest)
        renewsIn = plot == .churned ? 0 : renewed.map { 365 - $0 } ?? ahead
    }
}

extension Plot {
    fileprivate func tier(by chance: inout Chance) -> Tier {
        let small = needsLargerAccount ? 0 : 42
        return chance.pick(weighing: [(.starter, small), (.growth, 40), (.enterprise, 18)])
    }

    fileprivate func hasTerm(_ tier: Tier, by chance: inout Chance) -> Bool {
        if self == .trial || self == .excluded { return false }
        let tellsOfRenewal = self == .churned || self == .leaving || self == .recovered
        return tellsOfRenewal || tier != .starter || chance.happens(60)
    }

    fileprivate func stage(by chance: inout Chance) -> Role.Stage {
        let begins: [Plot: ClosedRange<Int>] = [.onboarding: 9...54, .stuck: 31...52, .trial: 3...27]
        if let days = begins[self] { return .began(chance.between(days)) }
        guard self == .churned else { return .settled }
        return .left(chance.between(chance.happens(55) ? 6...175 : 176...500))
    }
}
