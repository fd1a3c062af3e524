import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreJoiningTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    func accounts() async throws -> Accounts { try await store.accounts(usageSince: Day(number: 0)) }

    /// What the crm describes: accounts by id, with what they are known by.
    func describe(_ accounts: [(String, [String: String])], at moment: Moment = monday) async throws -> LoadOutcome {
        try await store.load(
            [(.account, accounts.map { .known($0.0, by: $0.1, at: moment) })], from: "crm", at: moment)
    }

    /// What billing says: its customers, and an invoice for each.
    @discardableResult
    func bill(_ customers: [(String, [String: String])], at moment: Moment = monday) async throws -> LoadOutcome {
        try await store.load(
            [
                (.alias, customers.map { .alias($0.0, of: "billing", $0.1, at: moment) }),
                (.invoice, customers.map { .invoice("of \($0.0)", account: .alias($0.0, of: "billing"), at: moment) }),
            ], at: moment)
    }

    @Test(
        arguments: [
            (["external_id": "acme"], "id acme"), (["external_id": "T-1"], "id T-1"),
            (["stripe_id": "cus_1"], "id cus_1"),
            (["domain": "https://www.Acme.com/"], "domain acme.com"),
            (["external_id": "nobody's", "domain": "billing@acme.com, acme.io"], "domain acme.com"),
            (["external_id": "beta", "domain": "acme.com"], nil), ([:], nil), (["stripe_id": "cus_2"], nil),
        ] as [([String: String], String?)])
    func `a customer meets the account that its ids say, or else its domain`(
        customer: [String: String], because: String?
    ) async throws {
        _ = try await describe([
            ("acme", ["external_id": "T-1", "stripe_id": "cus_1", "domain": "acme.com"]),
            ("beta", ["domain": "beta.com"]),
        ])
        try await bill([("cus_1", customer)])
        let accounts = try await accounts()
        #expect(accounts.totals(of: "acme") == (because == nil ? [] : [100]))
        let slot = try #require(accounts.slots["acme"])
        #expect(
            try await store.otherNames(ofSlot: slot).map { "\($0.source) \($0.id) \($0.because)" }
                == (because.map { ["billing cus_1 \($0)"] } ?? []))
    }

    @Test func `an id that could be several accounts is nobody's, and says whose it could be`() async throws {
        _ = try await describe([("acme", ["domain": "acme.com"]), ("acme-uk", ["domain": "acme.com acme.co.uk"])])
        try await bill([("cus_1", ["name": "Acme Ltd", "domain": "acme.com"])])
        #expect(
            try await store.unmatched(reporting: .euro) == [
                UnmatchedRows(
                    kind: "invoice", account: "cus_1", rows: 1, money: ["EUR": 100], source: "billing",
                    name: "Acme Ltd",
                    ambiguity: .init(way: .domain, value: "acme.com", accounts: ["acme", "acme-uk"]))
            ])
        #expect(try await store.unmatchedInvoices(reporting: .euro).count == 1)
    }

    @Test func `two sources may call different accounts the same`() async throws {
        _ = try await describe([("77", ["domain": "acme.com"])])
        try await bill([("77", ["domain": "beta.com"])])
        #expect(try await accounts().totals(of: "77") == [])
        #expect(try await store.unmatched(reporting: .euro).map(\.account) == ["77"])
    }

    @Test func `facts that waited belong to their account once there is one, and wait again without it`() async throws {
        let waiting = try await bill([("cus_1", ["domain": "acme.com"])])
        #expect(waiting.counts["invoice"]?.unmatched == 1)
        #expect(waiting.facts?.isEmpty == true)
        let met = try await describe([("acme", ["domain": "acme.com"])], at: tuesday)
        #expect(met.facts == nil, "what was kept has moved: it is read again")
        #expect(met.moves > waiting.moves)
        #expect(try await accounts().totals(of: "acme") == [100])
        _ = try await describe([("acme", ["domain": "acme.org"])], at: wednesday)
        #expect(try await accounts().totals(of: "acme") == [])
        #expect(try await store.unmatched(reporting: .euro).map(\.account) == ["cus_1"])
    }

    @Test func `a new customer of a known account is told like any other change`() async throws {
        _ = try await describe([("acme", ["domain": "acme.com"])])
        let before = try await accounts()
        let outcome = try await bill([("cus_1", ["domain": "acme.com"])])
        #expect(outcome.counts["invoice"]?.unmatched == 0)
        let changes = try #require(outcome.facts)
        #expect(Set(changes.map(\.kind)) == [.alias, .invoice])
        #expect(before.merging(Facts(changes: changes)).totals(of: "acme") == [100])
        #expect(try await accounts().slotCount == before.slotCount, "an alias has no place among accounts")
    }

    @Test func `an account has the ids that the sources joined to it have for it`() async throws {
        func stripeID(_ accounts: Accounts) -> [String?] {
            (accounts.view("acme")?.otherIDs ?? []).map { $0.externalIDs["stripe"] }
        }
        _ = try await describe([("acme", ["domain": "acme.com"])])
        let before = try await accounts()
        let outcome = try await bill([("cus_1", ["domain": "acme.com", "stripe_id": "cus_1"])])
        #expect(try await stripeID(accounts()) == ["cus_1"])
        #expect(stripeID(before.merging(Facts(changes: try #require(outcome.facts)))) == ["cus_1"])
        // As it was known then: the id came on Monday.
        let sunday = monday - .seconds(86_400)
        #expect(stripeID(try await store.accounts(usageSince: Day(number: 0), knownAt: sunday)) == [])
        _ = try await bill([("cus_1", ["domain": "beta.com", "stripe_id": "cus_1"])], at: tuesday)
        #expect(try await stripeID(accounts()) == [])
    }

    /// Whom names mean is worked out in slices behind the facts: whatever the last commit of one life was, the next one
    /// ends with what an undisturbed one has.
    @Test func `what a crash leaves in the middle of joining is worked out by the next load`() async throws {
        func live(_ path: String, _ faults: FaultPlan) async throws -> [String: [Int64]] {
            let store = try Store.open(
                at: path, as: .writer, faults: faults, slices: Slices(facts: 4, names: 3, joined: 2))
            let accounts = ["acme", "beta"]
            func customers(_ swapped: Bool) -> [FactRow] {
                (0..<6).map { number in
                    let account = accounts[(number + (swapped ? 1 : 0)) % 2]
                    return .alias("cus_\(number)", of: "billing", ["domain": "\(account).com"])
                }
            }
            let invoices = (0..<6).map { FactRow.invoice("\($0)", account: .alias("cus_\($0)", of: "billing")) }
            _ = try await store.load(
                [(.account, accounts.map { .known($0, by: ["domain": "\($0).com"]) })], from: "crm", at: monday)
            if try await store.source("billing")?.cursor != "swapped" {
                if try await store.source("billing")?.cursor == nil {
                    try await store.load([(.alias, customers(false)), (.invoice, invoices)], cursor: "straight")
                }
                try await store.load([(.alias, customers(true)), (.invoice, invoices)], at: tuesday, cursor: "swapped")
            }
            let known = try await store.accounts(usageSince: Day(number: 0))
            return Dictionary(
                uniqueKeysWithValues: accounts.map {
                    ($0, (known.view($0)?.invoices ?? []).map { Int64($0.identity.key) ?? -1 })
                })
        }
        let wanted: [String: [Int64]] = ["acme": [1, 3, 5], "beta": [0, 2, 4]]
        var number = 0
        var wasStruck = true
        while wasStruck {
            number += 1
            let state = try TemporaryState()
            do {
                let fault = FaultPlan.at(.afterCommit, ofCommit: number) { () throws(StoreError) in
                    throw .full(file: "")
                }
                #expect(try await live(state.path, fault) == wanted)
                wasStruck = false
            } catch StoreError.full {
                #expect(try await live(state.path, .none) == wanted, "after commit \(number)")
            }
        }
        #expect(number > 20)
    }

    @Test func `where two sources share names, what is new to one may be known by the other`() async throws {
        _ = try await describe([("acme", ["domain": "acme.com"])])
        let name = String.alias("cus_1", of: "billing")
        var plan = LoadPlan(source: "invoices", kinds: [.invoice], mode: .snapshot, loadedAt: monday)
        plan.sharesNames = true
        let invoices = try await store.begin(plan)
        try await invoices.stage(.invoice, [.invoice("1", account: name)])
        #expect(try await invoices.finish(LoadEnd()).facts?.isEmpty == true)
        plan.source = "billing"
        plan.kinds = [.alias]
        let customers = try await store.begin(plan)
        try await customers.stage(.alias, [.alias("cus_1", of: "billing", ["domain": "acme.com"])])
        #expect(try await customers.finish(LoadEnd()).facts == nil, "the invoice has moved")
        #expect(try await accounts().totals(of: "acme") == [100])
    }

    @Test func `an invoice that goes to another customer of the same account stays where it is`() async throws {
        _ = try await describe([("acme", ["domain": "acme.com"])])
        try await bill([("cus_1", ["domain": "acme.com"]), ("cus_2", ["domain": "acme.com"])])
        let before = try await accounts()
        let moved = try await store.load(
            [(.invoice, [.invoice("of cus_1", account: .alias("cus_2", of: "billing"), at: tuesday)])], .append,
            at: tuesday)
        #expect(before.merging(Facts(changes: try #require(moved.facts))).totals(of: "acme") == [100, 100])
    }

    @Test func `a map comes before all else, and what it maps is found`() async throws {
        _ = try await describe([("acme", [:]), ("beta", ["domain": "beta.com"])])
        try await store.load([
            (.alias, [.of(.alias, "cus_1", account: "acme", ["domain": .text("beta.com")])]),
            (.invoice, [.invoice("1", account: "acme")]),
        ])
        let accounts = try await accounts()
        #expect(accounts.totals(of: "acme") == [100])
        let slot = try #require(accounts.slots["acme"])
        #expect(
            try await store.otherNames(ofSlot: slot)
                == [OtherName(source: "billing", id: "cus_1", way: nil, value: nil)])
    }

    @Test func `an id that nobody describes is that of the account which has it as its external id`() async throws {
        try await store.load([(.usageDay, [.usage("T-1", day: 20_000, count: 3)])], from: "product", .append)
        _ = try await describe([("acme", ["external_id": "T-1"])])
        let accounts = try await accounts()
        #expect(accounts.view("acme")?.usage.map(\.count) == [3])
        #expect(accounts.slots["T-1"] == accounts.slots["acme"])
        _ = try await describe([("acme", ["external_id": "T-1"]), ("T-1", [:])], at: tuesday)
        #expect(try await self.accounts().view("acme")?.usage.isEmpty == true)
    }

    @Test func `days of two customers that are one account count together, as they come and when they are read`()
        async throws
    {
        _ = try await describe([("acme", ["domain": "acme.com"])])
        let names = ["a", "b"]
        try await store.load(
            [(.alias, names.map { .alias($0, of: "product", ["domain": "acme.com"]) })], from: "product")
        func days(_ counts: [Int64], at moment: Moment) async throws -> LoadOutcome {
            let rows = zip(names, counts).flatMap { name, count in
                let account = String.alias(name, of: "product")
                return [
                    FactRow.usage(account, day: 20_000, feature: "login", count: count),
                    .usage(account, day: 20_001, count: count),
                ]
            }
            let seats = zip(names, counts).map { name, count in
                FactRow.seats(.alias(name, of: "product"), day: 20_000, seats: count == 5 ? nil : count, active: count)
            }
            return try await store.load([(.usageDay, rows), (.seatDay, seats)], from: "product", .append, at: moment)
        }
        var known = try await accounts()
        for (counts, moment) in [([3, 4], monday), ([3, 5], tuesday)] as [([Int64], Moment)] {
            known = known.merging(Facts(changes: try #require(try await days(counts, at: moment).facts)))
            let read = try await accounts()
            for accounts in [known, read] {
                let sum = Int32(counts[0] + counts[1])
                #expect(accounts.view("acme")?.usage.map(\.count) == [sum, sum])
                let seats = accounts.view("acme")?.seatDays.map { [$0.seats, $0.activeUsers] }
                #expect(seats == [[counts[1] == 5 ? 3 : sum, sum]])
            }
        }
    }

    /// Sources come in any order, again and again, with rows that have changed: what is known at the end hangs on what
    /// they say last and on nothing else.
    @Test(arguments: 0..<12) func `it does not matter what comes first`(_ seed: UInt64) async throws {
        var chance = SplitMix(seed)
        let final = Company(&chance)
        let orderly = try await Self.told([final.crm, final.billing, final.desk])
        var loads = [final.crm, final.billing, final.desk].shuffled(using: &chance)
        // Before the last word of each come other words.
        for _ in 0..<4 {
            let other = Company(&chance)
            loads.insert([other.crm, other.billing, other.desk][Int(chance.next() % 3)], at: 0)
        }
        let shuffled = try await Self.told(loads)
        #expect(shuffled.read == orderly.read, "seed \(seed)")
        #expect(shuffled.merged == shuffled.read, "seed \(seed): merged as it came")
    }

    /// By account: its invoices' and tickets' keys, as read from the state, and as the changes of the loads make them.
    private static func told(
        _ loads: [Company.Source]
    ) async throws -> (read: [String: [String]], merged: [String: [String]]) {
        let state = try TemporaryState()
        let store = try state.open()
        var merged = Accounts()
        for (index, load) in loads.enumerated() {
            let moment = monday + .seconds(Int64(index) * 3600)
            let outcome = try await store.load(
                load.rows.map { kind, rows in
                    (
                        kind,
                        rows.map { row in
                            var row = row
                            row.observed = moment
                            return row
                        }
                    )
                }, from: load.name, at: moment)
            if let changes = outcome.facts {
                merged = merged.merging(Facts(changes: changes))
            } else {
                merged = try await store.accounts(usageSince: Day(number: 0))
            }
        }
        return (facts(of: try await store.accounts(usageSince: Day(number: 0))), facts(of: merged))
    }

    private static func facts(of accounts: Accounts) -> [String: [String]] {
        (0..<accounts.slotCount).reduce(into: [:]) { facts, slot in
            let view = accounts[slot]
            guard let profile = view.profile else { return }
            facts[profile.id] = view.invoices.map(\.identity.key) + view.tickets.map(\.identity.key)
        }
    }
}

/// A crm with a few accounts, and two sources that know them by other names, some by several.
private struct Company {
    struct Source {
        let name: String
        let rows: [(FactKind, [FactRow])]
    }

    let crm, billing, desk: Source

    init(_ chance: inout SplitMix) {
        func pick(_ texts: [String?]) -> String? { texts[Int(chance.next() % UInt64(texts.count))] }
        let domains = ["a.com", "b.com", "c.com", nil, "gmail.com"]
        let externals = ["T-1", "T-2", "a1", "a2", nil, nil, nil]
        func recognition() -> [String: String] {
            var fields: [String: String] = [:]
            fields["domain"] = pick(domains)
            fields["external_id"] = pick(externals)
            fields["stripe_id"] = pick(["cus_1", "cus_2", nil, nil])
            return fields
        }
        let ids = ["a1", "a2", "a3", "T-1"].filter { _ in chance.next() % 4 > 0 }
        crm = Source(name: "crm", rows: [(.account, ids.map { .known($0, by: recognition()) })])
        let customers = ["cus_1", "cus_2", "a1"].filter { _ in chance.next() % 5 > 0 }
        billing = Source(
            name: "billing",
            rows: [
                (.alias, customers.map { .alias($0, of: "billing", recognition()) }),
                (.invoice, customers.map { .invoice("of \($0)", account: .alias($0, of: "billing")) }),
            ])
        let tenants = ["T-1", "T-2", "a2"].filter { _ in chance.next() % 5 > 0 }
        desk = Source(
            name: "desk",
            rows: [(.ticket, tenants.map { .of(.ticket, "from \($0)", account: $0, ["created_at": .integer(0)]) })])
    }
}

private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension String {
    fileprivate static func alias(_ id: String, of source: String) -> String { Alias(source: source, id: id).name }
}

extension FactRow {
    fileprivate static func known(_ id: String, by fields: [String: String], at moment: Moment = monday) -> FactRow {
        of(.account, id, account: id, at: moment, ["name": .text(id)].merging(fields.mapValues(FactValue.text)) { $1 })
    }

    fileprivate static func alias(
        _ id: String, of source: String, _ fields: [String: String], at moment: Moment = monday
    ) -> FactRow {
        of(.alias, id, account: .alias(id, of: source), at: moment, fields.mapValues(FactValue.text))
    }
}
