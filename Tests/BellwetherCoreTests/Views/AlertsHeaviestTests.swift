import Testing

@testable import BellwetherCore

@Suite struct AlertsHeaviestTests {
    private let alerts = Alerts(
        (1...40).map { number in
            sampleAlert(
                "account\(number)", rule: number.isMultiple(of: 3) ? "late" : "health",
                story: sampleStory("account\(number / 2)", stake: Int64(number % 7) * 1000))
        })

    @Test(arguments: [1, 2, 7, 19, 30]) func `the first few accounts are those that all in order would begin with`(
        _ limit: Int
    ) {
        func ranked(_ alerts: [Alert]) -> [[String]] {
            alerts.map { Event(.opened, $0, receiver: "", recipient: "") }.ranked().byAccount().prefix(limit)
                .map { $0.all.map(\.id).sorted() }
        }
        #expect(ranked(alerts.standing(ofHeaviest: limit)) == ranked(alerts.standing))
    }

    @Test func `the first few alerts are those that all in order would begin with, and all are counted`() {
        let listed = alerts.heaviest(5) { $0.rule == "late" }
        let all = alerts.all.filter { $0.rule == "late" }.sorted {
            $0.story.weight == $1.story.weight ? $0.id < $1.id : $0.story.weight > $1.story.weight
        }
        #expect(listed.alerts == Array(all.prefix(5)))
        #expect(listed.count == 13)
    }
}
