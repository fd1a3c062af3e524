import BellwetherCore
import Diagnostics
import Testing

@testable import Trials

@Suite struct ReplayTests {
    /// One account whose score is told by a scenario, gone through day by day.
    private func replay() throws -> Replay {
        let yaml = ScenarioRunTests.yaml(ScenarioRunTests.fall)
        let folder = RuleFolder.read([.init(name: "rules/a.yaml", bytes: Array(yaml.utf8))])
        let scenario = try #require(folder.scenarios.first)
        let policy = Policy.alone(folder.rules, folder.models).trying(scenario)
        let row = FactRow(
            key: "acme", account: "acme",
            values: FactKind.account.fields.map { field in
                switch field.name {
                case "name": .text("acme")
                case "tier": .text("Gold")
                case "started_at": .integer(19_000)
                default: .absent
                }
            }, observed: .distantPast, isAssumed: true)
        let standings = [SourceStanding(name: "crm", kinds: ["account"], state: .fresh)]
        let accounts = Accounts().merging(
            Facts(changes: [Facts.Change(kind: .account, slot: 0, source: "crm", row: row)], sources: standings))
        var replay = Replay(under: policy, given: History())
        let first = try #require(Day("2026-03-02"))
        for day in stride(from: first, through: first + 20, by: 1) {
            replay.take(accounts, at: Zone.utc.start(of: day + 1) - .seconds(1), counting: day >= first + 3)
        }
        return replay
    }

    @Test func `tells what would have fired, day by day`() throws {
        let replay = try replay()
        #expect(replay.warmUpDays == 5)
        #expect(replay.days.count == 18)
        let begun = replay.days.filter { !$0.opened.isEmpty }.map { "\($0.day) \($0.opened)" }
        #expect(begun == ["2026-03-11 [\"low\": 1]"])
        #expect(replay.days.filter { !$0.closed.isEmpty }.map { "\($0.day)" } == ["2026-03-16"])
        #expect(replay.days.count { $0.firing["low"] == 1 } == 5)
        #expect(replay.openings.map(\.subject.account) == ["acme"])
        #expect(replay.firing.isEmpty)
    }

    @Test func `draws a picture that needs nothing beside it`() throws {
        let picture = try replay().picture
        #expect(picture.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
        #expect(picture.hasSuffix("</svg>\n"))
        #expect(picture.contains("<title>2026-03-11: low 1</title>"))
        #expect(picture.contains(">low: 1</text>"))
        #expect(!picture.contains("href"))
    }
}
