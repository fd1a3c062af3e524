import Testing

@testable import BellwetherCore

@Suite struct LeadTests {
    /// The loss is 20 days after the last month's end; months end on 31 Jan, 28 Feb, 31 Mar and 30 Apr 2025.
    @Test(arguments: [
        ([0, 0, 0, 0], 1, 109), ([2, 1, 0, 0], 2, 50), ([2, 2, 2, 0], 2, 20), ([0, 0, 1, 0], 3, 20),
        // Only what lies within the horizon begins a stretch, but it goes on back from there.
        ([0, 0, 0, 1], 3, 109),
    ])
    func `goes back as far as the account stood in the lowest band`(_ bands: [Int], _ lostIn: Int, _ days: Double) {
        var made = MadeUpRows(months: 4)
        made.add(bands: bands, lostIn: lostIn)
        #expect(Lead(made.rows) == Lead(median: days, accounts: 1))
    }

    @Test func `counts only those that were there beforehand`() {
        var made = MadeUpRows(months: 4)
        made.add(bands: [0, 1, 1, 1], lostIn: 2)
        made.add(bands: [0, 0, 0, 0])
        #expect(Lead(made.rows) == Lead(median: nil, accounts: 0))
    }

    @Test func `takes the one in the middle, or what lies between two`() {
        var made = MadeUpRows(months: 4)
        made.add(bands: [2, 2, 2, 0], lostIn: 1)
        made.add(bands: [2, 2, 0, 0], lostIn: 1)
        #expect(Lead(made.rows).median == 35)
        made.add(bands: [0, 0, 0, 0], lostIn: 1)
        #expect(Lead(made.rows).median == 50)
    }
}
