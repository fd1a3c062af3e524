import BellwetherCore
import Testing

@testable import BellwetherConfig

@Suite struct PeopleFileTests {
    private static let header = "key,name,email,slack_id,backup,timezone\n"

    private func told(_ people: String) -> [String] { Written.read(people: people).diagnostics.told }

    @Test func `reads people by key, address or name`() throws {
        let text =
            Self.header + "kim,Kim Lee,kim@example.com,U1,dana,Europe/Berlin\n" + "dana,Dana,dana@example.com,,,\n"
        let people = try #require(Written.read(people: text).installation?.policy.routing.people)
        let kim = try #require(people.person("kim"))
        #expect(kim.slackID == "U1")
        #expect(kim.backup == "dana")
        #expect(kim.zone?.name == "Europe/Berlin")
        #expect(people.person("KIM@example.com") == kim)
        #expect(people.person("Kim Lee") == kim)
        #expect(people.person("dana")?.slackID == nil)
    }

    @Test func `reads of which team somebody is`() throws {
        let text = "key,name,team\nkim,Kim,billing\nmax,Max,\n"
        let people = try #require(Written.read(people: text).installation?.policy.routing.people)
        #expect(people.person("kim")?.team == "billing" && people.person("max")?.team == nil)
    }

    @Test(arguments: [
        (
            "name,email\nKim,kim@example.com\n",
            "people.csv:1:1: error: the list of people needs a column 'key' | its columns are key, name, email, slack_id, backup, timezone, region and team"
        ),
        ("", "people.csv:1:1: error: it is empty; it has not even a header"),
        (header + ",Kim,,,,\n", "people.csv:2:1: error: 'key' must be given; accounts name their owner by it"),
        (header + "kim,,,,,\nkim,,,,,\n", "people.csv:3:1: error: 'kim' stands twice"),
        (header + "kim,,kim.example.com,,,\n", "people.csv:2:1: error: 'kim.example.com' is not a mail address"),
        (
            header + "kim,,,,,Berlin\n",
            "people.csv:2:1: error: 'Berlin' is not a time zone of this system | write a name such as Europe/Berlin; the system's list is in /usr/share/zoneinfo"
        ),
        (header + "kim,\"Kim,,,,\n", "people.csv:2:1: error: a quote is opened and never closed"),
    ])
    func `a mistake is told at its line`(text: String, message: String) {
        #expect(told(text) == [message])
    }

    @Test func `tells all mistakes at once`() {
        #expect(told(Self.header + ",,x,,,\nkim,,y,,Nowhere/Here,\n").count == 2)
    }
}
