extension Metric {
    /// Calendar days until the first of the terms ahead ends; a term that ends today has 0 left.
    package static let daysToRenewal = Metric(
        "account.days_to_renewal", .days, .neither, from: [.contract, .subscription], of: .customers, example: 39,
        "Calendar days until the first of its terms ends."
    ) { account, context in
        guard context.delivers(.contract) || context.delivers(.subscription) else { return .absent(.noData) }
        guard !account.contracts.isEmpty || account.subscriptions.contains(where: \.hasTerms) else {
            return .absent(.noData)
        }
        guard let next = account.termsAhead(in: context).first else { return .absent(.noData) }
        return .known(Double(next.end - context.asOf.today))
    }
}
