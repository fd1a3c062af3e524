import BellwetherCore
import BellwetherStore
import Testing

@testable import BellwetherDaemon

@Suite struct DataTroublesTests {
    private func trouble(_ size: Int) -> DataTroubles.Trouble {
        DataTroubles.Trouble(topic: "unmatched", size: size, lines: ["\(size) rows"])
    }

    @Test func `are told once, again when they double, and anew when they were gone, which is told too`() {
        var troubles = DataTroubles()
        let said = [3, 3, 5, 6, 11, 12].map { troubles.words(on: [trouble($0)], among: ["unmatched"]).map(\.lines) }
        #expect(said == [[["3 rows"]], [], [], [["6 rows"]], [], [["12 rows"]]])
        let end = "Every invoice and the like belongs to an account now, and rules see it."
        // What was not looked at may go on.
        #expect(troubles.words(on: [], among: []) == [])
        #expect(troubles.words(on: [], among: ["unmatched"]).map(\.lines) == [[end]])
        #expect(troubles.words(on: [], among: ["unmatched"]) == [])
        #expect(troubles.words(on: [trouble(3)], among: ["unmatched"]).count == 1)
        var restarted = DataTroubles(Note.counts(Note.text(troubles.told)))
        #expect(restarted.words(on: [trouble(3)], among: ["unmatched"]) == [])
    }

    @Test func `money is told again once a quarter more of it is hidden than at its least`() {
        func trouble(_ count: Int, _ minor: Int64) -> DataTroubles.Trouble {
            DataTroubles.Trouble(topic: "unmatched", size: count, lines: ["\(minor)"], money: ["EUR": minor])
        }
        var troubles = DataTroubles()
        let course: [(Int, Int64)] = [
            (3, 10_000), (3, 10_001), (2, 8_000), (3, 9_999), (3, 10_000), (3, 10_000), (3, 12_000), (4, 12_500),
        ]
        let said = course.map { troubles.words(on: [trouble($0, $1)], among: ["unmatched"]).flatMap(\.lines) }
        #expect(said == [["10000"], [], [], [], ["10000"], [], [], ["12500"]])
        var restarted = DataTroubles(Note.counts(Note.text(troubles.told)))
        #expect(restarted.words(on: [trouble(4, 12_500)], among: ["unmatched"]) == [])
        // A state from before money was noted begins with what there is.
        var older = DataTroubles(["unmatched": 3])
        #expect(older.words(on: [trouble(3, 10_000)], among: ["unmatched"]) == [])
        #expect(older.words(on: [trouble(3, 12_500)], among: ["unmatched"]).count == 1)
        #expect(older.words(on: [], among: ["unmatched"]).count == 1)
        #expect(older.told.isEmpty)
    }

    @Test func `money that could be several accounts' is told with which, and how to settle it`() throws {
        let ambiguity = UnmatchedRows.Ambiguity(way: .domain, value: "acme.com", accounts: ["acme", "acme-uk"])
        let trouble = try #require(
            DataTroubles.Trouble.unmatched([
                UnmatchedRows(
                    kind: "invoice", account: "cus_1", rows: 3, money: ["EUR": 1_200_000], source: "billing",
                    ambiguity: ambiguity),
                UnmatchedRows(kind: "invoice", account: "cus_2", rows: 1, money: ["EUR": 100]),
            ]))
        #expect(
            trouble.lines == [
                "4 invoices (12,001 EUR) belong to no account",
                "They count for nobody: no rule sees them. `bellwether unmatched` lists them by account.",
                "One of their customers could be several accounts: domain acme.com is that of acme and acme-uk. "
                    + "Say in `account_map` which of them is meant.",
            ])
    }
}

@Suite struct OwnerlessTests {
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    private func accounts(ownedBy owners: [String?]) -> Accounts {
        var builder = AccountsBuilder()
        for (slot, owner) in owners.enumerated() {
            builder.addAccountID(slot: slot, id: "a\(slot)")
            let fields: [String: FactValue] = [
                "id": .text("a\(slot)"), "name": .text("A\(slot)"), "owner": owner.map(FactValue.text) ?? .absent,
            ]
            builder.add(
                kind: .account, slot: slot, source: "crm",
                row: FactRow(
                    key: "a\(slot)", account: "a\(slot)",
                    values: FactKind.account.fields.map { fields[$0.name] ?? .absent }, observed: .distantPast,
                    isAssumed: true))
        }
        return builder.finish(sources: [])
    }

    private func lines(_ owners: [String?], _ people: [Person]) -> [String] {
        let asOf = AsOf(nine, in: .utc)
        return DataTroubles.Trouble.ownerless(in: accounts(ownedBy: owners), People(people), at: asOf)?.lines ?? []
    }

    @Test func `names whose accounts reach nobody, the most first, and whom people may mean`() {
        let people = [
            Person(key: "kim", name: "Kim Berger", email: "kim@example.com"), Person(key: "zoe", name: "Zoe"),
        ]
        let found = lines(["KIM", "zoe", "KIM", nil, "kim", "max"], people)
        #expect(
            found == [
                "1 of 6 accounts has no owner, 4 of 6 accounts have an owner without an address",
                "Without an address are KIM (2 accounts; 'people' has 'kim'), max (1 account) and zoe (1 account).",
                "What is about them goes to the fallback of each receiver, and to nobody where it has none.",
                "Name an owner where accounts come from, and give each an address in 'people'.",
            ])
        #expect(lines(["kim"], people) == [])
        #expect(lines(["KIM"], people)[1] == "Without an address is KIM (1 account; 'people' has 'kim').")
    }

    @Test func `names no more than a few`() {
        let owners = (1...8).flatMap { Array(repeating: "owner \($0)", count: $0) }
        let named = lines(owners, [])[1]
        #expect(named.hasPrefix("Without an address are owner 8 (8 accounts), owner 7 (7 accounts), "), "\(named)")
        #expect(named.hasSuffix(", owner 4 (4 accounts) and 3 more."), "\(named)")
    }
}

@Suite struct SpaceTests {
    private static let gigabyte: Int64 = 1 << 30

    @Test func `little room is told while it can be, once, again when hardly any is left, and its end`() {
        var troubles = DataTroubles()
        let frees = [2_000, 600, 500, 400, 520, 60, 400, 630, 700].map { Int64($0) << 20 }
        let said = frees.map { free in
            let isKnown = troubles.told["space"] != nil
            let trouble = DataTroubles.Trouble.lowSpace(Space(free: free, taken: 40 << 20), isKnown: isKnown)
            return troubles.words(on: [trouble].compactMap(\.self), among: ["space"]).compactMap(\.lines.first)
        }
        #expect(
            said == [
                [], [], ["only 0.5 GB are left on the disk of the state"], [], [],
                ["only 60 MB are left on the disk of the state"], [], [],
                ["There is room on the disk of the state again."],
            ])
    }

    @Test func `a large state needs as much as it takes, for a copy`() {
        #expect(Space(free: Self.gigabyte * 3, taken: Self.gigabyte * 4).isLow)
        #expect(!Space(free: Self.gigabyte * 3, taken: Self.gigabyte * 2).isLow)
        #expect(DataTroubles.Trouble.lowSpace(nil, isKnown: true) == nil)
    }
}

@Suite struct ClockWatchTests {
    private let nine = Moment(seconds: 1_800_000_000)

    @Test(
        arguments: [
            (2_592_000, "forward by 30 days"), (-2_592_000, "back by 30 days"),
            (93_600, "forward by 1 day and 2 hours"), (-43_200, "back by 12 hours"), (300, "forward by 5 minutes"),
            (5_400, "forward by 1 hour and 30 minutes"),
        ] as [(Int64, String)])
    func `says how far it was set as people would`(seconds: Int64, words: String) {
        #expect(ClockWatch.words(on: .seconds(seconds)).first == "The clock was set \(words)")
    }

    @Test func `says at a start that the state knows of a later time`() {
        let words = ClockWatch.words(onStartAt: nine, before: nine + .seconds(30 * 86_400), in: .utc)
        #expect(words.first == "The clock was set back by 30 days while Bellwether was down, or it is wrong now")
    }

    @Test(
        arguments: [(600, 600, nil), (600, 0, 600), (0, 600, -600), (119, 0, nil), (86_400, 86_460, nil)]
            as [(Int64, Int64, Int64?)])
    func `notices a clock that goes astray`(wall: Int64, counted: Int64, step: Int64?) {
        var watch = ClockWatch()
        let start = ContinuousClock().now
        #expect(watch.step(wall: nine, counted: start) == nil)
        let found = watch.step(wall: nine + .seconds(wall), counted: start + .seconds(counted))
        #expect(found == step.map { .seconds($0) })
        #expect(watch.step(wall: nine + .seconds(wall), counted: start + .seconds(counted)) == nil)
    }
}
