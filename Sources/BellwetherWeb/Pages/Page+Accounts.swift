import BellwetherCore
import Templates

extension Page {
    static func accounts(
        _ list: AccountList, _ filter: AccountList.Filter, bands: [HealthBand], printer: ValuePrinter
    ) -> Page {
        let total = list.leaf.total
        let count = "<p class=\"lead\">\(total.formatted) \(total == 1 ? "account" : "accounts").</p>\n"
        return Page(
            "Accounts", in: .accounts,
            form(list, filter, bands) + count + table(list, printer)
                + turning(list.leaf, "Pages of accounts") { path(filter, $0) })
    }

    private static func form(_ list: AccountList, _ filter: AccountList.Filter, _ bands: [HealthBand]) -> String {
        let bandChoices = bands.map { choice($0.key, $0.label, isChosen: filter.band == $0.key) }
        let ownerChoices = list.owners.map { choice($0.key, $0.name, isChosen: filter.owner == $0.key) }
        let orders = AccountList.Order.allCases.map { order in
            choice(order.rawValue, order.words, isChosen: filter.order == order)
        }
        return """
            <form method="get" action="/accounts" role="search">
            <label>Name <input type="search" name="q" value="\(filter.text.escapedForHTML)"></label>
            <label>Band <select name="band"><option value="">all</option>\(bandChoices.joined())</select></label>
            <label>Owner <select name="owner"><option value="">all</option>\(ownerChoices.joined())</select></label>
            <label>Order <select name="order">\(orders.joined())</select></label>
            <button type="submit">Show</button>
            </form>

            """
    }

    private static func choice(_ value: String, _ label: String, isChosen: Bool) -> String {
        "<option value=\"\(value.escapedForHTML)\"\(isChosen ? " selected" : "")>\(label.escapedForHTML)</option>"
    }

    private static func table(_ list: AccountList, _ printer: ValuePrinter) -> String {
        HTMLTable(
            caption: "Accounts",
            columns: [
                .text("Account"), .text("Band"), .number("Score"), .number("30 days ago"), .number("MRR"),
                .text("Renews"), .number("Alerts"), .text("Tier"), .text("Owner"),
            ],
            rows: list.lines.map { line in
                [
                    "<a href=\"/accounts/\(line.account.asPathPart)\">\(line.name.escapedForHTML)</a>",
                    Mark.html(line.band), score(line.score, printer),
                    line.scoreThirtyDaysAgo.map(printer.score) ?? "", money(line.mrr, printer),
                    line.renewsOn.map { "<span class=\"whole\">\(printer.text($0))</span>" } ?? "",
                    line.alerts == 0 ? "" : line.alerts.formatted,
                    line.tier.escapedForHTML, line.owner.escapedForHTML,
                ]
            }, otherwise: "No account is like that."
        ).html
    }

    static func score(_ score: Measured, _ printer: ValuePrinter) -> String {
        score.value.map(printer.score) ?? "<span class=\"soft\">\(score.reason?.words ?? "")</span>"
    }

    static func money(_ amount: Measured, _ printer: ValuePrinter) -> String {
        amount.value.map { printer.money($0.rounded()).escapedForHTML }
            ?? "<span class=\"soft\">\(amount.reason?.words ?? "")</span>"
    }

    private static func path(_ filter: AccountList.Filter, _ page: Int) -> String {
        let parts = [
            ("q", filter.text), ("band", filter.band ?? ""), ("owner", filter.owner ?? ""),
            ("order", filter.order == .score ? "" : filter.order.rawValue), ("page", String(page)),
        ]
        let query = parts.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1.asPathPart)" }.joined(separator: "&amp;")
        return "/accounts?\(query)"
    }
}

extension AccountList.Order {
    var words: String {
        switch self {
        case .score: "lowest score first"
        case .mrr: "most money first"
        case .name: "by name"
        case .renewal: "next renewal first"
        }
    }
}
