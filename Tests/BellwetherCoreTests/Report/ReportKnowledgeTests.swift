import Testing

@testable import BellwetherCore

@Suite struct ReportKnowledgeTests {
    private static let start = Day.on("2026-03-01")

    /// Three accounts: one that was there and seen, one of a first load, and one that is newer than the period.
    private func accounts(owner: String, seen: String?) -> Accounts {
        var company = Company()
        company.add(
            .account, "a", slot: 0, observed: seen,
            ["name": "A", "started_at": "2024-01-01", "owner": .text(owner), "currency": "EUR"])
        company.add(.account, "b", slot: 1, ["name": "B", "started_at": "2024-01-01", "owner": .text(owner)])
        company.add(.account, "c", slot: 2, ["name": "C", "started_at": "2026-03-05", "owner": .text(owner)])
        return company.accounts
    }

    private func words(_ then: Accounts?, by scope: GroupScope = .owner) -> [String] {
        ReportKnowledge(
            of: accounts(owner: "lee", seen: "2026-03-10T10:00Z"), knownThen: then, at: Self.start, by: scope
        ).words
    }

    @Test func `a report says under whose name accounts stand, and what it only assumes`() {
        #expect(
            words(accounts(owner: "kim", seen: "2026-02-01T10:00Z")) == [
                "Accounts stand under the owner they had on 2026-03-01; of 1 of 2 it is not known, and the first that "
                    + "was seen counts.",
                "1 of 2 accounts came with a first load: what was known of them on 2026-03-01 is assumed from the dates of "
                    + "their facts.",
            ])
    }

    @Test func `without anything known of then, today's owner is said to be today's`() {
        let words = words(nil)
        #expect(words.first == "Accounts stand under today's owner: what it was on 2026-03-01 is not known.")
        #expect(words.count == 2)
    }

    @Test func `of a first load the owner that was seen first counts`() {
        let words = words(accounts(owner: "kim", seen: nil))
        #expect(
            words.first == "Accounts stand under the first owner that was seen: what it was on 2026-03-01 is not known."
        )
    }

    @Test func `all together there is no membership to speak of`() {
        #expect(words(nil, by: .portfolio).count == 1)
        #expect(ReportKnowledge(of: Accounts(), knownThen: nil, at: Self.start, by: .owner).words.isEmpty)
    }
}
