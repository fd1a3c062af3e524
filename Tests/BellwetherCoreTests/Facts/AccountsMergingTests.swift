import Columns
import Testing

@testable import BellwetherCore

@Suite struct AccountsMergingTests {
    @Test func `the order in which facts come does not matter`() {
        var random = SeededRandom(seed: 5)
        var company = Company.busy(accounts: 40, &random)
        let expected = company.accounts.inWords
        for _ in 0..<5 {
            company.shuffle(&random)
            #expect(company.accounts.inWords == expected)
        }
    }

    @Test func `an earlier day of anybody is since when days are counted, where that is kept`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-03-10", active: 4)
        company.addUsage(slot: 1, from: "2026-03-05", to: "2026-03-07", count: 1)
        #expect(company.accounts.countedSince == nil)
        var kept = Accounts()
        kept.countedSince = ["usage_day": .on("2026-03-01")]
        #expect(
            kept.merging(company.facts).countedSince == [
                "usage_day": .on("2026-03-01"), "seat_day": .on("2026-03-10"),
            ])
        company.addUsage(from: "2026-02-01", to: "2026-02-02", count: 1)
        #expect(kept.merging(company.facts).countedSince?["usage_day"] == .on("2026-02-01"))
    }

    @Test func `facts in two turns make the same accounts as in one`() {
        var random = SeededRandom(seed: 6)
        let company = Company.busy(accounts: 40, &random)
        let half = company.changes.count / 2
        let first = Facts(changes: Array(company.changes.prefix(half)))
        let second = Facts(changes: Array(company.changes.dropFirst(half)))
        let merged = Accounts().merging(first).merging(second)
        #expect(merged.inWords == company.accounts.inWords)
    }

    /// Sources are read one after the other, and each row is observed when it is read: so the last that was observed is
    /// the last that came, however many of them a turn takes at once.
    @Test func `versions of one row count alike, taken one by one, some together, or all at once`() {
        var random = SeededRandom(seed: 61)
        for _ in 0..<20 {
            var company = Company()
            for slot in 0..<3 { company.addAccount("a\(slot)", slot: slot) }
            for step in 0..<60 {
                let observed = "2026-03-02T\(10 + step / 10):\(10 + step % 10):00Z"
                company.add(
                    .invoice, "x\(random.below(5))", slot: random.below(3), observed: observed,
                    isDeleted: random.below(4) == 0, ["total": .integer(Int64(step))])
            }
            let changes = company.changes
            let atOnce = Accounts().merging(Facts(changes: changes)).inWords
            #expect(changes.reduce(Accounts()) { $0.merging(Facts(changes: [$1])) }.inWords == atOnce)
            let cut = random.below(changes.count)
            let halves = [Array(changes[..<cut]), Array(changes[cut...])]
            #expect(halves.reduce(Accounts()) { $0.merging(Facts(changes: $1)) }.inWords == atOnce)
            company.shuffle(&random)
            #expect(company.accounts.inWords == atOnce)
        }
    }

    @Test func `the builder makes the same accounts as a merge`() {
        var random = SeededRandom(seed: 7)
        let company = Company.busy(accounts: 40, &random)
        #expect(company.built.inWords == company.accounts.inWords)
    }

    @Test func `a later row of the same identity takes the place of the earlier`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "INV-1", ["total": 1000])
        company.add(.invoice, "INV-1", observed: "2026-03-02T09:00Z", ["total": 2000])
        #expect(company.accounts[0].invoices.map(\.totalMinor) == [2000])
    }

    @Test func `a deleted row is gone, and only that one`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "INV-1", ["total": 1000])
        company.add(.invoice, "INV-2", ["total": 2000])
        let before = company.accounts
        var after = Company()
        after.add(.invoice, "INV-1", isDeleted: true, ["total": 0])
        after.add(.invoice, "INV-2", source: "other", isDeleted: true, ["total": 0])
        #expect(before.merging(after.facts)[0].invoices.map(\.totalMinor) == [2000])
    }

    @Test func `keys that only look alike are two rows`() {
        var company = Company()
        company.addAccount()
        company.add(.ticket, "caf\u{E9}", ["created_at": "2026-03-01T00:00Z"])
        company.add(.ticket, "cafe\u{301}", ["created_at": "2026-03-01T00:00Z"])
        #expect(company.accounts[0].tickets.count == 2)
    }

    @Test func `a day of use is overwritten in place`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-03-01", to: "2026-03-04", count: 5)
        let before = company.accounts
        var later = Company()
        later.addUsage(from: "2026-03-02", to: "2026-03-03", count: 50)
        #expect(before.merging(later.facts)[0].usage.map(\.count) == [5, 50, 5])
    }

    @Test func `only touched chunks are made anew`() {
        var company = Company()
        for slot in 0..<(2 * Chunk.size) where slot % 512 == 0 { company.addAccount("a\(slot)", slot: slot) }
        let before = company.accounts
        var later = Company()
        later.add(.invoice, "INV-1", slot: Chunk.size, ["total": 1000])
        let after = before.merging(later.facts)
        #expect(after.chunks[0] === before.chunks[0])
        #expect(after.chunks[1] !== before.chunks[1])
        #expect(before[Chunk.size].invoices.isEmpty)
    }

    @Test(arguments: [Chunk.size - 1, Chunk.size, Chunk.size + 1])
    func `the edge of a chunk is like any other place`(last: Int) {
        var company = Company()
        for slot in [0, Chunk.size - 1, last] {
            company.addAccount("a\(slot)", slot: slot)
            company.addUsage(slot: slot, from: "2026-03-01", to: "2026-03-03", count: Int64(slot + 1))
        }
        for accounts in [company.accounts, company.built] {
            #expect(accounts.slotCount == last + 1)
            #expect(accounts[last].profile?.id == "a\(last)")
            #expect(accounts[last].usage.map(\.count) == [Int32(last + 1), Int32(last + 1)])
            #expect(accounts[1].profile == nil)
        }
    }

    @Test func `an id that only facts name has a slot and no profile`() {
        var company = Company()
        company.add(.invoice, "INV-1", slot: 3, account: "ghost", ["total": 1000])
        let accounts = company.accounts
        #expect(accounts.slots == ["ghost": 3])
        #expect(accounts[3].profile == nil)
        #expect(accounts[3].watchedStatus(at: .berlin("2026-03-01")) == nil)
    }

    @Test func `features keep their codes when new ones come`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-03-01", to: "2026-03-02", feature: "reports", count: 1)
        let before = company.accounts
        var later = Company()
        later.addUsage(from: "2026-03-02", to: "2026-03-03", feature: "api", count: 1)
        #expect(before.merging(later.facts).features == ["", "reports", "api"])
    }

    @Test func `facts without news about sources leave their standing`() {
        var company = Company()
        company.addAccount()
        let accounts = company.accounts
        #expect(accounts.merging(Facts()).sources == accounts.sources)
    }

    @Test func `costs without an account are shared by all`() {
        var company = Company()
        company.add(.cost, "K2", slot: nil, ["amount": 200, "period_start": "2026-03-01"])
        company.add(.cost, "K1", slot: nil, ["amount": 100, "period_start": "2026-03-01"])
        #expect(company.accounts.sharedCosts.map(\.amountMinor) == [100, 200])
    }
}
