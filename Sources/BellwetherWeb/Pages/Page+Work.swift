import BellwetherCore
import Templates

extension Page {
    /// Everything that fires, is pending or recovers, by money and urgency.
    static func alerts(_ board: AlertBoard, _ asked: [AlertBoard.Part: Int], printer: ValuePrinter) -> Page {
        let leaves = Dictionary(
            uniqueKeysWithValues: AlertBoard.Part.allCases.map { ($0, Leaf(asked[$0] ?? 1, of: board.count($0))) })
        let sections = AlertBoard.Part.allCases.compactMap { part in
            leaves[part].map { leaf in
                "<section id=\"\(part.key)\"><h2>\(part.name)</h2>\n"
                    + table("\(part.name) alerts", board.alerts(part, on: leaf), part.none, printer)
                    + turning(leaf, "Pages of \(part.key) alerts") { path(part, $0, leaves) } + "</section>\n"
            }
        }
        return Page("Alerts", in: .alerts, sections.joined())
    }

    /// Turning one list leaves the other where it is.
    private static func path(_ part: AlertBoard.Part, _ page: Int, _ leaves: [AlertBoard.Part: Leaf]) -> String {
        let numbers = leaves.mapValues(\.page).merging([part: page]) { $1 }
        let query = AlertBoard.Part.allCases.map { "\($0.key)=\(numbers[$0] ?? 1)" }.joined(separator: "&amp;")
        return "/alerts?\(query)#\(part.key)"
    }

    private static func table(
        _ caption: String, _ alerts: [Alert], _ otherwise: String, _ printer: ValuePrinter
    ) -> String {
        HTMLTable(
            caption: caption,
            columns: [
                .text("Account"), .text("What"), .text("Severity"), .text("Since"), .number("At stake"), .text("Rule"),
                .text("Owner"),
            ],
            rows: alerts.map { alert in
                let held = alert.hold.map { "<br><span class=\"soft\">held: \($0.words.escapedForHTML)</span>" } ?? ""
                let account =
                    alert.story.accountID.isEmpty
                    ? alert.story.accountName.escapedForHTML
                    : "<a href=\"/accounts/\(alert.story.accountID.asPathPart)\">"
                        + "\(alert.story.accountName.escapedForHTML)</a>"
                return [
                    account, "\(alert.story.title.escapedForHTML)\(held)",
                    (alert.labels["severity"] ?? "").escapedForHTML,
                    "<span class=\"whole\">\(alert.stateName), \(printer.age(since: alert.stateSince))</span>",
                    alert.story.stakeMinor.map { printer.money(minor: $0).escapedForHTML } ?? "",
                    "<a href=\"/rules#\(alert.rule.asPathPart)\">\(alert.rule.escapedForHTML)</a>",
                    (alert.story.ownerName ?? alert.story.owner ?? "").escapedForHTML,
                ]
            }, otherwise: otherwise
        ).html
    }

    /// What each rule makes of the accounts now.
    static func rules(_ rules: [RuleStanding]) -> Page {
        let table = HTMLTable(
            caption: "Rules",
            columns: [
                .text("Rule"), .number("Firing"), .number("Pending"), .number("Recovering"), .number("Held"),
                .text("What it is for"),
            ],
            rows: rules.map { standing in
                let reasons = standing.reasons.prefix(3).map { "<br>held: \($0.escapedForHTML)" }.joined()
                return [
                    """
                    <span id="\(standing.rule.id.escapedForHTML)">\(standing.rule.id.escapedForHTML)</span><br>\
                    <span class="soft">\(standing.place.escapedForHTML)</span>
                    """,
                    number(standing.firing), number(standing.pending), number(standing.recovering),
                    number(standing.held), "\(standing.rule.summary.escapedForHTML)\(reasons)",
                ]
            }, otherwise: "No rule is in force.")
        return Page("Rules", in: .rules, table.html)
    }

    private static func number(_ count: Int) -> String { count == 0 ? "" : count.formatted }

    static func sources(_ sources: [SourceLine], printer: ValuePrinter) -> Page {
        let table = HTMLTable(
            caption: "Sources",
            columns: [
                .text("Source"), .text("How it stands"), .text("Last good load"), .text("Newest row"), .text("Rows"),
            ],
            rows: sources.map { source in
                let rows = source.rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.formatted)" }
                return [
                    source.name.escapedForHTML, Mark.html(source.light.rawValue, source.words),
                    source.lastGoodLoad.map(printer.ago) ?? "never",
                    source.newestRow.map { printer.text(atOrOn: $0).escapedForHTML } ?? "",
                    rows.joined(separator: ", ").escapedForHTML,
                ]
            }, otherwise: "No source is configured.")
        return Page("Sources", in: .sources, table.html)
    }

    static func outbox(_ outbox: OutboxPicture, printer: ValuePrinter) -> Page {
        let counts = [("waiting", "pending"), ("being sent", "in_flight"), ("dead", "dead")].map { words, state in
            "\((outbox.counts[state] ?? 0).formatted) \(words)"
        }
        let table = HTMLTable(
            caption: "Messages that are not delivered",
            columns: [
                .text("To"), .text("State"), .number("Events"), .number("Tries"), .text("Queued"), .text("Next try"),
                .text("Last trouble"),
            ],
            rows: outbox.lines.map { line in
                [
                    (line.recipient == "all" ? line.receiver : "\(line.recipient) by \(line.receiver)").escapedForHTML,
                    line.state == "dead" ? Mark.html("red", "dead") : line.state.escapedForHTML,
                    line.events.formatted, line.attempts.formatted, printer.ago(line.queued),
                    line.nextAttempt.map { printer.text(at: $0).escapedForHTML } ?? "", line.lastError.escapedForHTML,
                ]
            }, otherwise: "Everything has been delivered.")
        let lead =
            "<p class=\"lead\">\(outbox.sentToday.formatted) sent today, \(counts.joined(separator: ", ")).</p>\n"
            + outbox.troubles.map { "<p>\(Mark.html("red", $0))</p>\n" }.joined()
        return Page(
            "Outbox", in: .outbox,
            lead + table.html + turning(outbox.leaf, "Pages of the outbox") { "/outbox?page=\($0)" })
    }

    /// Where there is nothing to show yet.
    static func waiting(in section: Section) -> Page {
        Page(
            section.rawValue, in: section, status: 503,
            "<p class=\"none\">The first turn is not done yet: Bellwether reads the sources and works out the past "
                + "days. Look again in a minute.</p>\n")
    }

    static func unreadable(in section: Section) -> Page {
        Page(
            section.rawValue, in: section, status: 503,
            "<p class=\"none\">The state cannot be read at the moment. Look into the log, and again in a minute.</p>\n")
    }

    static var nowhere: Page {
        Page(
            "Not here", in: nil, status: 404,
            "<p class=\"none\">There is no such page. What there is stands above.</p>\n")
    }

    static func notFound(_ what: String) -> Page {
        Page(
            "Not here", in: .accounts, status: 404,
            "<p class=\"none\">\(what.escapedForHTML)</p>\n<p><a href=\"/accounts\">All accounts</a></p>\n")
    }
}

extension AlertBoard.Part {
    fileprivate var key: String {
        switch self {
        case .firing: "firing"
        case .pending: "pending"
        }
    }

    fileprivate var name: String {
        switch self {
        case .firing: "Firing"
        case .pending: "Pending"
        }
    }

    /// What to say where there are none.
    fileprivate var none: String {
        switch self {
        case .firing: "Nothing fires."
        case .pending: "Nothing is pending."
        }
    }
}
