import Testing

@testable import BellwetherCore

@Suite struct AlertBoardTests {
    private static let alerts = Alerts(
        (1...140).map { number in
            sampleAlert(
                "account\(number)", rule: number.isMultiple(of: 3) ? "late" : "health",
                story: sampleStory("account\(number / 2)", stake: Int64(number % 7) * 1000))
        })
    private let board = AlertBoard(alerts)

    @Test(arguments: [1, 2, 7, 19, 30]) func `the first few accounts are those that all in order would begin with`(
        _ limit: Int
    ) {
        func ranked(_ alerts: [Alert]) -> [[String]] {
            alerts.map { Event(.opened, $0, receiver: "", recipient: "") }.ranked().byAccount().prefix(limit)
                .map { $0.all.map(\.id).sorted() }
        }
        #expect(ranked(board.firing(forHeaviest: limit)) == ranked(Self.alerts.standing))
    }

    @Test func `page after page shows every alert once, the heaviest first`() {
        let count = board.count(.firing)
        let pages = (1...3).map { board.alerts(.firing, on: Leaf($0, of: count)) }
        #expect(count == 140 && pages.map(\.count) == [50, 50, 40])
        let weights = pages.joined().map(\.story.weight)
        #expect(weights == weights.sorted(by: >))
        #expect(Set(pages.joined().map(\.id)).count == 140)
        #expect(board.count(.pending) == 0 && board.alerts(.pending, on: Leaf(1, of: 0)) == [])
    }

    @Test func `of the same money, what is critical comes before a warning of a worse score`() {
        let board = AlertBoard(
            Alerts([
                sampleAlert("acme", rule: "csat-low", story: sampleStory("acme", score: 20)),
                sampleAlert("acme", rule: "health-below-band", labels: ["severity": "critical"]),
            ]))
        #expect(board.alerts(.firing, on: Leaf(1, of: 2)).map(\.rule) == ["health-below-band", "csat-low"])
    }

    @Test func `counts by rule, and finds what is about one account`() {
        #expect(board.tallies["late"]?.states == ["firing": 46] && board.tallies["health"]?.states == ["firing": 94])
        let slot = Self.alerts.all[0].slot
        #expect(board.alerts(ofSlot: slot) == Self.alerts.all.filter { $0.slot == slot })
        #expect(board.alerts(ofSlot: slot) == Self.alerts.of(slot: slot))
        #expect(board.firing(for: slot) == Self.alerts.of(slot: slot).count)
    }
}
