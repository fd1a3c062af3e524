import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct HealthOverrideReaderTests {
    static let entry =
        "{ account: acme, band: good, reason: signed last week, author: kim, from: 2026-11-20, until: 2026-12-15 }"

    @Test func `an override is read whole`() throws {
        let (models, words) = HealthModels.written(HealthSamples.design + "health_overrides:\n  - \(Self.entry)\n")
        #expect(words == [])
        let read = try #require(models.overrides.first)
        #expect(read.account == "acme" && read.target == .band("good") && read.author == "kim")
        #expect(read.from == .on("2026-11-20") && read.until == .on("2026-12-15"))
        #expect("\(read.place)".hasPrefix("rules/health.yaml:24:"))
    }

    @Test(arguments: [
        ("from: 2026-11-20, until: 2026-12-15", "from: 2026-12-15, until: 2026-12-20", "acme", true),
        ("from: 2026-12-10, until: 2026-12-15", "from: 2026-11-20, until: 2026-12-10", "acme", true),
        ("from: 2026-11-20, until: 2026-12-15", "from: 2026-12-16, until: 2026-12-20", "acme", false),
        ("from: 2026-11-20, until: 2026-12-15", "from: 2026-11-20, until: 2026-12-15", "beta", false),
    ])
    func `two of them for one account must not share a day`(
        first: String, second: String, account: String, isMistake: Bool
    ) {
        let entries = [(first, "acme"), (second, account)].map { days, account in
            "  - { account: \(account), band: good, reason: signed, author: kim, \(days) }\n"
        }
        let report = HealthModels.report(HealthSamples.design + "health_overrides:\n" + entries.joined())
        let told = report.map(\.description)
        guard isMistake else {
            #expect(told == [])
            return
        }
        let days = first.replacing("from: ", with: "").replacing(", until: ", with: " until ")
        #expect(
            told == [
                "rules/health.yaml:25:16: error: two overrides of 'acme' must not share days; "
                    + "the one in rules/health.yaml:24 counts from \(days)"
            ])
    }

    @Test func `it is no part of a model's version`() {
        let with = HealthModels.written(HealthSamples.design + "health_overrides:\n  - \(Self.entry)\n").0
        #expect(with.versions == HealthModels.written(HealthSamples.design).0.versions)
    }

    @Test(arguments: [
        Mistake("author: kim, ", "", "'author' must be given"),
        Mistake("reason: signed last week", "reason: ''", "'reason' must be a text that is not empty"),
        Mistake("band: good", "band: great", "'band' must be"),
        Mistake("band: good", "band: good, score: 80", "an override must have one of 'score' and 'band'"),
        Mistake("band: good, ", "", "an override must have one of 'score' and 'band'; it has none"),
        Mistake(
            "until: 2026-12-15", "until: 2026-11-01", "'until' must not be before 'from', 2026-11-20; it is 2026-11-01"),
        Mistake(
            "until: 2026-12-15", "until: 2027-12-15",
            "an override must end after 90 days at most; 'until' must be 2027-02-18 or earlier"),
        Mistake("until: 2026-12-15", "until: soon", "'until' must be a day such as 2027-03-31, not 'soon'"),
        Mistake("until: 2026-12-15", "untill: 2026-12-15", "unknown key 'untill'", help: "did you mean 'until'?"),
    ])
    func `a mistake is told in words`(mistake: Mistake) {
        let written = mistake.applied(to: Self.entry)
        #expect(written != Self.entry)
        let report = HealthModels.report(HealthSamples.design + "health_overrides:\n  - \(written)\n")
        let found = report.first { $0.description.contains(mistake.words) }
        #expect(found != nil, "\(report.map(\.description))")
        if let help = mistake.help { #expect(found?.help == help) }
    }
}
