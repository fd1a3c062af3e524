import BellwetherCore

/// A report as a person reads it in a terminal.
struct ReportText {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        [
            "Customers as of \(report.instant) (\(report.timezone)): \(report.accounts)",
            table(
                ["band", "customers", "share", "MRR"],
                report.bands.map { [$0.label, "\($0.accounts)", Report.percent($0.share), $0.mrr.text] }) + withoutMRR,
            "By \(report.scope): customers and mean score as of \(report.instant), the rest of \(report.periodWords)",
            table(
                [report.scope, "customers", "mean score"]
                    + report.groupMetrics.map { $0.hasPrefix("group.") ? String($0.dropFirst(6)) : $0 },
                zip(report.groupNames, report.groups).map { name, group in
                    [name, "\(group.accounts)", group.meanScore.text] + group.figures.map(\.text)
                }),
            "Customers by band, week by week", trend,
            "MRR movements, in \(report.currency)", movements,
            "Renewals in the next \(report.renewals.horizonDays) days (\(report.renewals.terms))", renewals,
            "Share of the customers of a quarter that still pay, by months since their first", cohorts,
            crossTabs,
            "All customers, \(report.periodWords)",
            table(["number", "value"], report.metrics.map { [$0.name, $0.figure.text] }),
            "Who may be asked to speak for us (\(report.advocates.count))",
            list(
                ["account", "owner", "days in good", "mark, 0 to 10", "MRR"],
                report.advocates.map { [$0.name, $0.owner, $0.daysInGoodText, $0.mark.text, $0.mrr.text] },
                missing: "advocates"),
            "Whom to ask for money that is late (\(report.debtors.count))",
            list(
                ["account", "owner", "invoices", "oldest", "overdue"] + Report.bucketNames.map { "\($0) days" },
                report.debtors.map { debtor in
                    [debtor.name, debtor.owner, "\(debtor.invoices)", "\(debtor.daysPastDue) d", debtor.overdue.text]
                        + debtor.buckets.map(\.text)
                }, missing: "debtors"),
            "Why accounts left (\(report.churnReasons.reduce(0) { $0 + $1.accounts }))",
            list(
                ["reason", "customers", "MRR"], report.churnReasons.map { [$0.reason, "\($0.accounts)", $0.mrr.text] },
                missing: "churnReasons"),
            "Worth less than half of the median of their segment (\(report.lowValues.count))",
            list(
                ["account", "owner", "segment", "value so far", "MRR"],
                report.lowValues.map { [$0.name, $0.owner, $0.segment, $0.value.text, $0.mrr.text] },
                missing: "lowValues"),
            "What came of alerts since \(report.periodStart), as people say",
            report.outcomes.isEmpty
                ? "  nobody has said (`bellwether ack ACCOUNT --outcome saved`)"
                : table(
                    ["rule"] + Report.outcomeNames, report.outcomes.map { [$0.rule] + $0.counts.map { "\($0)" } }),
            "How money is counted", sentences(report.billing),
        ].joined(separator: "\n\n")
            + (report.knowledge.isEmpty ? "" : "\n\nWhat was known\n\n" + sentences(report.knowledge))
    }

    private var withoutMRR: String {
        guard !report.withoutMRR.isEmpty else { return "" }
        return "\n\nWhose MRR is not known, nor any total with it (\(report.withoutMRR.count))\n\n"
            + list(["account", "because of"], report.withoutMRR.map { [$0.name, $0.text] }, missing: "withoutMRR")
    }

    private func sentences(_ sentences: [String]) -> String { sentences.map { "  \($0)" }.joined(separator: "\n") }

    private var movements: String {
        guard !report.months.isEmpty else { return "  none: \(report.monthsMissing ?? "nothing is known")" }
        return table(
            ["month", "open", "new", "expansion", "back", "contraction", "churn", "rates", "correction", "close"],
            report.months.map { month in
                [month.month]
                    + [
                        month.open, month.new, month.expansion, month.reactivation, -month.contraction, -month.churn,
                        month.fx, month.correction, month.close,
                    ].map { Wording.grouped(Int64($0.rounded())) }
            })
    }

    private var trend: String {
        table(
            ["day"] + report.bands.map(\.label) + ["mean score"],
            report.trend.map { day in
                [day.day] + day.accounts.map { "\($0)" } + [
                    day.meanScore.map { DecimalText.fixed($0, places: 1) } ?? ""
                ]
            })
    }

    private var renewals: String {
        let ahead = report.renewals
        guard ahead.terms > 0 else { return "  none" }
        let sums = table(
            ["due", "expected", "give or take", "as good as certain", "not lost yet"],
            [[ahead.due, ahead.expected, ahead.deviation, ahead.low, ahead.high].map(\.text)])
        let largest = ahead.concentrated.joined(separator: ", ")
        return largest.isEmpty ? sums : sums + "\n  more than a fifth of it each: \(largest)"
    }

    private var cohorts: String {
        guard !report.cohorts.isEmpty else { return "  none: no subscription says when it began" }
        return table(
            ["first paid in", "customers"] + report.cohortMonths.map { "\($0)" },
            report.cohorts.map { cohort in
                [cohort.quarter, "\(cohort.accounts)"]
                    + report.cohortMonths.indices.map {
                        $0 < cohort.retained.count ? Report.percent(cohort.retained[$0]) : ""
                    }
            })
    }

    private var crossTabs: String {
        guard !report.crossTabs.isEmpty else {
            return "Surveys by \(report.scope)\n\n  \(report.missing["crossTabs"] ?? "no answers in the period")"
        }
        return report.crossTabs.map { tab in
            let scale = tab.scale.map { " (\($0))" } ?? ""
            return
                "\(tab.question ?? tab.survey.uppercased())\(scale), by \(tab.attribute); fewer than five are not shown\n\n"
                + table(
                    [tab.attribute, "answers"] + tab.answers,
                    tab.rows.map { row in [row.name, "\(row.answers)"] + row.counts.map { $0.map { "\($0)" } ?? "–" } })
        }.joined(separator: "\n\n")
    }

    private func list(_ head: [String], _ rows: [[String]], missing: String) -> String {
        guard !rows.isEmpty else { return "  \(report.missing[missing] ?? "nobody")" }
        let more = rows.count > Report.listed ? "\n  and \(rows.count - Report.listed) more" : ""
        return table(head, Array(rows.prefix(Report.listed))) + more
    }
}
