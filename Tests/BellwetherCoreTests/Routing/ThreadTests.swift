import Testing

@testable import BellwetherCore

@Suite struct ThreadTests {
    private let monday = moment("2026-11-23T09:00Z")

    private func hours(_ count: Int64) -> Moment { monday + .seconds(count * 3_600) }

    private func line(groupedBy labels: [String]) -> Storyline {
        Storyline(.sample(root: Route(receivers: ["chat"], groupBy: .labels(labels))))
    }

    @Test func `a message about another account begins a thread of its own, and its end stands there`() throws {
        var line = line(groupedBy: ["alert"])
        let (acme, borealis) = (sampleAlert("acme"), sampleAlert("borealis"))
        try line.turn([acme], at: monday)
        try line.turn(at: hours(1))
        try line.turn([acme, borealis], at: hours(6))
        try line.turn([acme], at: hours(11))
        try line.turn([], at: hours(16))

        #expect(line.told.map(\.said) == [["opened acme"], ["opened borealis"], ["closed borealis"], ["closed acme"]])
        #expect(
            line.told.map(\.subject) == [
                "acme is At risk", "borealis is At risk", "borealis is At risk", "acme is At risk",
            ])
        #expect(line.told.map(\.threadOf) == [nil, nil, line.told[1].id, line.told[0].id])
    }

    @Test func `what ends in several threads at once stands in the first of them`() throws {
        var line = line(groupedBy: ["alert"])
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: hours(6))
        try line.turn([], at: hours(11))

        #expect(line.told.last?.said == ["closed acme", "closed borealis"])
        #expect(line.told.last?.threadOf == line.told[0].id)
    }

    @Test func `a reminder of several begins its own thread, and of one stands in its thread`() throws {
        var line = line(groupedBy: ["alert"])
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: hours(6))
        try line.turn(at: hours(6 + 7 * 24))
        try line.turn([sampleAlert("borealis")], at: hours(12 + 7 * 24))
        try line.turn(at: hours(12 + 14 * 24))

        #expect(line.told.map(\.purpose) == [.change, .change, .reminder, .change, .reminder])
        #expect(line.told[2].threadOf == nil)
        #expect(line.told[2].subject == "2 accounts need attention · 24,800 EUR at stake")
        #expect(line.told[4].threadOf == line.told[1].id)
        #expect(line.told[4].subject == "borealis is At risk")
    }

    @Test func `all that is about one account is one thread`() throws {
        var line = line(groupedBy: ["account"])
        let (low, late) = (sampleAlert("acme"), sampleAlert("acme", rule: "late"))
        try line.turn([low], at: monday)
        try line.turn(at: hours(1))
        try line.turn([low, late], at: hours(6))

        #expect(line.told.map(\.subject) == ["acme is At risk", "acme is At risk"])
        #expect(line.told.map(\.threadOf) == [nil, line.told[0].id])
    }

    @Test func `once all is over that a subject speaks of, what goes on has a thread of its own`() throws {
        var line = line(groupedBy: ["account"])
        var story = sampleStory("acme")
        story.title = "acme pays late"
        let (low, late) = (sampleAlert("acme"), sampleAlert("acme", rule: "late", story: story))
        try line.turn([low], at: monday)
        try line.turn(at: hours(1))
        try line.turn([low, late], at: hours(6))
        try line.turn([late], at: hours(11))
        try line.turn(at: hours(12 + 7 * 24))
        try line.turn([], at: hours(20 + 7 * 24))

        #expect(line.told.map(\.purpose) == [.change, .change, .change, .reminder, .change])
        #expect(
            line.told.map(\.subject) == Array(repeating: "acme is At risk", count: 3) + [
                "acme pays late", "acme pays late",
            ])
        #expect(line.told.map(\.threadOf) == [nil, line.told[0].id, line.told[0].id, nil, line.told[3].id])
    }

    @Test func `threads of which nothing is open are forgotten`() throws {
        var line = line(groupedBy: ["alert"])
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        try line.turn(at: hours(1))
        for day in 1...40 {
            try line.turn(
                [acme, sampleAlert("other \(day)", openedAt: hours(Int64(day) * 24))], at: hours(Int64(day) * 24))
            try line.turn([acme], at: hours(Int64(day) * 24 + 6))
        }
        let threads = line.memory.groups.values.compactMap(\.threads)
        #expect(threads.count == 1)
        #expect((1...32).contains(threads.first?.count ?? 0))
    }
}
