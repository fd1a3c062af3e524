import BellwetherCore

/// What a row of accounts or of contracts pays, told in a column beside: it becomes a subscription, which both have none of.
struct RevenueColumn: Sendable {
    /// `mrr`, or `amount` for a year.
    let field: String
    let column: String

    private static let monthly = [
        "mrr", "monthly_recurring_revenue", "monatsumsatz", "monatlicher_umsatz", "monatliche_gebühr", "monatsbeitrag",
        "monthly_revenue", "monthly_fee", "monthly_spend", "月经常性收入", "月收入", "月费", "月度收入", "ежемесячная_выручка",
        "месячный_платеж", "месячный_платёж", "ежемесячный_платеж", "ежемесячный_платёж", "абонентская_плата",
    ]
    private static let yearly = [
        "arr", "annual_recurring_revenue", "annual_revenue_from_customer", "jahresumsatz_vertrag", "jährlicher_umsatz",
        "年度经常性收入", "年费", "годовой_платеж",
    ]

    init?(_ kind: FactKind, _ columns: [Int], of sample: TableSample) {
        guard kind == .account || kind == .contract else { return nil }
        func first(_ names: [String]) -> Int? {
            let wanted = names.map { HeaderText($0).bare }
            return columns.first { column in
                wanted.contains(HeaderText(sample.columns[column]).bare)
                    && FactField.Form.money.reads(sample.values(column)) && !sample.values(column).isEmpty
            }
        }
        guard let column = first(Self.monthly) ?? first(Self.yearly) else { return nil }
        field = first(Self.monthly) != nil ? "mrr" : "amount"
        self.column = sample.columns[column]
    }

    /// What the columns of `proposal` are as a subscription's.
    func columns(in proposal: Proposal) -> [(field: String, column: String)] {
        let id = proposal.column("id") ?? ""
        let account = proposal.kind == .account ? id : proposal.column("account_id") ?? ""
        let others =
            proposal.kind == .account
            ? [("started_at", "started_at"), ("ended_at", "churned_at"), ("currency", "currency")]
            : [("started_at", "start"), ("ended_at", "end"), ("currency", "currency")]
        // What its own header says of the currency comes before what the account is billed in.
        let told = others.filter { $0.0 != "currency" || HeaderText(column).currency == nil }
        return [("id", id), ("account_id", account), (field, column)]
            + told.compactMap { ours, theirs in proposal.column(theirs).map { (ours, $0) } }
    }

    /// What no column says.
    func details(in proposal: Proposal, indent: Int) -> [String] {
        var constants = field == "mrr" ? [] : ["interval: year"]
        if let code = HeaderText(column).currency { constants.append("currency: \(code)") }
        let margin = String(repeating: " ", count: indent)
        return constants.isEmpty ? [] : [margin + "constants: { " + constants.joined(separator: ", ") + " }"]
    }

    var reason: String {
        let currency = HeaderText(column).currency.map { ", in \($0) as its header says" } ?? ""
        return "what each of them pays \(field == "mrr" ? "a month" : "a year")\(currency)"
    }
}
