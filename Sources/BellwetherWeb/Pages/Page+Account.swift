import BellwetherCore
import Templates

extension Page {
    /// One account: its score and why, its past, its terms, invoices, tickets and alerts, and how old all of it is.
    static func account(
        _ portrait: AccountPortrait, scores: [ScorePoint], told: [String: [ToldLine]],
        tasks: [PlaybookTask] = [], otherNames: [OtherNameLine] = [], sources: [SourceLine], in view: TurnView
    ) -> Page {
        let parts = AccountParts(
            portrait: portrait, scores: scores, told: told, tasks: tasks, otherNames: otherNames, sources: sources,
            view: view, printer: view.printer)
        return Page(portrait.profile.name, in: .accounts, parts.html)
    }
}

private struct AccountParts {
    let portrait: AccountPortrait
    let scores: [ScorePoint]
    let told: [String: [ToldLine]]
    let tasks: [PlaybookTask]
    let otherNames: [OtherNameLine]
    let sources: [SourceLine]
    let view: TurnView
    let printer: ValuePrinter

    var html: String {
        [lead, alerts, todo, measures, past, terms, invoices, tickets, feedback, numbers, ages, names].joined()
    }

    private var lead: String {
        let explanation = portrait.explanation
        let kinds = [portrait.profile.tier, portrait.profile.segment].compactMap(\.self)
        let facts =
            (kinds.first == kinds.last ? Array(kinds.prefix(1)) : kinds)
            + [
                view.ownerName(portrait.profile.owner),
                portrait.mrr.value.map { printer.money($0.rounded()) + " a month" } ?? "",
            ] + portrait.standing
        let score = explanation.score.map { " \(printer.score($0))" } ?? ""
        let then = explanation.scoreThirtyDaysAgo.map { ", was \(printer.score($0)) thirty days ago" } ?? ""
        let cap = explanation.cap.map { "<p>Lowered: \($0.escapedForHTML).</p>\n" } ?? ""
        let missing = explanation.missingRequired
        let lacking =
            missing.isEmpty ? "" : "<p>No score without \(missing.joined(separator: ", ").escapedForHTML).</p>\n"
        let reason = explanation.lack.map { "<p>No score: \($0.escapedForHTML).</p>\n" } ?? ""
        return """
            <p class="lead">\(Mark.html(portrait.band))\(score)\(then)</p>
            <p>\(facts.filter { !$0.isEmpty }.joined(separator: " · ").escapedForHTML)</p>
            \(cap)\(lacking)\(reason)
            """
    }

    private var measures: String {
        let table = HTMLTable(
            caption: "What the score is made of",
            columns: [
                .text("Measure"), .number("Value"), .number("Graded"), .number("Weight"), .number("Points"),
                .text("From"),
            ],
            rows: portrait.explanation.measures.map { measure in
                [
                    "\(measure.name.escapedForHTML) <span class=\"soft\">\(measure.metric.escapedForHTML)</span>",
                    value(measure), measure.score.map(printer.score) ?? "", printer.score(measure.weight),
                    // Without a score there is nothing that these would be points of.
                    measure.score == nil || portrait.explanation.score == nil ? "" : printer.score(measure.points),
                    "<span class=\"soft\">\(origin(of: measure).escapedForHTML)</span>",
                ]
            }, otherwise: "No health score is made for this account.")
        let coverage = portrait.explanation.coverage.map {
            "<p>\(printer.share($0)) of the weight is known.</p>\n"
        }
        return "<section><h2>Health</h2>\n\(change)\(table.html)\(coverage ?? "")</section>\n"
    }

    /// `−23.2 since 28 Oct: licences −10.1 · payment counts now (invoice 12 is 33 days late) −4.2`
    private var change: String {
        guard let change = portrait.explanation.change, !change.parts.isEmpty else { return "" }
        let parts = change.parts.map { "\($0.prose) \(printer.change($0.points))" }
        let since = printer.text(printer.asOf.zone.day(of: change.since))
        let words = "\(printer.change(change.points)) since \(since): \(parts.joined(separator: " · "))"
        return "<p>\(words.escapedForHTML)</p>\n"
    }

    /// `product, 20 min old`
    private func origin(of measure: AccountExplanation.Measure) -> String {
        let kinds = portrait.metrics.first { $0.metric.name == measure.metric }?.metric.kinds.map(\.name) ?? []
        return sources.filter { !$0.kinds.allSatisfy { !kinds.contains($0) } }.map { source in
            source.name + (source.lastGoodLoad.map { ", \(printer.age(since: $0)) old" } ?? ", never loaded")
        }.joined(separator: "; ")
    }

    private func value(_ measure: AccountExplanation.Measure) -> String {
        guard let value = measure.value else {
            let reason = AbsenceReason.allCases.first { $0.key == measure.reason }?.words ?? "not known"
            return "<span class=\"soft\">\(reason)</span>"
        }
        let metric = portrait.metrics.first { $0.metric.name == measure.metric }?.metric
        return printer.text(value, of: metric).escapedForHTML
    }

    private var past: String {
        let chart = ScoreChart(points: scores, bands: modelBands, printer: printer).html
        return chart.isEmpty ? "" : "<section><h2>History</h2>\n\(chart)</section>\n"
    }

    /// Those of the account's own model, since models may draw their lines differently.
    private var modelBands: [HealthBand] {
        view.policy.healthModels.models.first { $0.name == portrait.explanation.model }?.bands ?? []
    }

    private var alerts: String {
        let table = HTMLTable(
            caption: "Alerts", columns: [.text("What"), .text("State"), .text("Why"), .text("Who was told")],
            rows: portrait.alerts.map { alert in
                [
                    """
                    \(alert.story.title.escapedForHTML)<br>\
                    <span class="soft">\(alert.rule.escapedForHTML), \(alert.story.rulePlace.escapedForHTML)</span>
                    """,
                    "\(alert.stateName) since \(printer.text(atOrOn: alert.stateSince).escapedForHTML)"
                        + (alert.hold.map { "<br>held: \($0.words.escapedForHTML)" } ?? ""),
                    alert.story.reason.escapedForHTML, told(of: alert),
                ]
            }, otherwise: "No rule holds for it.")
        return "<section><h2>Alerts</h2>\n\(table.html)</section>\n"
    }

    private func told(of alert: Alert) -> String {
        let lines = (told[alert.id] ?? []).map { line in
            let whom = line.recipient == "all" ? line.receiver : "\(line.recipient) by \(line.receiver)"
            let end = line.closed.map { ", closed \(printer.text(at: $0))" } ?? ""
            let arrival = line.missing.map { " (\($0))" } ?? ""
            return "\(whom), \(printer.text(at: line.opened))\(arrival)\(end)".escapedForHTML
        }
        return lines.isEmpty ? "<span class=\"soft\">nobody yet</span>" : lines.joined(separator: "<br>")
    }

    /// Those that are open first; of the others the newest.
    private var todo: String {
        let shown = (tasks.filter(\.isOpen) + tasks.reversed().filter { !$0.isOpen }).prefix(Self.mostTasks)
        guard !shown.isEmpty else { return "" }
        let table = HTMLTable(
            caption: shown.count == tasks.count ? "Tasks" : "Tasks: \(shown.count) of \(tasks.count.formatted)",
            columns: [.text("What to do"), .text("Due"), .text("Who"), .text("How it stands")],
            rows: shown.map { task in
                [
                    task.subject.escapedForHTML
                        + (task.notes.isEmpty ? "" : "<br><span class=\"soft\">\(task.notes.escapedForHTML)</span>"),
                    printer.text(task.dueOn), (task.personName ?? "nobody").escapedForHTML, standing(of: task),
                ]
            }, otherwise: "")
        return "<section><h2>Tasks</h2>\n\(table.html)</section>\n"
    }

    private static let mostTasks = 30

    private func standing(of task: PlaybookTask) -> String {
        switch task.state {
        case .open:
            let overdue = task.isOverdue(at: view.asOf.now)
            return Mark.html(overdue ? "red" : "grey", "\(overdue ? "overdue" : "open") (task \(task.number))")
        case .done(let at, let by, let note): return settled("done", at, by, note, "green")
        case .skipped(let at, let by, let why): return settled("skipped", at, by, why, "grey")
        case .lapsed(let at, _): return settled("not needed any more", at, "", "", "grey")
        }
    }

    private func settled(_ how: String, _ at: Moment, _ by: String, _ note: String, _ colour: String) -> String {
        Mark.html(colour, "\(how) \(printer.text(at: at))\(by.isEmpty ? "" : " by \(by)")")
            + (note.isEmpty ? "" : "<br>\(note.escapedForHTML)")
    }

    /// What people there wrote, which is for whoever looks after the account and for no channel.
    private var feedback: String {
        guard !portrait.feedback.isEmpty else { return "" }
        let table = HTMLTable(
            caption: "What they said",
            columns: [.text("When"), .text("Asked"), .text("Answer"), .text("In their words")],
            rows: portrait.feedback.map { line in
                [
                    line.at.map { printer.text(atOrOn: $0).escapedForHTML } ?? "", line.survey.escapedForHTML,
                    line.answer.escapedForHTML,
                    (line.kind.map { "<strong>\($0.escapedForHTML)</strong> " } ?? "") + line.comment.escapedForHTML,
                ]
            }, otherwise: "")
        return "<section><h2>What they said</h2>\n\(table.html)</section>\n"
    }

    private var terms: String {
        let table = HTMLTable(
            caption: "Terms that come up for renewal",
            columns: [
                .text("Ends"), .text("Notice by"), .number("Amount"), .number("Likely to renew"), .text("Because"),
                .text("Category"),
            ],
            rows: portrait.forecasts.map { forecast in
                [
                    printer.text(forecast.renewsOn) + (forecast.autoRenews ? " (renews by itself)" : ""),
                    printer.text(forecast.noticeBy), Page.money(forecast.amount, printer),
                    printer.share(forecast.probability),
                    forecast.isPriorOnly
                        ? "no history yet" : "\(forecast.likeItRenewed) of \(forecast.likeIt) like it renewed",
                    forecast.category.label
                        + (forecast.humanCategory.map { "; the team says \($0.label)" } ?? "").escapedForHTML,
                ]
            }, otherwise: "No term is known.")
        return "<section><h2>Renewal</h2>\n\(table.html)</section>\n"
    }

    private var invoices: String {
        let table = HTMLTable(
            caption: caption("Invoices", portrait.invoices.count, of: portrait.invoiceCount),
            columns: [.text("Invoice"), .text("Due"), .number("Total"), .number("Open"), .text("How it stands")],
            rows: portrait.invoices.map { invoice in
                [
                    invoice.number.escapedForHTML, invoice.due.map { printer.text($0) } ?? "", money(invoice.total),
                    invoice.open.minor == 0 || invoice.isInDoubt ? "" : money(invoice.open), standing(invoice),
                ]
            }, otherwise: "No invoice is known.")
        return "<section><h2>Invoices</h2>\n\(table.html)</section>\n"
    }

    private func standing(_ invoice: AccountPortrait.InvoiceLine) -> String {
        let disputed = invoice.isDisputed ? ", disputed" : ""
        if invoice.isInDoubt { return Mark.html("grey", "not known: paid in a currency without a rate\(disputed)") }
        if invoice.isLate { return Mark.html("red", "\(printer.days(Double(invoice.daysPastDue))) late\(disputed)") }
        if invoice.open.minor > 0 { return Mark.html("grey", "open\(disputed)") }
        return Mark.html("green", invoice.cleared.map { "paid \(printer.text($0))" } ?? "paid")
    }

    private func money(_ money: Money) -> String {
        ValuePrinter(currency: money.currency, asOf: printer.asOf).money(minor: money.minor).escapedForHTML
    }

    private var tickets: String {
        let table = HTMLTable(
            caption: caption("Tickets", portrait.tickets.count, of: portrait.ticketCount),
            columns: [.text("Opened"), .text("Topic"), .text("Priority"), .text("How it stands")],
            rows: portrait.tickets.map { ticket in
                let solved = ticket.solved.map { "solved \(printer.text(at: $0))" } ?? "closed"
                return [
                    ticket.opened.map { printer.text(at: $0) } ?? "", ticket.topic.escapedForHTML,
                    ticket.isUrgent ? Mark.html("red", ticket.priority) : ticket.priority.escapedForHTML,
                    ticket.isOpen ? "open" : solved.escapedForHTML,
                ]
            }, otherwise: "No ticket is known.")
        return "<section><h2>Tickets</h2>\n\(table.html)</section>\n"
    }

    private func caption(_ what: String, _ shown: Int, of all: Int) -> String {
        shown == all ? what : "\(what): \(shown) of \(all.formatted), what is open first"
    }

    private var numbers: String {
        let table = HTMLTable(
            caption: "Every metric", columns: [.text("Metric"), .number("Value"), .text("What it is")],
            rows: portrait.metrics.map { line in
                [
                    line.metric.name.escapedForHTML,
                    line.value.value.map { printer.text($0, of: line.metric).escapedForHTML }
                        ?? "<span class=\"soft\">\(line.value.reason?.words ?? "")</span>",
                    "<span class=\"soft\">\(line.metric.help.escapedForHTML)</span>",
                ]
            }, otherwise: "")
        return "<section><h2>Metrics</h2>\n<details><summary>All metrics</summary>\n\(table.html)</details></section>\n"
    }

    private var ages: String {
        let table = HTMLTable(
            caption: "Where this comes from",
            columns: [
                .text("Source"), .text("How it stands"), .text("Last good load"), .text("Newest row"), .text("Facts"),
            ],
            rows: sources.map { source in
                [
                    source.name.escapedForHTML, Mark.html(source.light.rawValue, source.words),
                    source.lastGoodLoad.map(printer.ago) ?? "never",
                    source.newestRow.map { printer.text(atOrOn: $0).escapedForHTML } ?? "",
                    source.kinds.joined(separator: ", ").escapedForHTML,
                ]
            }, otherwise: "No source is configured.")
        return "<section><h2>Age of the data</h2>\n\(table.html)</section>\n"
    }

    private var names: String {
        guard !otherNames.isEmpty else { return "" }
        let table = HTMLTable(
            caption: "What other sources call it", columns: [.text("Source"), .text("Id there"), .text("Known by")],
            rows: otherNames.map { [$0.source, $0.id, $0.because].map(\.escapedForHTML) }, otherwise: "")
        return "<section><h2>Names elsewhere</h2>\n\(table.html)</section>\n"
    }
}
