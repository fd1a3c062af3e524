import CEL
import Testing

@testable import BellwetherCore

@Suite struct ValuePrinterTests {
    private let printer = ValuePrinter(
        currency: .eur, asOf: AsOf(.at("2026-11-23T09:05+01:00"), in: .berlin), bands: [.poor, .atRisk, .good])

    @Test(
        arguments: [
            (48.2, Unit.score, "48.2"), (48, .score, "48.0"), (49.95, .score, "50.0"), (-12.34, .score.change, "−12.3"),
            (12, .score.change, "+12.0"), (0, .score.change, "0.0"),
            (0.56, .ratio, "56 %"), (0.005, .ratio, "1 %"), (1.204, .ratio, "120 %"), (57.0 / 200, .ratio, "29 %"),
            (-0.285, .ratio, "−29 %"),
            (1.005, .money, "1.01 EUR"), (0.15, .points, "0.2"), (2.25, .points, "2.3"),
            (-0.32, .ratio.change, "−32 %"),
            (0.2, .ratio.change, "+20 %"),
            (12_400, .money, "12,400 EUR"), (4300.5, .money, "4,301 EUR"), (49.9, .money, "49.90 EUR"),
            (49, .money, "49 EUR"), (1_234_567, .money, "1,234,567 EUR"), (-1000, .money.change, "−1,000 EUR"),
            (0, .money, "0 EUR"),
            (1, .days, "1 day"), (41, .days, "41 days"), (0, .days, "0 days"), (-1, .days, "−1 day"),
            (1.5, .days, "1.5 days"),
            (1575, .minutes, "1 d 2 h"), (1575, .workingMinutes, "26 h 15 min"), (20, .workingMinutes, "20 min"),
            (0, .workingMinutes, "0 min"), (60, .workingMinutes.change, "+1 h"),
            (1840, .count, "1,840"), (2.54, .count, "2.5"), (0.05, .count, "0.05"), (0.5, .count, "0.5"),
            (-0.125, .count, "−0.13"), (0.0125, .count, "0.013"), (0.07, .count, "0.07"), (0, .count, "0"),
            (30, .points, "30"), (400.0 / 350, .factor, "1.14"), (4, .factor, "4.00"), (-0.5, .factor.change, "−0.50"),
            (.nan, .ratio, "not known"), (.infinity, .money, "not known"),
        ] as [(Double, Unit, String)])
    func `prints a number by its unit`(_ number: Double, _ unit: Unit, _ text: String) {
        #expect(printer.text(.double(number), unit: unit) == text)
    }

    /// `79.5 % < 0.8` is no contradiction, `80 % < 0.8` would be one.
    @Test func `shares beside what they are compared with have their decimal`() {
        var printer = printer
        printer.comparing = true
        #expect(printer.text(.double(0.795), unit: .ratio) == "79.5 %")
        #expect(printer.text(.double(0.8), unit: .ratio) == "80 %")
    }

    @Test(arguments: [
        ("poor", Unit.band, "At risk"), ("gone", .band, "gone"), ("best_case", .category, "Best case"),
        ("at_risk", .category, "At risk"), ("Enterprise", .text, "Enterprise"),
    ])
    func `prints keys as their labels`(_ key: String, _ unit: Unit, _ text: String) {
        #expect(printer.text(.string(key), unit: unit) == text)
    }

    @Test(arguments: [
        ("2026-12-31T23:30Z", Unit.day, "1 Jan"), ("2026-11-20T10:00Z", .day, "20 Nov"),
        ("2027-12-01T10:00Z", .day, "1 Dec 2027"), ("2026-11-20T09:05Z", .moment, "20 Nov 10:05"),
    ])
    func `prints days of the installation's calendar`(_ moment: String, _ unit: Unit, _ text: String) {
        #expect(printer.text(.moment(.at(moment)), unit: unit) == text)
    }

    @Test(arguments: [
        ("no_data", "no data"), ("stale", "out of date"), ("insufficient_sample", "too little data"),
        ("no_history", "no history"), ("empty_denominator", "nothing to measure"), ("not_applicable", "not applicable"),
        ("source_error", "source broken"), ("no_fx_rate", "no exchange rate"), ("something else", "not known"),
    ])
    func `says why there is nothing`(_ reason: String, _ words: String) {
        let text = words == "not known" ? words : "not known (\(words))"
        #expect(printer.text(.unknown("nps.latest", because: reason), unit: .score) == text)
    }

    /// A hundred tickets would be the same word a hundred times.
    @Test(arguments: [
        ("invoices", 1, "1 invoice"), ("tickets", 1200, "1,200 tickets"), ("touches", 2, "2 touches"),
        ("responses", 3, "3 survey responses"),
    ])
    func `prints facts by how many there are`(_ list: String, _ count: Int, _ text: String) throws {
        let type = try #require(FactList.named(list)).object
        let facts = [Value](repeating: .record(Blank(type: type)), count: count)
        #expect(printer.text(.list(facts), unit: nil) == text)
        #expect(printer.text(.list([]), unit: nil) == "")
    }

    private struct Blank: RecordValue {
        let type: ObjectType
        func value(at field: Int) -> Value { .null }
    }

    @Test func `prints truths and lists`() {
        #expect(printer.text(.bool(true), unit: nil) == "yes")
        #expect(printer.text(.list([.string("a"), .string("b")]), unit: nil) == "a, b")
    }

    @Test func `knows currencies without cents`() throws {
        let yen = ValuePrinter(currency: .named("JPY"), asOf: AsOf(.monday, in: .utc))
        #expect(yen.money(49.6) == "50 JPY")
    }

    @Test func `every unit has a name that finds it again`() {
        for kind in Unit.Kind.allCases {
            #expect(Unit(named: Unit(kind).name) == Unit(kind))
            #expect(Unit(named: Unit(kind).change.name) == Unit(kind).change)
        }
        #expect(Unit(named: "change in weather") == nil)
    }
}
