import BellwetherSources
import Testing

@Suite struct LoadGuardTests {
    @Test(
        arguments: [
            ([("account", 100, 0)], [:], nil),
            ([("account", 0, 0)], [:], "the load has no rows"),
            ([("invoice", 5, 0), ("credit_note", 0, 0)], [:], nil),
            ([("account", 95, 5)], [:], nil),
            ([("account", 94, 6)], [:], "6 of 100 account rows cannot be read, such as row 7"),
            ([("account", 70, 0)], ["account": 100], nil),
            (
                [("account", 69, 0)], ["account": 100],
                "account rows fell from 100 to 69"
            ),
            (
                [("account", 0, 100)], [:],
                "100 of 100 account rows cannot be read, such as row 7"
            ),
        ] as [([(String, Int, Int)], [String: Int], String?)])
    func `a load that cannot be believed is refused`(
        rows: [(String, Int, Int)], before: [String: Int], refusal: String?
    ) {
        let tallies = Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, LoadTally(accepted: $0.1, rejected: $0.2)) })
        let said = LoadGuard().refusal(of: tallies, replacing: before) { _ in "row 7" }
        #expect(said?.description == refusal)
    }

    @Test func `says that the last good rows stay only where there are some`() {
        #expect(
            PollError.refused(.empty, isFirst: false).description == "the load has no rows; the last good ones stay")
        #expect(
            PollError.refused(.empty, isFirst: true).description
                == "the load has no rows; nothing is known from it yet")
    }

    @Test func `an empty load is taken where it is allowed`() {
        let guarding = LoadGuard(mayBeEmpty: true)
        #expect(guarding.refusal(of: ["ticket": LoadTally()], replacing: [:]) { _ in "" } == nil)
    }
}
