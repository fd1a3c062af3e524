package import BellwetherCore

/// A believable company, made up: a planning tool's few hundred accounts, as the CSV files that its systems export.
///
/// The same arguments give the same bytes, on every machine. Nothing in the files is later than `until`.
package struct SampleCompany: Sendable {
    let span: Span
    let seed: UInt64
    let customers: [Customer]
    let books: Books

    /// - Parameter days: how far back usage, tickets, talks and the like reach. Accounts, contracts and bills may be older.
    package init(accounts: Int = 200, until: Day, days: Int = 540, seed: UInt64 = 1) {
        let span = Span(until: until, days: days)
        let customers = SampleCompany.customers(
            playing: SampleCompany.roles(accounts, seed: seed), in: span, seed: seed)
        self.span = span
        self.seed = seed
        self.customers = customers
        books = Books(of: customers, in: span, seed: seed)
    }

    package var files: [SampleFile] {
        [Colleague.table.file(of: Colleague.all)] + books.files() + [UsageRow.table.file(of: usage)]
    }

    /// Day by day, as an export that runs every night has it.
    private var usage: some Sequence<UsageRow> {
        (span.first...span.until).lazy.flatMap { day in
            customers.lazy.compactMap { $0.usageRow(on: day, seed: seed) }
        }
    }

    /// Numbered in the order in which they came.
    private static func customers(playing roles: [Role], in span: Span, seed: UInt64) -> [Customer] {
        let starts = roles.indices.map { roles[$0].start(in: span, by: Chance(seed: seed, for: "start", $0)) }
        let order = roles.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
        return order.enumerated().map { place, index in
            Customer(number: place + 1, roles[index], since: starts[index], in: span, seed: seed)
        }
    }

    private static func roles(_ count: Int, seed: UInt64) -> [Role] {
        let cast = Array(Role.cast.prefix(count))
        var chance = Chance(seed: seed, for: "roles")
        var namer = Namer(seed: seed, reserved: Role.cast.map(\.name))
        var internalNames = ["Fernhill Demo", "Fernhill QA Sandbox", "Fernhill Load Test"][...]
        let plots = Plot.dealt(to: count, after: cast.map(\.plot), by: &chance)
        let rest = plots.dropFirst(cast.count).map { plot in
            let country = chance.pick(weighing: Country.all.map { ($0, $0.weight) })
            let internalName = plot == .excluded ? internalNames.popFirst() : nil
            return Role(plot, named: internalName ?? namer.company(in: country), in: country, by: &chance)
        }
        return cast + rest
    }
}
