import BellwetherCore
import Diagnostics
import Testing

@testable import BellwetherConfig

@Suite struct CalendarMeaningTests {
    @Test(arguments: [("CN", false), ("", true)])
    func `a calendar that somebody in people keeps is no stray, though no account's region is called so`(
        region: String, isStray: Bool
    ) throws {
        let configuration = Written.configuration + "calendars: { CN: [2026-10-01] }\n"
        let people = "key,name,email,region\nkim,Kim,kim@example.com,\(region)\n"
        let reading = Written.read(configuration, people: people)
        let installation = try #require(reading.installation, "\(reading.rendered)")
        let meaning = Meaning(of: installation, in: MeaningTests.turn(under: installation, surveyed: 60))
        #expect(meaning.diagnostics.contains { $0.message.contains("'CN' matches 0 of") } == isStray)
    }
}
