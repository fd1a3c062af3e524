/// What all pages share of a turn: taken once, and good for as long as no later turn is shown.
package struct TurnDisplay: Sendable {
    package let view: TurnView
    package let alerts: AlertBoard
    package let overview: Overview
    package let rules: [RuleStanding]
    /// The slots of customers, in their order.
    let customers: [Int]
    /// What they are called, for whoever looks for one.
    let names: SearchedNames
    /// Keys and names, by name.
    let owners: [AccountList.Owner]

    package init(_ view: TurnView) {
        self.view = view
        alerts = AlertBoard(view.turn.alerts)
        customers = view.customers
        names = SearchedNames(of: customers, in: view.turn.accounts)
        overview = view.overview(of: customers, alerts)
        rules = view.rules(alerts)
        let keys = Set(customers.compactMap { view.turn.accounts[$0].profile?.owner })
        owners = keys.map { .init(key: $0, name: view.ownerName($0)) }.sorted { ($0.name, $0.key) < ($1.name, $1.key) }
    }
}
