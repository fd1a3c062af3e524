import Testing

@testable import BellwetherCore

@Suite struct SilenceTests {
    private func silence(
        _ kind: Silence.Kind = .silence, _ matchers: [String] = [], of alerts: [Alert] = [], until: Moment?,
        number: Int64 = 1
    ) -> Silence {
        Silence(
            number: number, kind: kind, matchers: matchers,
            alerts: Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, Silence.Baseline($0)) }), from: monday,
            until: until, author: "kim", reason: "they are moving house")
    }

    @Test func `tells nothing of what is silenced, and all of it afterwards`() throws {
        var line = Storyline()
        line.silence(silence(.silence, ["account=\"acme\""], until: monday + .seconds(86_400)))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.map(\.said) == [["opened borealis"]])
        #expect(line.last?.quiet.values.map { $0 } == [.silenced(1)])

        try line.turn(at: monday + .seconds(86_400))
        #expect(line.memory.silences.isEmpty)
        #expect(line.last?.changedSilences.map(\.ending) == [.expired])
        try line.turn(at: monday + .seconds(87_001))
        #expect(line.told.map(\.said) == [["opened borealis"], ["opened acme"]])
    }

    @Test func `never tells what opened and closed while it was silenced`() throws {
        var line = Storyline()
        line.silence(silence(.silence, ["account=\"acme\""], until: monday + .seconds(86_400)))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn([], at: monday + .seconds(3_600))
        try line.turn(at: monday + .seconds(90_000))
        #expect(line.told.isEmpty && line.rows.isEmpty)
    }

    @Test func `closes what was told, silenced or not`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.silence(silence(.silence, ["account=\"acme\""], until: monday + .seconds(8_640_000)))
        try line.turn([], at: monday + .seconds(20_000))
        #expect(line.told.map(\.said) == [["opened acme"], ["closed acme"]])
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `wakes a snoozed alert at its date, and not before`() throws {
        var line = Storyline()
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        try line.turn(at: monday + .seconds(600))
        let until = monday + .seconds(20 * 86_400)
        line.silence(silence(.snooze, of: [acme], until: until))
        try line.turn(at: monday + .seconds(8 * 86_400))
        #expect(line.told.count == 1)
        #expect(line.due == until)
        try line.turn(at: until)
        #expect(line.told.map(\.purpose) == [.change, .reminder])
        #expect(line.last?.changedSilences.map(\.ending) == [.expired])
    }

    @Test(arguments: [(1, 48.0, true), (0, 38.0, true), (0, 39.0, false), (0, 60.0, false)])
    func `wakes a snoozed alert that gets worse`(level: Int, score: Double, wakes: Bool) throws {
        var line = Storyline()
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.silence(silence(.snooze, of: [acme], until: nil))
        let later = sampleAlert("acme", level: level, story: sampleStory("acme", score: score))
        try line.turn([later], at: monday + .seconds(20_000))
        #expect(line.told.count == (wakes ? 2 : 1))
        #expect(line.memory.silences.isEmpty == wakes)
    }

    @Test func `tells what is new for an account whose other alert is snoozed`() throws {
        var line = Storyline()
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        line.silence(silence(.snooze, of: [acme], until: nil))
        try line.turn([acme, sampleAlert("acme", rule: "invoice")], at: monday + .seconds(60))
        try line.turn(at: monday + .seconds(700))
        #expect(line.told.map { $0.events.map(\.rule) } == [["invoice"]])
    }

    @Test func `reminds nobody of what was acknowledged, and quiets what is weaker`() throws {
        var line = Storyline()
        let acme = sampleAlert("acme", labels: ["severity": "critical"])
        try line.turn([acme], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.silence(silence(.acknowledgement, of: [acme], until: nil))
        let weaker = sampleAlert("acme", rule: "usage")
        try line.turn([acme, weaker], at: monday + .seconds(1_000))
        try line.turn(at: monday + .seconds(30 * 86_400))
        #expect(line.told.map(\.said) == [["opened acme"]])
        #expect(line.last?.quiet[weaker.id] == .inhibited(by: acme.id))
        try line.turn([weaker], at: monday + .seconds(31 * 86_400))
        try line.turn(at: monday + .seconds(31 * 86_400 + 600))
        #expect(line.told.map(\.said) == [["opened acme"], ["closed acme"], ["opened acme"]])
        #expect(line.memory.silences.isEmpty)
    }

    @Test func `lists a silence once, a day before it ends`() throws {
        var line = Storyline()
        line.silence(silence(.silence, ["account=\"acme\""], until: monday + .seconds(5 * 86_400)))
        try line.turn([sampleAlert("acme")], at: monday)
        #expect(line.due == monday + .seconds(4 * 86_400))
        try line.turn(at: monday + .seconds(4 * 86_400))
        try line.turn(at: monday + .seconds(4 * 86_400 + 60))
        #expect(
            line.told.map(\.words) == [
                [
                    "a silence ends within a day",
                    "  1  account=\"acme\"  until Sat 28 Nov 09:00; holds 1 alert; kim: they are moving house",
                    "What still fires by then is told. `bellwether silence add` gives it longer.",
                ]
            ])
    }

    @Test func `covers nothing where it has no matcher, or one that cannot be read`() {
        for matchers in [[], ["=="], ["account=\"acme\"", "=="]] {
            #expect(Silences([silence(.silence, matchers, until: nil)]).covering(sampleAlert("acme")) == nil)
        }
    }

    @Test func `given for a span while the clock was ahead, it lasts that long from when it is put right`() {
        let month = Duration.seconds(30 * 86_400)
        func given(at moment: Moment, until: Moment?, lastsForSpan: Bool) -> Silence {
            Silence(
                kind: .silence, matchers: ["tier=Trial"], from: moment, until: until, lastsForSpan: lastsForSpan,
                author: "kim", reason: "moving")
        }
        let spanned = given(at: monday + month, until: monday + month + .seconds(3_600), lastsForSpan: true)
        #expect(spanned.accepting(clock: monday)?.from == monday)
        #expect(spanned.accepting(clock: monday)?.until == monday + .seconds(3_600))
        #expect(spanned.accepting(clock: monday + month) == nil)
        let day = given(at: monday + month, until: monday + month * 2, lastsForSpan: false)
        #expect(day.accepting(clock: monday)?.until == monday + month * 2)
        #expect(given(at: monday + month, until: nil, lastsForSpan: false).accepting(clock: monday)?.until == nil)
    }
}
