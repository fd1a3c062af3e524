import BellwetherCore
import Testing

@Suite struct ZoneTZifTests {
    @Test func `the footer's rule is spelt out to the end of 2100`() throws {
        let zone = try #require(Zone.read(tzif: TZif.file(footer: "CET-1CEST,M3.5.0,M10.5.0/3"), name: "Berlin"))
        #expect(zone.offset(at: moment("2026-03-29T00:59:59Z")) == 3600)
        #expect(zone.offset(at: moment("2026-03-29T01:00:00Z")) == 7200)
        #expect(zone.offset(at: moment("2100-10-31T01:00:00Z")) == 3600)
        #expect(zone.offset(at: moment("2100-10-31T00:59:59Z")) == 7200)
    }

    @Test func `the table holds until its last transition`() throws {
        let table = [
            (moment("1970-01-01T00:00:00Z").seconds, Int32(1800)), (moment("2020-06-01T00:00:00Z").seconds, 3600),
        ]
        let zone = try #require(Zone.read(tzif: TZif.file(first: 600, table, footer: "<+01>-1"), name: "x"))
        #expect(zone.offset(at: moment("1969-12-31T23:59:59Z")) == 600)
        #expect(zone.offset(at: moment("1999-01-01T00:00:00Z")) == 1800)
        #expect(zone.offset(at: moment("2090-01-01T00:00:00Z")) == 3600)
    }

    /// Rules from the system's own files, as they stand in their footers.
    @Test(arguments: [
        ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", Int32(-18_000), Int32(-14_400)),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 39_600, 36_000),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -7200, -3600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 3600, 0),
        ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-09-26T14:00:00Z", 45_900, 49_500),
        ("CST6CDT,J60,J300", "2028-03-01T08:00:00Z", -21_600, -18_000),
        ("CST6CDT,60,300", "2028-03-01T08:00:00Z", -21_600, -18_000),
    ])
    func `a rule changes the clock when it says`(rule: String, change: String, before: Int32, after: Int32) throws {
        let zone = try #require(Zone.read(tzif: TZif.file(footer: rule), name: "x"))
        #expect(zone.offset(at: moment(change) - .seconds(1)) == before)
        #expect(zone.offset(at: moment(change)) == after)
    }

    @Test func `daylight time all year leaves no gap at new year`() throws {
        let zone = try #require(Zone.read(tzif: TZif.file(footer: "XXX3EDT4,0/0,J365/23"), name: "x"))
        #expect(zone.offset(at: moment("2030-01-01T02:59:59Z")) == zone.offset(at: moment("2030-01-01T04:00:00Z")))
    }

    @Test func `a time that does not exist moves forward, and one that exists twice is the first`() throws {
        let zone = try #require(Zone.read(tzif: TZif.file(footer: "CET-1CEST,M3.5.0,M10.5.0/3"), name: "Berlin"))
        let spring = try #require(Day("2026-03-29"))
        let autumn = try #require(Day("2026-10-25"))
        #expect(zone.moment(of: spring, second: 9000) == moment("2026-03-29T01:30:00Z"))
        #expect(zone.secondOfDay(at: zone.moment(of: spring, second: 9000)) == 12_600)
        #expect(zone.moment(of: autumn, second: 9000) == moment("2026-10-25T00:30:00Z"))
    }

    @Test func `a day that has no midnight begins when its clock does`() throws {
        let zone = try #require(Zone.read(tzif: TZif.file(footer: "<-04>4<-03>,M9.1.6/24,M4.1.6/24"), name: "Santiago"))
        let day = try #require(Day("2026-09-06"))
        #expect(zone.secondOfDay(at: zone.start(of: day)) == 3600)
        #expect(zone.day(of: zone.start(of: day)) == day)
        #expect(zone.day(of: zone.start(of: day) - .seconds(1)) == day - 1)
    }

    @Test(arguments: ["CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.1.0,M10.5.0", "CET-1,,", "C-1", "CET-999"])
    func `a footer that is no rule is refused`(rule: String) {
        #expect(Zone.read(tzif: TZif.file(footer: rule), name: "x") == nil)
    }

    @Test func `without a footer the table is all there is`() throws {
        let zone = try #require(Zone.read(tzif: TZif.file([(0, 3600)], footer: ""), name: "x"))
        #expect(zone.transitions.count == 1)
    }

    @Test func `damaged bytes are refused, never trapped on`() {
        let whole = TZif.file([(0, 3600), (1_000_000, 7200)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        for length in 0..<whole.count { _ = Zone.read(tzif: Array(whole.prefix(length)), name: "x") }
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 0xFF
            _ = Zone.read(tzif: bytes, name: "x")
        }
        #expect(Zone.read(tzif: [], name: "x") == nil)
        #expect(Zone.read(tzif: Array("TZif2".utf8), name: "x") == nil)
        #expect(Zone.read(tzif: Array(whole.dropFirst(44).prefix(44)), name: "x") == nil)
    }

    private func moment(_ text: String) -> Moment { Moment(text) ?? .distantPast }
}

/// Writes a compiled zone as version 2 has it: an empty block for old readers, then the table, then the footer.
enum TZif {
    static func file(first: Int32 = 0, _ table: [(at: Int64, offset: Int32)] = [], footer: String) -> [UInt8] {
        let offsets = [first] + table.map(\.offset)
        var bytes = header(times: 0, types: 1) + bigEndian(Int32(0)) + [0, 0] + [0]
        bytes += header(times: table.count, types: offsets.count)
        for change in table { bytes += bigEndian(change.at) }
        bytes += table.indices.map { UInt8($0 + 1) }
        for offset in offsets { bytes += bigEndian(offset) + [0, 0] }
        return bytes + [0, 10] + Array(footer.utf8) + [10]
    }

    private static func header(times: Int, types: Int) -> [UInt8] {
        Array("TZif2".utf8) + Array(repeating: 0, count: 15)
            + [0, 0, 0, Int32(times), Int32(types), 1].flatMap { bigEndian($0) }
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }
}
