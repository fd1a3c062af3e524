import BellwetherSources
import Testing

@Suite struct LoadGuardTests {
    private static let bad = RejectedRow(
        kind: "account", origin: "a.csv", line: 7, column: 2, name: "Name", reason: "'Zoe' is not a date",
        discreet: "it is not a date", raw: "1,Zoe")

    @Test func `the log hears where and how often, and no value`() {
        let refused = PollError.refused(
            .tooManyBad(kind: "account", rejected: 6, of: 100, such: Self.bad), isFirst: true)
        #expect(refused.logged == "6 of 100 account rows cannot be read, such as a.csv:7:2: Name: it is not a date")
        #expect(refused.description.contains("'Zoe'"))
        // The header of a file that has none is its first row.
        let headless = PollError.missingColumns("a.csv", columns: ["id"], present: ["7", "Zoe"])
        #expect(headless.logged == "'a.csv' has no column 'id' among its 2")
        #expect(headless.description.contains("'Zoe'"))
        let service = PollError.service(.saysNo(host: "h", saying: "Zoe is gone"), of: "ticket")
        #expect(service.logged == "ticket: h says there is an error")
        let failing = PollError.service(
            .failed(host: "h", status: 422, saying: "Zoe?", isPassing: false, comeBack: nil))
        #expect(failing.logged == "h answers HTTP 422")
    }

    @Test(
        arguments: [
            ([("account", 100, 0)], [:], nil),
            ([("account", 0, 0)], [:], "the load has no rows"),
            ([("invoice", 5, 0), ("credit_note", 0, 0)], [:], nil),
            ([("account", 95, 5)], [:], nil),
            (
                [("account", 94, 6)], [:],
                "6 of 100 account rows cannot be read, such as a.csv:7:2: Name: 'Zoe' is not a date"
            ),
            ([("account", 70, 0)], ["account": 100], nil),
            (
                [("account", 69, 0)], ["account": 100],
                "account rows fell from 100 to 69"
            ),
            (
                [("account", 0, 100)], [:],
                "100 of 100 account rows cannot be read, such as a.csv:7:2: Name: 'Zoe' is not a date"
            ),
        ] as [([(String, Int, Int)], [String: Int], String?)])
    func `a load that cannot be believed is refused`(
        rows: [(String, Int, Int)], before: [String: Int], refusal: String?
    ) {
        let tallies = Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, LoadTally(accepted: $0.1, rejected: $0.2)) })
        let said = LoadGuard().refusal(of: tallies, replacing: before) { _ in Self.bad }
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
        #expect(guarding.refusal(of: ["ticket": LoadTally()], replacing: [:]) { _ in nil } == nil)
    }
}
