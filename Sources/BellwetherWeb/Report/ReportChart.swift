import BellwetherCore
import Templates

/// The pictures of a report. Each says in words what it shows, and stands above the table that it is drawn from.
enum ReportChart {
    private static let width = 760.0, height = 220.0, left = 44.0, right = 8.0, top = 8.0, bottom = 24.0
    private static var inner: Double { width - left - right }
    private static var tall: Double { height - top - bottom }

    static func bands(_ report: Report) -> String {
        guard report.accounts > 0 else { return "" }
        let bar = BandBar(
            caption: "Customers by band",
            parts: report.bands.map { BandBar.Part(label: $0.label, colour: $0.colour, accounts: $0.accounts) })
        return "<figure>\(bar.html)<figcaption>\(bar.words.escapedForHTML).</figcaption></figure>\n"
    }

    /// The share of each band, stacked, the worst at the bottom.
    static func trend(_ report: Report) -> String {
        guard report.trend.count > 1, let first = report.trend.first, let last = report.trend.last else { return "" }
        func share(_ day: Report.TrendDay, upTo place: Int) -> Double {
            let all = day.accounts.reduce(0, +)
            return all == 0 ? 0 : Double(day.accounts.prefix(place).reduce(0, +)) / Double(all)
        }
        func x(_ index: Int) -> Double { left + inner * Double(index) / Double(report.trend.count - 1) }
        let areas = report.bands.indices.map { place -> String in
            let upper = report.trend.indices.map {
                "\(x($0).short) \(y(share(report.trend[$0], upTo: place + 1)).short)"
            }
            let lower = report.trend.indices.reversed().map {
                "\(x($0).short) \(y(share(report.trend[$0], upTo: place)).short)"
            }
            return """
                <path class="area \(Mark.colour(report.bands[place].colour)) solid" d="M\((upper + lower).joined(separator: " L"))Z">\
                <title>\(report.bands[place].label.escapedForHTML)</title></path>
                """
        }
        let scores = [first.meanScore, last.meanScore].compactMap { $0.map(ReportPage.tenths) }
        let mean = scores.count == 2 ? "; mean score \(scores[0]), then \(scores[1])" : ""
        return figure(
            "Share of customers in each band, \(first.day) to \(last.day)\(mean)", height: height,
            areas.joined() + percentAxis() + ends(first.day, last.day), key: report.bands.map { ($0.colour, $0.label) })
    }

    /// What was won above the line, what was lost below it.
    static func movements(_ report: Report) -> String {
        let most = report.months.map { max($0.won, $0.lost) }.max() ?? 0
        guard most > 0, let first = report.months.first, let last = report.months.last else { return "" }
        let middle = top + tall / 2
        let step = inner / Double(report.months.count)
        let bars = report.months.enumerated().map { index, month -> String in
            let x = left + step * Double(index) + 3
            let (up, down) = (month.won / most * tall / 2, month.lost / most * tall / 2)
            let words =
                "\(month.month): won \(Int(month.won.rounded()).formatted), lost \(Int(month.lost.rounded()).formatted) \(report.currency)"
            return """
                <g><title>\(words.escapedForHTML)</title>\
                <rect class="bar won" x="\(x.short)" y="\((middle - up).short)" width="\((step - 6).short)" height="\(up.short)"/>\
                <rect class="bar lost" x="\(x.short)" y="\(middle.short)" width="\((step - 6).short)" height="\(down.short)"/></g>
                """
        }
        let scale = """
            <text class="tick" x="\((left - 6).short)" y="\((top + 10).short)" text-anchor="end">\(short(most))</text>\
            <text class="tick" x="\((left - 6).short)" y="\((top + tall).short)" text-anchor="end">−\(short(most))</text>\
            <path class="axis" d="M\(left.short) \(middle.short)H\((width - right).short)"/>
            """
        // As whoever subtracts the two that are shown.
        let net = Int(last.close.rounded()) - Int(first.open.rounded())
        return figure(
            "MRR won and lost, \(first.month) to \(last.month); from \(Int(first.open.rounded()).formatted) to \(Int(last.close.rounded()).formatted) \(report.currency), a change of \(net.formatted)",
            height: height, bars.joined() + scale + ends(first.month, last.month),
            key: [("green", "Won: new, expansion, returns"), ("red", "Lost: contraction, churn")])
    }

    /// A line for each cohort with its name behind it; the one that has come furthest is drawn dark. Dashes tell them apart
    /// where there are no colours.
    static func retention(_ report: Report) -> String {
        let cohorts = report.cohorts.filter { $0.retained.count > 1 }
        guard let months = report.cohortMonths.last, months > 0, let longest = cohorts.first else { return "" }
        let height = 300.0
        let end = width - right - NamedLines.width - 12
        let lines = NamedLines(
            lines: cohorts.map { cohort in
                NamedLines.Line(
                    name: cohort.quarter,
                    points: zip(report.cohortMonths, cohort.retained).map { month, share in
                        (x: left + (end - left) * Double(month) / Double(months), y: y(share, in: height))
                    })
            }, heights: top + 7...height - bottom - 7)
        let curves = zip(cohorts, zip(lines.lines, lines.names)).enumerated().reversed().map { place, one in
            curve(one.1.0, at: place, words: words(of: one.0, report), name: one.1.1)
        }
        let share = longest.retained.last.map(ReportPage.percent) ?? ""
        return figure(
            "Customers still paying, by months since they first paid, a line for each quarter; of \(longest.quarter), drawn dark, \(share) after \(report.cohortMonths[longest.retained.count - 1]) months",
            height: height,
            curves.joined() + percentAxis(in: height) + ends("0 months", "\(months) months", in: height, until: end))
    }

    private static func words(of cohort: Report.Cohort, _ report: Report) -> String {
        let end = cohort.retained.last.map(ReportPage.percent) ?? ""
        return
            "\(cohort.quarter): \(end) of \(cohort.accounts) after \(report.cohortMonths[cohort.retained.count - 1]) months"
    }

    private static func curve(
        _ line: NamedLines.Line, at place: Int, words: String, name: (x: Double, y: Double)
    ) -> String {
        let points = line.points.map { "\($0.x.short) \($0.y.short)" }
        let end = line.points[line.points.count - 1]
        let dashes = dashes[place % dashes.count]
        return """
            <g><title>\(words.escapedForHTML)</title>\
            <path class="leader" d="M\(end.x.short) \(end.y.short) L\((name.x - 2).short) \(name.y.short)"/>\
            <path class="curve\(place == 0 ? " last" : "")" \(dashes.isEmpty ? "" : "stroke-dasharray=\"\(dashes)\" ")\
            d="M\(points.joined(separator: " L"))"/>\
            <circle class="end\(place == 0 ? " last" : "")" cx="\(end.x.short)" cy="\(end.y.short)" r="3"/>\
            <text class="tick name" x="\(name.x.short)" y="\((name.y + 4).short)">\(line.name.escapedForHTML)</text></g>
            """
    }

    private static let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 4"]
}

// MARK: Parts

extension ReportChart {
    private static func y(_ share: Double, in height: Double = height) -> Double {
        top + (1 - min(1, max(0, share))) * (height - top - bottom)
    }

    private static func percentAxis(in height: Double = height) -> String {
        [0.0, 0.5, 1].map { share in
            """
            <text class="tick" x="\((left - 6).short)" y="\((y(share, in: height) + 4).short)" \
            text-anchor="end">\(ReportPage.percent(share))</text>
            """
        }.joined()
    }

    /// What stands below the picture's left and right end.
    private static func ends(
        _ first: String, _ last: String, in height: Double = height, until end: Double = width - right
    ) -> String {
        """
        <text class="tick" x="\(left.short)" y="\((height - 6).short)">\(first.escapedForHTML)</text>\
        <text class="tick" x="\(end.short)" y="\((height - 6).short)" \
        text-anchor="end">\(last.escapedForHTML)</text>
        """
    }

    private static func figure(
        _ words: String, height: Double, _ body: String, key: [(colour: String, label: String)] = []
    ) -> String {
        let title = words.escapedForHTML
        let marks = key.map { "<li>\(Mark.html($0.colour, $0.label))</li>" }.joined()
        return """
            <figure><svg class="chart" viewBox="0 0 \(width.short) \(height.short)" role="img" \
            aria-label="\(title)"><title>\(title)</title><desc>The table below says the same in numbers.</desc>\(body)</svg>
            <figcaption>\(title).</figcaption>\(marks.isEmpty ? "" : "<ul class=\"key\">\(marks)</ul>")</figure>

            """
    }

    private static func short(_ amount: Double) -> String {
        switch amount {
        case 1_000_000...: "\(ReportPage.tenths(amount / 1_000_000)) M"
        case 10_000...: "\(Int((amount / 1000).rounded())) k"
        default: Int(amount.rounded()).formatted
        }
    }
}

extension Report.Month {
    fileprivate var won: Double { new + expansion + reactivation }
    fileprivate var lost: Double { contraction + churn }
}
