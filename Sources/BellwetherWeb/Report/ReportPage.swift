package import BellwetherCore
import Templates

/// A report as one page that needs nothing beside itself: no script, nothing fetched, styles within.
package struct ReportPage {
    private let report: Report

    package init(_ report: Report) { self.report = report }

    package var html: String {
        HTMLHead("Customer report of \(report.day) · Bellwether", .withoutIcon, .style(StyleSheet.css + Self.css)).html
            + Self.top.render([
                "instant": .text(report.instant), "zone": .text(report.timezone), "period": .text(report.periodWords),
                "accounts": .text("\(report.accounts.formatted) customer\(report.accounts == 1 ? "" : "s")"),
                "currency": .text(report.currency),
            ]) + sections + "</main>\n</body>\n</html>\n"
    }

    private var sections: String {
        [
            section("Health", ReportChart.bands(report) + bands),
            report.withoutMRR.isEmpty ? "" : section("Whose MRR is not known", withoutMRR),
            section("Health over time", ReportChart.trend(report) + trend),
            section("By \(report.scope)", groups), section("MRR movements", ReportChart.movements(report) + movements),
            section("Renewals ahead", renewals),
            section("Retention by cohort", ReportChart.retention(report) + cohorts),
            section("Surveys by \(report.scope)", crossTabs), section("Why accounts left", reasons),
            section("Worth less than half of the usual", lowValues), section("What came of alerts", outcomes),
            section("Who may be asked to speak for us", advocates), section("Late money", debtors),
            section("All numbers", metrics), section("How money is counted", Self.list(report.billing)),
            report.knowledge.isEmpty ? "" : section("What was known", Self.list(report.knowledge)),
        ].joined()
    }

    private func section(_ title: String, _ body: String) -> String {
        "<section>\n<h2>\(title.escapedForHTML)</h2>\n\(body)</section>\n"
    }

    private static let top = Template(
        """
        <body>
        <main id="main">
        <h1>Customer report</h1>
        <p class="lead">As of {{instant}} ({{zone}}): {{accounts}}. Money in {{currency}}. Numbers about a period are of
        {{period}}.</p>

        """)

    private static let css = """
        main { padding-bottom: 32px; max-width: 1400px; }
        figure { margin-bottom: 12px; }
        tbody th { white-space: nowrap; }
        .bar { stroke: var(--sheet); stroke-width: 1; }
        .won { fill: var(--green); } .lost { fill: var(--red); } .axis { stroke: var(--soft); stroke-width: 1; }
        .area.solid { opacity: 1; }
        .number .absent { white-space: normal; }
        .curve { fill: none; stroke: var(--link); stroke-width: 1.5; opacity: 0.75; }
        .curve.last { stroke: var(--ink); stroke-width: 2.5; opacity: 1; }
        .leader { fill: none; stroke: var(--soft); stroke-width: 1; opacity: 0.6; }
        .end { fill: var(--link); } .end.last, .chart .name { fill: var(--ink); }
        @media screen and (max-width: 640px) { .chart .name, .leader { display: none; } }
        .key { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 8px 0 0; list-style: none; }
        thead th, thead th.number { white-space: normal; vertical-align: bottom; }
        @media screen and (min-width: 641px) and (max-width: 1400px) {
          .wide { font-size: 13px; }
          .wide :is(th, td) { padding: 6px 7px; }
          .wide thead th { font-size: 12px; }
          .wide tbody th { min-width: 0; }
        }
        @media screen and (max-width: 640px) {
          tbody th { white-space: normal; }
          table:not(.stacked) { font-size: 13px; }
          table:not(.stacked) :is(th, td) { padding: 7px 5px; }
          table:not(.stacked) thead th { font-size: 12px; }
          table:not(.stacked) tbody th { min-width: 5em; }
        }
        @page { size: landscape; margin: 12mm; }
        """
}

// MARK: The tables behind the pictures

extension ReportPage {
    private var bands: String {
        HTMLTable(
            caption: "Customers by band, as of \(report.instant)",
            columns: [.text("Band"), .number("Customers"), .number("Share"), .number("MRR")],
            rows: report.bands.map {
                [
                    Mark.html($0.colour, $0.label), $0.accounts.formatted, Self.percent($0.share),
                    $0.mrr.text.escapedForHTML,
                ]
            }, otherwise: "No customers yet."
        ).html
    }

    private var withoutMRR: String {
        HTMLTable(
            caption: Self.listed("No total with one of these accounts is known", report.withoutMRR.count),
            columns: [.text("Account"), .text("Because of")],
            rows: report.withoutMRR.prefix(Report.listed).map {
                [$0.name.escapedForHTML, $0.text.capitalisedWord.escapedForHTML]
            }, otherwise: ""
        ).html
    }

    private var trend: String {
        HTMLTable(
            caption: "Customers by band, week by week",
            columns: [.text("Day")] + report.bands.map { .number($0.label) } + [.number("Mean score")],
            rows: report.trend.map { day in
                ["<span class=\"whole\">\(day.day.escapedForHTML)</span>"] + day.accounts.map(\.formatted)
                    + [day.meanScore.map { "\(Self.tenths($0))" } ?? ""]
            }, otherwise: "Nothing is known of the past yet."
        ).html
    }

    /// Money says once, at its head, what it is in: so many columns have no room for it in each row.
    private var groups: String {
        let isMoney = report.groupMetrics.indices.map { place in
            report.groups.contains { $0.figures[place].text.hasSuffix(" " + report.currency) }
        }
        let heads = zip(report.groupMetrics, isMoney).map {
            $1 ? "\(Self.spoken($0)), \(report.currency)" : Self.spoken($0)
        }
        return HTMLTable(
            caption:
                "Customers by \(report.scope): how many, their scores and bands as of \(report.instant), the rest of "
                + report.periodWords,
            columns: [.text(report.scope.capitalisedWord), .number("Customers"), .number("Mean score")]
                + report.bands.map { .number($0.label) } + heads.map { .number($0) },
            rows: zip(report.groupNames, report.groups).map { name, group in
                [name.escapedForHTML, group.accounts.formatted, Self.cell(group.meanScore)]
                    + group.bands.map(\.formatted) + group.figures.map { Self.cell($0, in: report.currency) }
            }, otherwise: "No customers yet."
        ).html
    }

    private var movements: String {
        let names = [
            "Open", "New", "Expansion", "Reactivation", "Contraction", "Churn", "Rates", "Correction", "Close",
        ]
        return HTMLTable(
            caption: "MRR of twelve months, in \(report.currency)",
            columns: [.text("Month")] + names.map { .number($0) },
            rows: report.months.map { month in
                [month.month.escapedForHTML]
                    + [
                        month.open, month.new, month.expansion, month.reactivation, -month.contraction, -month.churn,
                        month.fx, month.correction, month.close,
                    ].map { Int($0.rounded()).formatted }
            }, otherwise: "No movements: \(report.monthsMissing ?? "nothing is known")."
        ).html
    }

    private var renewals: String {
        let ahead = report.renewals
        let table = HTMLTable(
            caption: "Renewals in the next \(ahead.horizonDays) days", columns: [.text("What"), .number("Amount")],
            rows: ahead.terms == 0
                ? []
                : [
                    ("Up for renewal, \(ahead.terms.formatted) term\(ahead.terms == 1 ? "" : "s")", ahead.due),
                    ("Expected to renew", ahead.expected), ("Give or take", ahead.deviation),
                    ("As good as certain", ahead.low), ("Not lost yet", ahead.high),
                ].map { [$0.escapedForHTML, Self.cell($1)] },
            otherwise: "No term ends within \(ahead.horizonDays) days.")
        guard !ahead.concentrated.isEmpty else { return table.html }
        let names = ahead.concentrated.joined(separator: ", ").escapedForHTML
        return table.html
            + "<p>More than a fifth of it each: \(names). What becomes of them decides more than any sum.</p>\n"
    }

    private var lowValues: String {
        HTMLTable(
            caption: Self.listed(
                "Customers who brought less than half of the median of their segment, costs taken off",
                report.lowValues.count),
            columns: [
                .text("Account"), .text("Owner"), .text("Segment"), .number("Value so far"), .number("MRR"),
            ],
            rows: report.lowValues.prefix(Report.listed).map {
                [
                    $0.name.escapedForHTML, $0.owner.escapedForHTML, $0.segment.escapedForHTML,
                    $0.value.text.escapedForHTML, $0.mrr.text.escapedForHTML,
                ]
            }, otherwise: otherwise("lowValues", "Nobody, or too few to compare: a segment needs twenty.")
        ).html
    }

    private var cohorts: String {
        HTMLTable(
            caption: "Share of the customers of a quarter that still pay, by months since their first",
            columns: [.text("First paid in"), .number("Customers")] + report.cohortMonths.map { .number("\($0)") },
            rows: report.cohorts.map { cohort in
                [cohort.quarter.escapedForHTML, cohort.accounts.formatted]
                    + report.cohortMonths.indices.map {
                        $0 < cohort.retained.count ? Self.percent(cohort.retained[$0]) : ""
                    }
            }, otherwise: "No subscription says when it began."
        ).html
    }

    private var advocates: String {
        HTMLTable(
            caption: Self.listed("Customers who are well, say so, and were not asked lately", report.advocates.count),
            columns: [
                .text("Account"), .text("Owner"), .number("Days in good"), .number("Mark, 0 to 10"), .number("MRR"),
            ],
            rows: report.advocates.prefix(Report.listed).map {
                [
                    $0.name.escapedForHTML, $0.owner.escapedForHTML, $0.daysInGoodText,
                    $0.mark.text.escapedForHTML, $0.mrr.text.escapedForHTML,
                ]
            }, otherwise: otherwise("advocates", "Nobody at the moment.")
        ).html
    }

    private var debtors: String {
        HTMLTable(
            caption: Self.listed("Open on late invoices that nobody disputes, by days past due", report.debtors.count),
            columns: [
                .text("Account"), .text("Owner"), .number("Invoices"), .number("Oldest, days"), .number("Overdue"),
            ]
                + Report.bucketNames.map { .number($0) },
            rows: report.debtors.prefix(Report.listed).map { debtor in
                [
                    debtor.name.escapedForHTML, debtor.owner.escapedForHTML, debtor.invoices.formatted,
                    debtor.daysPastDue.formatted, debtor.overdue.text.escapedForHTML,
                ] + debtor.buckets.map { $0.value == 0 ? "–" : $0.text.escapedForHTML }
            }, otherwise: otherwise("debtors", "Nothing is late.")
        ).html
    }

    private static func listed(_ caption: String, _ count: Int) -> String {
        count > Report.listed ? "\(caption): the first \(Report.listed) of \(count)" : caption
    }

    private var crossTabs: String {
        guard !report.crossTabs.isEmpty else {
            return "<p class=\"none\">\(otherwise("crossTabs", "No answers in the period.").escapedForHTML)</p>\n"
        }
        return report.crossTabs.map { table in
            HTMLTable(
                caption: Self.caption(of: table),
                columns: [.text(table.attribute.capitalisedWord), .number("Answers")]
                    + table.answers.map { .number(table.survey == "nps" ? $0.capitalisedWord : $0) },
                rows: table.rows.map { row in
                    [row.name.escapedForHTML, row.answers.formatted]
                        + row.counts.map { count in
                            count.map { "\($0.formatted) (\(Self.percent(Double($0) / Double(max(1, row.answers)))))" }
                                ?? "–"
                        }
                }, otherwise: ""
            ).html
        }.joined()
    }

    private static func caption(of table: Report.CrossTab) -> String {
        let survey = (table.question ?? spoken(table.survey)) + (table.scale.map { " (\($0))" } ?? "")
        let told = "\(survey): each contact's latest answer, by \(table.attribute). Fewer than five are not shown."
        guard table.rejected > 0 else { return told }
        let left = table.rejected == 1 ? "1 answer that is" : "\(table.rejected.formatted) answers that are"
        return told + " Left out: \(left) not on the scale."
    }

    private var reasons: String {
        HTMLTable(
            caption: "Customers lost in the period, by reason",
            columns: [.text("Reason"), .number("Customers"), .number("MRR")],
            rows: report.churnReasons.map {
                [$0.reason.capitalisedWord.escapedForHTML, $0.accounts.formatted, $0.mrr.text.escapedForHTML]
            }, otherwise: otherwise("churnReasons", "Nobody left in the period.")
        ).html
    }

    private var outcomes: String {
        HTMLTable(
            caption: "What people say came of alerts since \(report.periodStart)",
            columns: [.text("Rule")] + Report.outcomeNames.map { .number($0.capitalisedWord) },
            rows: report.outcomes.map { [$0.rule.escapedForHTML] + $0.counts.map(\.formatted) },
            otherwise: "Nobody has said so far."
        ).html
    }

    private var metrics: String {
        HTMLTable(
            caption: "All customers together, \(report.periodWords)",
            columns: [.text("Number"), .number("Value"), .text("What it is")],
            rows: report.metrics.map {
                [
                    "\(Self.spoken($0.name).escapedForHTML) <code class=\"soft\">\($0.name.escapedForHTML)</code>",
                    $0.figure.text.escapedForHTML, Self.withCode($0.help.escapedForHTML),
                ]
            }, otherwise: "No customers yet."
        ).html
    }

    /// What stands between backticks as what it is: a name.
    private static func withCode(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .map { $0.isMultiple(of: 2) ? String($1) : "<code>\($1)</code>" }.joined()
    }

    /// What stands in place of an empty list; that nothing is known is not that nothing is there.
    private func otherwise(_ list: String, _ words: String) -> String {
        report.missing[list].map { "Not known: \($0)." } ?? words
    }

    private static func list(_ sentences: [String]) -> String {
        "<ul>\n" + sentences.map { "<li>\($0.escapedForHTML)</li>\n" }.joined() + "</ul>\n"
    }

    /// Why there is no number may stand in several lines: it is wider than any number.
    private static func cell(_ figure: Report.Figure, in currency: String = "") -> String {
        let isSaid = !currency.isEmpty && figure.text.hasSuffix(" " + currency)
        let text = (isSaid ? String(figure.text.dropLast(currency.count + 1)) : figure.text).escapedForHTML
        return figure.value == nil ? "<span class=\"soft absent\">\(text)</span>" : text
    }

    static func percent(_ share: Double) -> String { Report.percent(share) }

    static func tenths(_ number: Double) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        return "\(number < 0 && tenths > 0 ? "−" : "")\(tenths / 10).\(tenths % 10)"
    }

    /// `group.logo_churn` as a heading.
    private static func spoken(_ metric: String) -> String {
        let known = [
            "mrr": "MRR", "arpa": "ARPA", "arpu": "ARPU", "nrr": "NRR", "grr": "GRR", "nps": "NPS", "csat": "CSAT",
            "ces": "CES",
        ]
        let last = metric.split(separator: ".").last.map(String.init) ?? metric
        return known[last] ?? last.split(separator: "_").joined(separator: " ").capitalisedWord
    }
}

extension String {
    fileprivate var capitalisedWord: String {
        let words = split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
