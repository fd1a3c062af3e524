import BellwetherCore

/// A report as one long table for other programs: a value a line, by section, row and column.
struct ReportTable {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var csv: String { Self.csv([["section", "row", "column", "value", "absent_because", "id"]] + lines) }

    static func csv(_ lines: [[String]]) -> String {
        lines.map { line in line.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// The last column says which account or group a line is about, whatever that is called.
    private var lines: [[String]] {
        about(bands) + ofAccounts(withoutMRR) + about(trend) + groups + about(months) + about(cohorts) + crossTabs
            + about(reasons) + about(outcomes) + about(renewals) + ofAccounts(lowValues) + ofAccounts(advocates)
            + ofAccounts(debtors) + about(sentences)
    }

    private func about(_ lines: [[String]], id: String? = nil) -> [[String]] { lines.map { $0 + [id ?? ""] } }

    private func ofAccounts(_ lines: [[String]]) -> [[String]] { lines.map { $0 + [$0[1]] } }

    private var sentences: [[String]] {
        report.metrics.map { Self.line("portfolio", $0.name, "value", $0.figure) }
            + report.billing.enumerated().map { ["billing", "\($0 + 1)", "sentence", $1, ""] }
            + report.missing.sorted { $0.key < $1.key }.map { ["missing", $0.key, "reason", "", $0.value] }
            + report.knowledge.enumerated().map { ["knowledge", "\($0 + 1)", "sentence", $1, ""] }
    }

    private var bands: [[String]] {
        report.bands.flatMap { band in
            [
                ["bands", band.key, "customers", "\(band.accounts)", ""],
                ["bands", band.key, "share", "\(band.share)", ""], Self.line("bands", band.key, "mrr", band.mrr),
            ]
        }
    }

    private var withoutMRR: [[String]] {
        report.withoutMRR.map { ["without_mrr", $0.account, "mrr", "", $0.reason] }
    }

    private var trend: [[String]] {
        report.trend.flatMap { day in
            zip(report.bands, day.accounts).map { ["trend", day.day, $0.key, "\($1)", ""] }
                + (day.meanScore.map { [["trend", day.day, "mean_score", "\($0)", ""]] } ?? [])
        }
    }

    private var groups: [[String]] {
        report.groups.flatMap { group in
            let counts = [
                [report.scope, group.name, "customers", "\(group.accounts)", ""],
                Self.line(report.scope, group.name, "mean_score", group.meanScore),
            ]
            let bands = zip(report.bands, group.bands).map {
                [report.scope, group.name, "band_\($0.key)", "\($1)", ""]
            }
            let figures = zip(report.groupMetrics, group.figures).map { Self.line(report.scope, group.name, $0, $1) }
            return about(counts + bands + figures, id: group.id)
        }
    }

    private var months: [[String]] {
        report.months.flatMap { month in
            [
                ("open", month.open), ("new", month.new), ("expansion", month.expansion),
                ("reactivation", month.reactivation), ("contraction", month.contraction), ("churn", month.churn),
                ("fx", month.fx), ("correction", month.correction), ("close", month.close),
            ].map { ["movements", month.month, $0.0, "\($0.1)", ""] }
        }
    }

    private var cohorts: [[String]] {
        report.cohorts.flatMap { cohort in
            [["cohorts", cohort.quarter, "customers", "\(cohort.accounts)", ""]]
                + zip(report.cohortMonths, cohort.retained).map {
                    ["cohorts", cohort.quarter, "after_\($0)_months", "\($1)", ""]
                }
        }
    }

    private var crossTabs: [[String]] {
        report.crossTabs.flatMap { table in
            let name = "\(table.form)_by_\(table.attribute)"
            let counted = table.rows.flatMap { row in
                about(
                    zip(table.answers, row.counts).map { answer, count in
                        [name, row.name, answer, count.map { "\($0)" } ?? "", count == nil ? "fewer_than_five" : ""]
                    }, id: row.id)
            }
            let rejected = [[name, "", "not_on_the_scale", "\(table.rejected)", ""]]
            return counted + (table.rejected > 0 ? about(rejected) : [])
        }
    }

    private var reasons: [[String]] {
        report.churnReasons.flatMap { reason in
            [
                ["churn_reasons", reason.reason, "customers", "\(reason.accounts)", ""],
                Self.line("churn_reasons", reason.reason, "mrr", reason.mrr),
            ]
        }
    }

    private var outcomes: [[String]] {
        report.outcomes.flatMap { rule in
            zip(Report.outcomeNames, rule.counts).map { ["outcomes", rule.rule, $0, "\($1)", ""] }
        }
    }

    private var renewals: [[String]] {
        let ahead = report.renewals
        let figures = [
            ("due", ahead.due), ("expected", ahead.expected), ("deviation", ahead.deviation), ("low", ahead.low),
            ("high", ahead.high),
        ]
        return [["renewals", "\(ahead.horizonDays)_days", "terms", "\(ahead.terms)", ""]]
            + figures.map { Self.line("renewals", "\(ahead.horizonDays)_days", $0, $1) }
    }

    private var lowValues: [[String]] {
        report.lowValues.flatMap { low in
            [
                Self.line("low_values", low.account, "clv_net", low.value),
                Self.line("low_values", low.account, "mrr", low.mrr),
            ]
        }
    }

    private var advocates: [[String]] {
        report.advocates.flatMap { advocate in
            [
                ["advocates", advocate.account, "days_in_good", "\(advocate.daysInGood)", ""],
                Self.line("advocates", advocate.account, "mark", advocate.mark),
                Self.line("advocates", advocate.account, "mrr", advocate.mrr),
            ]
        }
    }

    private var debtors: [[String]] {
        report.debtors.flatMap { debtor in
            [
                ["collections", debtor.account, "invoices", "\(debtor.invoices)", ""],
                ["collections", debtor.account, "days_past_due", "\(debtor.daysPastDue)", ""],
                Self.line("collections", debtor.account, "overdue", debtor.overdue),
            ] + zip(Report.bucketNames, debtor.buckets).map { Self.line("collections", debtor.account, $0, $1) }
        }
    }

    private static func line(_ section: String, _ row: String, _ column: String, _ figure: Report.Figure) -> [String] {
        [section, row, column, figure.value.map { "\($0)" } ?? "", figure.reason ?? ""]
    }

    /// RFC 4180; a text that a spreadsheet would take for a formula is put in words by an apostrophe.
    private static func cell(_ text: String) -> String {
        let isFormula =
            Double(text) == nil && text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
        let plain = isFormula ? "'" + text : text
        guard plain.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
