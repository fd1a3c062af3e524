import Diagnostics
import Testing

@testable import CEL

@Suite struct ExplanationTests {
    @Test(arguments: [
        ("health.score < threshold.floor", "health.score (48.2) < threshold.floor (60)"),
        (
            "health.score   <\n  60 // the floor\n && account.tier=='Enterprise'",
            "health.score (48.2) < 60 && account.tier ('Enterprise')=='Enterprise'"
        ),
        ("ago(health.score, '30d') - health.score > 20", "ago(health.score, '30d') (71) - health.score (48.2) > 20"),
        ("invoices.exists(i, i.days_past_due > 30)", "invoices (2 elements).exists(i, i.days_past_due > 30)"),
        ("nps.latest < 0 || (mrr > 5)", "nps.latest (no data) < 0 || (mrr (1200) > 5)"),
    ])
    func `the values are written behind the names`(text: String, explanation: String) throws {
        #expect(try Condition.sound(text).explanation() == explanation)
    }

    @Test(arguments: [
        ("health.score < threshold.floor", ["48.2 < 60"]),
        ("health.score < 60 && account.tier == 'Enterprise'", ["48.2 < 60", "'Enterprise' == 'Enterprise'"]),
        ("health.score > 60 && account.tier == 'Enterprise'", ["48.2 > 60"]),
        ("health.score > 60 || account.tier == 'Enterprise'", ["'Enterprise' == 'Enterprise'"]),
        ("health.score < 60 && (mrr < 5 || ago(health.score, '30d') > 70)", ["48.2 < 60", "71 > 70"]),
        ("nps.latest < 0 && health.score < 60", ["no data < 0"]),
        ("mrr > 5 ? health.score < 60 : false", ["1200 > 5", "48.2 < 60"]),
    ])
    func `the parts that settled it are told, with the values in place of the names`(
        text: String, short: [String]
    ) throws {
        #expect(try Condition.sound(text).reasons() == short)
    }

    @Test(arguments: [
        ("health.score > 60 || mrr < 5", "health.score (48.2) > 60 || mrr (1200) < 5"),
        ("health.score > 60 && mrr < 5", "health.score (48.2) > 60 && mrr (1200) < 5"),
        ("health.score < 60 && mrr < 5", "mrr (1200) < 5"),
        (
            "health.score < 60 && nps.latest < 0 && (mrr < 5 || mrr > 9000)",
            "nps.latest (no data) < 0 && (mrr (1200) < 5 || mrr (1200) > 9000)"
        ),
        ("(health.score < 60 && mrr < 5) || mrr > 9000", "mrr (1200) < 5 || mrr (1200) > 9000"),
        ("mrr < 5 || (health.score < 60 && mrr > 9)", "mrr (1200) < 5 || (health.score (48.2) < 60 && mrr (1200) > 9)"),
    ])
    func `what would have to come true is joined as the condition joins it`(text: String, unmet: String) throws {
        let condition = try Condition.sound(text)
        #expect(condition.unmet(reading: Facts().reading(condition.references)) == unmet)
    }

    @Test func `what the parts that settled it read is told in the order of the text`() throws {
        let condition = try Condition.sound("nps.latest < 0 || (health.score < threshold.floor && mrr > 5)")
        let readings = condition.decidingReadings(reading: Facts().reading(condition.references))
        #expect(readings.map { condition.references[$0].name } == ["health.score", "threshold.floor", "mrr"])
    }

    @Test func `values are printed as asked, by their unit`() throws {
        let condition = try Condition.sound("mrr > 5")
        let text = condition.explanation(reading: Facts().reading(condition.references)) { value, reference in
            "\(value.text) \(reference.unit ?? "")"
        }
        #expect(text == "mrr (1200 money) > 5")
    }
}
