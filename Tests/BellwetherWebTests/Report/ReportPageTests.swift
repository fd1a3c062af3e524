import Testing

@testable import BellwetherCore
@testable import BellwetherWeb

@Suite struct ReportPageTests {
    private static let hostile = "<script>alert(1)</script>\"'&<b>"

    private static func report(
        named name: String, months: Int = 3, debtors: Int = 21, unpriced: Int = 21,
        missing: [String: String] = [:]
    ) -> Report {
        let figure = Report.Figure(value: 12, reason: nil, text: "12 EUR")
        return Report(
            version: 1, asOf: Moment(seconds: 0), day: "2026-03-25", timezone: "Europe/Berlin", currency: "EUR",
            scope: "owner", periodStart: "2025-12-25", periodEnd: "2026-03-25", accounts: 7,
            bands: [
                .init(key: "poor", label: name, colour: "red", accounts: 3, share: 3.0 / 7, mrr: figure),
                .init(key: "good", label: "Good", colour: "green", accounts: 4, share: 4.0 / 7, mrr: figure),
            ],
            withoutMRR: (1...21).prefix(unpriced).map {
                .init(account: "u\($0)", name: "\(name) \($0)", reason: "no_fx_rate", text: "no exchange rate")
            },
            trend: [
                .init(day: "2026-03-18", accounts: [4, 3], meanScore: 51.2),
                .init(day: "2026-03-25", accounts: [3, 4], meanScore: nil),
            ],
            metrics: [.init(name: "group.mrr", help: name, figure: figure)], groupMetrics: ["group.logo_churn"],
            groups: [.init(name: name, accounts: 7, meanScore: figure, bands: [3, 4], figures: [figure])],
            months: (1...12).prefix(months).map {
                .init(
                    month: "2025-\($0)", open: 100, new: 20, expansion: 5, reactivation: 0, contraction: 5, churn: 10,
                    fx: 0, correction: 0, close: 110)
            }, monthsMissing: nil, cohortMonths: [0, 3, 6],
            cohorts: [.init(quarter: "2025-Q1", accounts: 4, retained: [1, 0.75, 0.5])],
            crossTabs: [
                .init(
                    survey: name, question: nil, form: name, scale: "0 to 10", attribute: "owner",
                    answers: ["9", "10"], rejected: 2,
                    rows: [.init(name: name, answers: 12, counts: [6, nil])])
            ], churnReasons: [.init(reason: name, accounts: 1, mrr: figure)],
            renewals: .init(
                horizonDays: 90, terms: 3, due: figure, expected: figure, deviation: figure, low: figure, high: figure,
                concentrated: [name]),
            lowValues: [.init(account: "l", name: name, owner: name, segment: name, value: figure, mrr: figure)],
            advocates: [.init(account: "a", name: name, owner: name, daysInGood: 180, mark: figure, mrr: figure)],
            debtors: (1...21).prefix(debtors).map {
                .init(
                    account: "d\($0)", name: name, owner: name, invoices: 2, daysPastDue: 31, overdue: figure,
                    buckets: [figure, figure, figure, figure])
            }, billing: [name], missing: missing, knowledge: [name])
    }

    @Test func `says by which scale a survey was answered, and how many answers are not on it`() {
        let html = ReportPage(Self.report(named: "nps")).html
        #expect(
            html.contains(
                "latest answer, by owner. Fewer than five are not shown. "
                    + "Left out: 2 answers that are not on the scale."))
        #expect(html.contains("NPS (0 to 10): each contact"))
    }

    @Test func `names the instant of each of its tables`() {
        var report = Self.report(named: "At risk")
        report.time = "14:05"
        let html = ReportPage(report).html
        #expect(html.contains("Customers by band, as of 2026-03-25 14:05"))
        #expect(html.contains("the rest of 2025-12-25 up to the beginning of 2026-03-25"))
    }

    @Test func `shows every name as text`() {
        let html = ReportPage(Self.report(named: Self.hostile)).html
        #expect(!html.contains("<script") && !html.contains("<b>"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
    }

    @Test func `needs nothing beside itself`() {
        let html = ReportPage(Self.report(named: "At risk")).html
        #expect(!html.contains("http") && !html.contains("src=") && !html.contains("url("))
        #expect(html.contains("<html lang=\"en\">") && html.contains("<style>"))
    }

    /// Whoever cannot see a picture hears what it shows, and finds the numbers in a table.
    @Test func `says in words what every picture shows`() {
        let html = ReportPage(Self.report(named: "At risk")).html
        let pictures = html.ranges(of: "<svg").count
        #expect(pictures == 4)
        #expect(html.ranges(of: "role=\"img\"").count == pictures && html.ranges(of: "<desc>").count == pictures)
        #expect(html.contains("Customers by band: At risk 3, Good 4"))
        #expect(html.contains("of 2025-Q1, drawn dark, 50 % after 6 months"))
        #expect(html.contains(">2025-Q1</text>"))
        #expect(html.ranges(of: "<caption>").count == 13)
        #expect(html.contains("180 or more") && html.contains("Up for renewal, 3 terms"))
        #expect(html.contains("More than a fifth of it each: At risk."))
        #expect(html.contains("by days past due: the first 20 of 21"))
        #expect(html.contains("No total with one of these accounts is known: the first 20 of 21"))
        #expect(html.contains("At risk 20</th>") && html.contains("No exchange rate") && !html.contains("At risk 21"))
        #expect(!ReportPage(Self.report(named: "At risk", unpriced: 0)).html.contains("Whose MRR is not known"))
    }

    @Test func `what money of groups is in stands once, at its head`() {
        let html = ReportPage(Self.report(named: "At risk")).html
        #expect(html.contains("<th scope=\"col\" class=\"number\">Logo churn, EUR</th>"))
        #expect(html.contains("<td class=\"number\">4</td><td class=\"number\">12</td></tr>"))
    }

    @Test func `colour never speaks alone, and few answers are not told`() {
        let html = ReportPage(Self.report(named: "At risk")).html
        #expect(html.contains("<span class=\"mark red\">At risk</span>"))
        #expect(html.contains("6 (50 %)") && html.contains("–"))
    }

    @Test func `that nothing is known is not that nothing is there`() {
        #expect(ReportPage(Self.report(named: "At risk", debtors: 0)).html.contains("Nothing is late."))
        let html = ReportPage(Self.report(named: "At risk", debtors: 0, missing: ["debtors": "no data"])).html
        #expect(html.contains("Not known: no data.") && !html.contains("Nothing is late."))
    }

    @Test func `without anything known it says so, and draws nothing`() {
        let html = ReportPage(Self.report(named: "At risk", months: 0)).html
        #expect(html.contains("No movements: nothing is known."))
        #expect(html.ranges(of: "<svg").count == 3)
    }
}
