import BellwetherCore

/// The books, changed step by step.
struct Changes {
    var books: Books
    let until: Day
    let seed: UInt64
    /// Who has fallen and not recovered, in the order in which they fell.
    private var fallen: [Customer] = []
    private(set) var news: [String] = []
    private var changedFiles: Set<String> = []

    init(_ books: Books, until: Day, seed: UInt64) {
        self.books = books
        self.until = until
        self.seed = seed
    }

    var files: [SampleFile] { books.files(where: changedFiles.contains) }

    mutating func take(_ step: Int, among customers: [Customer]) {
        news = []
        changedFiles = []
        if step == 1 { takeFirst(among: customers) } else { takeLater(step, among: customers) }
    }

    /// The first step is always the same, so that whoever shows it knows whom to name.
    private mutating func takeFirst(among customers: [Customer]) {
        let named = Dictionary(customers.map { ($0.role.name, $0) }) { first, _ in first }
        for name in ["Norrland Energi AB", "Maison Duval SAS"] {
            guard let customer = named[name] else { continue }
            fall(customer, "\(takeBackPayment(of: customer)); \(openUrgent(4, for: customer))")
        }
        if let customer = named["Halden & Voss KG"] {
            fall(customer, "\(addSeats(90, for: customer)); \(openUrgent(4, for: customer))")
        }
        if let customer = named["Tessera Milano S.r.l."] { payOldest(of: customer) }
    }

    private mutating func takeLater(_ step: Int, among customers: [Customer]) {
        var chance = Chance(seed: seed, for: "step", step)
        if !fallen.isEmpty { recover(fallen.removeFirst()) }
        let fallenIDs = Set(fallen.map(\.id))
        let standing = customers.filter { $0.canFall && !fallenIDs.contains($0.id) }
        if !standing.isEmpty {
            let customer = chance.pick(standing)
            fall(
                customer, "\(takeBackPayment(of: customer)); \(openUrgent(4, for: customer)); \(answerBadly(customer))")
        }
        // The cast keeps the figures that manuals quote, and who has just fallen goes on owing.
        let kept = Set(Role.cast.map(\.name) + fallen.map(\.role.name))
        let late = Set(books.invoices.filter { $0.isLate(on: until + 1) }.map(\.accountID))
        let owing = customers.filter { late.contains($0.id) && !kept.contains($0.role.name) }
        if !owing.isEmpty { payOldest(of: chance.pick(owing)) }
    }

    private mutating func fall(_ customer: Customer, _ what: String) {
        fallen.append(customer)
        tell(customer, what)
    }

    private mutating func recover(_ customer: Customer) {
        for index in books.tickets.indices
        where books.tickets[index].accountID == customer.id && books.tickets[index].isOpenUrgent {
            books.tickets[index].solve(at: until.at(hour: 19))
        }
        for index in books.invoices.indices
        where books.invoices[index].accountID == customer.id && books.invoices[index].isLate(on: until + 1) {
            pay(index, of: customer)
        }
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            books.accounts[index].seats = customer.role.seats
        }
        change(TicketRow.table.name)
        setStatus(of: customer)
        tell(customer, "all is well again, tickets solved and nothing owed")
    }

    mutating func tell(_ customer: Customer, _ what: String) { news.append("\(customer.role.name): \(what)") }
    mutating func change(_ file: String) { changedFiles.insert(file) }
}

extension Customer {
    /// Well, large enough to be missed, and with something to take back.
    fileprivate var canFall: Bool {
        role.plot == .steady && role.tier != .starter && role.monthsPerInvoice == 1 && span.today - started > 150
    }
}
