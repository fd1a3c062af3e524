import Diagnostics
import Testing

@testable import BellwetherCore

/// Why an account stands where it does, in words that `explain` and pages print.
@Suite struct AccountExplanationTests {
    private static let bands = "bands: [{ name: poor, label: At risk, colour: red, from: 0 }, { name: good, from: 50 }]"

    /// - Parameter body: of the one model of the main score.
    private func explained(
        _ body: String, others: String = "", overrides: [HealthOverride] = [], _ fields: [String: FactValue]
    ) throws -> AccountExplanation {
        let text = "health_models:\n  - name: m\n    \(body)\n    \(Self.bands)\n\(others)"
        let (written, words) = HealthModels.written(text)
        #expect(words == [])
        let models = HealthModels(written.models, overrides: overrides)
        var company = Company()
        company.addAccount("a0", fields)
        let policy = Policy.scoring(models)
        let turn = Turn(from: Memory(), with: company.facts, under: policy, at: AsOf.berlin("2026-03-25T09:00").now)
        return turn.explanation(of: 0, given: History(), under: policy)
    }

    private static let tier = "measures: { a: { field: account.tier, map: { t: 80 }, weight: 1 } }"

    @Test func `a word over another score is told with who said it, why, until when, and what it is over`() throws {
        let entry = HealthOverride(
            account: "a0", scoreName: "adoption", target: .tenths(120), reason: "champion left", author: "kim",
            from: .on("2026-03-01"), until: .on("2026-04-10"), place: Place(file: "rules/h.yaml", line: 9, column: 5))
        let others = """
              - name: second
                score: adoption
                measures: { b: { field: account.tier, map: { t: 90 }, weight: 1 } }
                \(Self.bands)

            """
        let other = try #require(
            try explained(Self.tier, others: others, overrides: [entry], ["tier": "t"]).others.first)
        #expect(other.score == 12 && other.band == "At risk")
        let override = try #require(other.override)
        #expect([override.author, override.reason, override.until] == ["kim", "champion left", "2026-04-10"])
        #expect(override.computed == 90)
        #expect(try explained(Self.tier, others: others, ["tier": "t"]).others.first?.override == nil)
    }

    @Test func `where the highest decides, the others are outdone`() throws {
        let body = """
            combine: max
                measures:
                  a: { field: account.tier, map: { t: 80 }, weight: 1 }
                  b: { field: account.segment, map: { s: 30 }, weight: 1 }
            """
        let measures = try explained(body, ["tier": "t", "segment": "s"]).measures
        #expect(measures.map(\.outdone) == [false, true] && measures.map(\.points) == [80, 0])
        #expect(try explained(Self.tier, ["tier": "t"]).measures.map(\.outdone) == [false])
    }

    @Test func `why an unknown value counts as the worst is told`() throws {
        let body = """
            measures:
                  a: { field: account.tier, map: { t: 80 }, weight: 60 }
                  b: { field: account.segment, map: { s: 80, u: 10 }, weight: 40, missing: worst, why: silence is bad }
            """
        let measures = try explained(body, ["tier": "t"]).measures
        #expect(measures.map(\.why) == [nil, "silence is bad"] && measures.map(\.score) == [80, 10])
        #expect(try explained(body, ["tier": "t", "segment": "s"]).measures.allSatisfy { $0.why == nil })
    }

    @Test(
        arguments: [
            (["status": "churned", "churned_at": "2025-06-30"], "it is no customer any more; it left on 2025-06-30"),
            (["status": "churned"], "it is no customer any more"), (["status": "prospect"], "it is no customer yet"),
            (["excluded": "true"], "it is excluded"), (["tier": "t"], nil),
            ([:], "too little is known: 0 % of the weight, and model 'm' asks for 60 %"),
        ] as [([String: FactValue], String?)])
    func `why there is no score is told`(fields: [String: FactValue], lack: String?) throws {
        let explained = try explained(Self.tier, fields)
        #expect(explained.lack == lack && (explained.score == nil) == (lack != nil))
    }
}
