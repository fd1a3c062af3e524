import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct HealthModelsSettingsTests {
    @Test func `the models of the design are read whole`() throws {
        let (models, words) = HealthModels.written(HealthSamples.design)
        #expect(words == [])
        #expect(models.models.map(\.name) == ["onboarding", "standard"])
        let standard = try #require(models.models.last)
        #expect(standard.measures.map(\.key) == ["licences", "payment", "tickets", "nps"])
        #expect(standard.measures.map(\.weight) == [40, 20, 20, 20])
        #expect(standard.measures.map(\.isRequired) == [true, false, false, false])
        #expect(standard.measures[1].grading == .linear(zeroAt: 45, fullAt: 0))
        #expect(standard.bands.map(\.fromTenths) == [0, 500, 750])
        #expect(standard.caps.map(\.why) == ["a seriously overdue account is never better than At risk"])
        #expect(models.bands.map(\.key) == ["unknown", "poor", "at_risk", "good"])
        #expect(models.maxAgeDays == ["nps.latest": 180])
        #expect(models.models[0].minCoverage == 0.6)
    }

    @Test func `without health models nobody has a score, and that is no mistake`() {
        let (models, words) = HealthModels.written("rules: []\n")
        #expect(models.models.isEmpty)
        #expect(words == [])
    }

    static let mistakes: [Mistake] = [
        Mistake(
            "metric: usage.licence_utilisation", "metric: usage.licence_utilization",
            "rules/health.yaml:5:27: error: metric 'usage.licence_utilization' is not defined",
            help: "did you mean 'usage.licence_utilisation'?"),
        Mistake(
            "weight: 40, required: true", "weight: -1, required: true",
            "'weight' must be a number from 0 to 1000000, not -1"),
        Mistake(
            "weight: 60 }\n      touch:    { metric: touch.days_since,          linear: { zero_at: 30, full_at: 7 },  weight: 40",
            "weight: 0 }\n      touch: { metric: touch.days_since, linear: { zero_at: 30, full_at: 7 }, weight: 0",
            "rules/health.yaml:4:5: error: one of 'measures' must weigh more than 0; as it stands none of them counts"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "tiers: [{ from: 0, score: 0 }, { from: 3, score: 100 }]",
            "rules/health.yaml:16:104: warning: a value of 3 scores more than one of 0, and of 'tickets.open_urgent' lower is better",
            help: "turn the scores round: the highest score first"),
        Mistake(
            "linear: { zero_at: 0.2, full_at: 0.9 }",
            "tiers: [{ from: 0, score: 0 }, { from: 0.5, score: 100 }, { from: 0.6, score: 5 }, { from: 0.8, score: 90 }]",
            "a value of 0.6 scores less than one of 0.5, and of 'usage.licence_utilisation' higher is better",
            help: "turn the scores round: the lowest score first"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "map: { 2: 90, 0: 20, 1: 20 }",
            "a value of 2 scores more than one of 1, and of 'tickets.open_urgent' lower is better"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "map: { -1: 100, 0: 90 }",
            "'-1' is never reached; 'tickets.open_urgent' is never below 0"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "metric: tickets.reopen_rate, linear: { zero_at: 30, full_at: 10 }",
            "'linear' from 10 to 30 gives everybody the same score; 'tickets.reopen_rate' is from 0 to 1",
            help: "write a share from 0 to 1: 30 % is 0.3"),
        Mistake(
            "linear: { zero_at: 0, full_at: 100 }", "linear: { zero_at: 0, full_at: 120 }",
            "warning: 'full_at' is never reached, and nobody has 100; 'nps.latest' is from 0 to 100"),
        Mistake(
            "zero_at: 0.2, full_at: 0.9", "zero_at: 0.9, full_at: 0.2",
            "'zero_at' must be below 'full_at' for 'usage.licence_utilisation'; higher is better", help: "swap the two"),
        Mistake(
            "zero_at: 45, full_at: 0", "zero_at: 0, full_at: 45",
            "'zero_at' must be above 'full_at' for 'invoices.days_past_due_max'; lower is better"),
        Mistake("zero_at: 6, full_at: 0", "zero_at: 6, full_at: 6", "'zero_at' and 'full_at' must differ; both are 6"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "map: { 0: 100 }, tiers: []",
            "measure 'tickets' must have one of 'linear', 'tiers' and 'map'; it has 'tiers' and 'map'"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 },   weight: 20", "weight: 20",
            "measure 'tickets' must have one of 'linear', 'tiers' and 'map'; it has none"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "tiers: [{ from: 0, score: 100 }, { from: 0, score: 50 }]",
            "the tier from 0 is never reached; it must start above 0, where the one before starts"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }",
            "tiers: [{ from: -5, score: 100 }, { from: 0, score: 50 }, { from: 3, score: 0 }]",
            "rules/health.yaml:16:71: error: the tier from -5 is never reached; 'tickets.open_urgent' is never below 0",
            help: "leave it out, or let the next one start above 0"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "metric: nps.score, tiers: [{ from: -100, score: 0 }, { from: 101, score: 50 }]",
            "the tier from 101 is never reached; 'nps.score' is never above 100",
            help: "leave it out, or let it start at 100 or below"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "metric: tickets.reopen_rate, tiers: [{ from: 0, score: 100 }, { from: 5, score: 0 }]",
            "the tier from 5 is never reached; 'tickets.reopen_rate' is never above 1",
            help: "write a share from 0 to 1: 5 % is 0.05"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "map: { many: 0 }", "a key of 'map' must be a number, not 'many'"),
        Mistake("from: 0,", "from: 20,", "the first band must start at 0, not 20; scores below 20 would have no band"),
        Mistake("from: 75,", "from: 50,", "band 'good' must start above 50, where 'at_risk' starts"),
        Mistake("from: 75,", "from: 74.95,", "'from' must be a score from 0 to 100 with at most one decimal"),
        Mistake("name: good,", "name: poor,", "band 'poor' is already defined; names must be unique"),
        Mistake("name: good,", "name: unknown,", "a band must not be called 'unknown'"),
        Mistake("renews: 0.95", "renews: 95", "'renews' must be a number from 0 to 1, not 95"),
        Mistake("colour: green", "colour: gren", "'colour' must be", help: "did you mean 'green'?"),
        Mistake("- name: standard", "- name: onboarding", "health model 'onboarding' is already defined"),
        Mistake(
            "    applies_to: account.tenure_days < 60\n", "",
            "health model 'onboarding' must have 'applies_to'; it takes everybody, and the models behind it are never used"
        ),
        Mistake(
            "    min_coverage: 0.6\n", "    applies_to: account.tenure_days > 60\n",
            "health model 'standard' must not have 'applies_to'; it is the last one and takes everybody left"),
        Mistake("min_coverage: 0.6", "min_coverage: 60", "'min_coverage' must be a number from 0 to 1, not 60"),
        Mistake("max_age: 180d", "max_age: 36h", "'max_age' must be whole days, such as 180d, not '36h'"),
        Mistake(
            "full_at: 0 },   weight: 20 }\n      nps", "full_at: 0 }, weight: 20, max_age: 9d }\n      nps",
            "'max_age' has no meaning for 'tickets.open_urgent'",
            help:
                "'max_age' is for 'nps.latest', 'sentiment.score', 'sentiment.coverage', 'customer.roi' and 'customer.growth_365'"
        ),
        Mistake("band_at_most: poor", "band_at_most: bad", "'band_at_most' must be"),
        Mistake(
            "band_at_most: poor", "band_at_most: good",
            "warning: a cap at 'good' lowers nothing; it is the highest band"),
        Mistake("        why: a seriously overdue account is never better than At risk\n", "", "'why' must be given"),
        Mistake("when: invoices.days_past_due_max > 60", "when: health.score > 60", "health.score"),
        Mistake("tenure_days < 60", "tenure_day < 60", "account.tenure_day"),
        Mistake("weight: 60 }", "wieght: 60 }", "unknown key 'wieght'", help: "did you mean 'weight'?"),
        Mistake(
            "linear: { zero_at: 6", "boolean: { when: 1 == 1 }, linear: { zero_at: 6",
            "must have one of 'metric', 'field', 'boolean' and 'points'; it has 'metric' and 'boolean'"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "boolean: { when: tickets.open_urgent > 0, holds: 5, otherwise: 5 }",
            "'holds' and 'otherwise' must differ; both are 5"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "field: account.teir, map: { A: 1 }",
            "'account.teir' is no field of an account with a text in it", help: "did you mean 'account.tier'?"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "points: { entries: [{ each: tickets, per: touch.count_30, points: 1 }] }",
            "an entry of 'points' must have one of 'each', 'when' and 'per'; it has 'each' and 'per'"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "points: { entries: [{ each: tickets, where: ticket.prio == 'x', points: 1 }] }", "ticket.prio"),
        Mistake(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }",
            "points: { decay: { half_after: 30d }, entries: [{ per: touch.count_30, points: 1 }] }",
            "'decay' has no effect; only entries with 'each' have a moment"),
        Mistake(
            "weight: 20, max_age", "missing: worst, weight: 20, max_age", "'why' must be given for 'missing: worst'"),
        Mistake(
            "required: true", "required: true, missing: neutral",
            "'missing' must not be 'neutral' for a measure that is required"),
        Mistake("weight: 20, max_age", "missing: ignore, weight: 20, max_age", "'missing' must be"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }",
            "tiers: [{ from: 0, to: 4, score: 100 }, { from: 5, score: 50 }]",
            "a tier must start at 4, where the one before ends, not 5; what lies between would have no score",
            help: "'to' may be left out: a tier ends where the next begins"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }",
            "tiers: [{ from: 0, to: 6, score: 100 }, { from: 5, score: 50 }]", "what lies from 5 to 6 would have two"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "tiers: [{ from: 5, to: 5, score: 100 }]",
            "the tier from 5 is never reached; its 'to' must be above that, not 5"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "tiers: [{ from: 0, score: 100 }, { from: 3, to: 9, score: 0 }]",
            "the last tier must not have 'to'; what lies above 9 would have no score",
            help: "leave it out, or add a tier from 9"),
        Mistake(
            "linear: { zero_at: 6, full_at: 0 }", "map: { 0: 100, 1: 50, 1.0: 20 }",
            "'1.0' is never reached; 1 has a score above already"),
        Mistake(
            "from: 0,  renews", "from: 0, to: 40, renews",
            "band 'at_risk' must start at 40, where 'poor' ends, not 50; what lies between would have no band"),
        Mistake(
            "from: 75, renews", "from: 75, to: 99, renews",
            "the last band must end at 100, not 99; scores above 99 would have no band"),
        Mistake(
            "band_at_most: poor", "band_at_most: poor\n        score_at_most: 40",
            "'band_at_most' and 'score_at_most' must not both be given"),
        Mistake("band_at_most: poor", "score_at_most: 100", "warning: a cap at the highest score lowers nothing"),
        Mistake(
            "    caps:\n", "    floors:\n      - { when: tickets.open > 5, band_at_least: poor, why: x }\n    caps:\n",
            "warning: a floor at 'poor' raises nothing; it is the lowest band"),
        Mistake(
            "    min_coverage: 0.6\n", "    groups: {}\n",
            "a health model must have one of 'measures', 'groups', 'stages' and 'behaviour'; it has 'measures' and 'groups'"
        ),
        Mistake("- name: onboarding", "- name: onboarding\n    score: Band", "'score' must be a name of small letters"),
        Mistake("- name: onboarding", "- name: onboarding\n    score: band", "'score' must be a name of small letters"),
        Mistake(
            "- name: standard", "- name: standard\n    score: second",
            "health model 'onboarding' must not have 'applies_to'; it is the last one"),
        Mistake("health_models:", "health_models: []\nrest:", "'health_models' must have at least one model"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told in words, at its place`(mistake: Mistake) {
        let written = mistake.applied(to: HealthSamples.design)
        #expect(written != HealthSamples.design, "the sample does not have '\(mistake.right)'")
        let report = HealthModels.report(written)
        let found = report.first { $0.description.contains(mistake.words) }
        #expect(found != nil, "\(report.map(\.description))")
        if let help = mistake.help { #expect(found?.help == help) }
    }

    @Test func `all mistakes are told at once`() {
        let written = HealthSamples.design
            .replacing("from: 75,", with: "from: 50,").replacing("min_coverage: 0.6", with: "min_coverage: 6")
            .replacing("weight: 60 }", with: "weight: -1 }")
        // The bands are shared by both models, and wrong in both.
        #expect(HealthModels.report(written).count >= 3)
    }

    @Test func `models in two files have no order`() {
        let report = DiagnosticReport()
        let files = ["a.yaml", "b.yaml"].compactMap { name in
            Document.read(Array(HealthSamples.design.utf8), named: name).root.map { Settings($0, report: report) }
        }
        let models = HealthModels.read(from: files, via: report)
        #expect(models.models.count == 2)
        #expect(
            report.diagnostics.map(\.message) == [
                "'health_models' must stand in one file; they already stand in a.yaml"
            ])
        #expect(report.diagnostics.first?.place.file == "b.yaml")
    }

    @Test(arguments: [
        "metric: tickets.open_urgent, tiers: [{ from: 0, score: 100 }, { from: 3, score: 40 }, { from: 5, score: 40 }]",
        "metric: tickets.open_urgent, tiers: [{ from: 0, score: 60 }, { from: 1, score: 100 }, { from: 9, score: 0 }]",
        "metric: tickets.count_30, tiers: [{ from: 0, score: 100 }, { from: 1, score: 10 }, { from: 9, score: 60 }]",
        "metric: usage.trend, map: { 1: 90, 0: 50, -1: 0 }",
    ])
    func `scores that go with the metric, are best in the middle, or have no direction are left alone`(measure: String)
    {
        let written = HealthSamples.design.replacing(
            "metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 }", with: measure)
        #expect(HealthModels.report(written).map(\.description) == [])
    }

    @Test func `one age for one metric`() {
        let written = HealthSamples.design.replacing(
            "touch:    { metric: touch.days_since,          linear: { zero_at: 30, full_at: 7 },  weight: 40 }",
            with: "nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 40, max_age: 90d }")
        #expect(
            HealthModels.report(written).map(\.message)
                == ["'max_age' of 'nps.latest' must be the same in every model; it is 90d above"])
    }

    @Test func `a version changes with what changes a number, and with nothing else`() {
        func version(_ text: String) -> [String] { HealthModels.written(text).0.versions }
        let before = version(HealthSamples.design)
        #expect(version(HealthSamples.design.replacing("label: Good", with: "label: Great")) == before)
        #expect(version(HealthSamples.design.replacing("colour: red", with: "colour: orange")) == before)
        #expect(version(HealthSamples.design.replacing("weight: 60 }", with: "weight: 61 }"))[1] == before[1])
        #expect(version(HealthSamples.design.replacing("weight: 60 }", with: "weight: 61 }"))[0] != before[0])
        #expect(version(HealthSamples.design.replacing("from: 75,", with: "from: 76,")) != before)
        #expect(version(HealthSamples.design.replacing("max > 60", with: "max > 61"))[1] != before[1])
        #expect(before.allSatisfy { $0.count == 12 })
    }
}

/// One stretch of the sample written wrongly, and what is said about it.
struct Mistake: Sendable, CustomStringConvertible {
    let right: String
    let wrong: String
    let words: String
    let help: String?

    init(_ right: String, _ wrong: String, _ words: String, help: String? = nil) {
        (self.right, self.wrong, self.words, self.help) = (right, wrong, words, help)
    }

    var description: String { wrong }

    func applied(to text: String) -> String { text.replacing(right, with: wrong, maxReplacements: 1) }
}
