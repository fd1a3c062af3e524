import Columns
import Testing

@testable import BellwetherCore

@Suite struct ChunkLoopTests {
    private static let slots = [0, 1, Chunk.size - 1, Chunk.size, 2 * Chunk.size + 7]

    private static let accounts: Accounts = {
        var company = Company()
        for slot in slots {
            company.addAccount("a\(slot)", slot: slot, ["seats": .integer(Int64(slot % 50 + 1))])
            company.addUsage(slot: slot, from: "2026-01-01", to: "2026-03-20", count: Int64(slot % 7 + 1))
            company.add(
                .subscription, "s\(slot)", slot: slot, ["mrr": .integer(Int64(slot) * 10_000), "status": "active"])
        }
        return Accounts().merging(company.facts)
    }()

    @Test func `whichever chunk is measured first, the numbers are the same`() {
        let backwards = ChunkLoop { count, part in (0..<count).reversed().map { part($0) }.reversed() }
        let now = AsOf.berlin("2026-03-25T09:00").now
        var catalogue = MetricCatalogue(zone: .berlin, reporting: .eur)
        let inOrder = catalogue.measured(on: Self.accounts, at: now)
        catalogue.loop = backwards
        let other = catalogue.measured(on: Self.accounts, at: now)
        #expect(Self.accounts.chunks.count == 3)
        for index in catalogue.list.indices {
            for slot in Self.slots { #expect(other.value(index, of: slot) == inOrder.value(index, of: slot)) }
        }
        #expect(other.index(of: "revenue.mrr").map { other.value($0, of: 1) } == .known(0.01))
    }
}
