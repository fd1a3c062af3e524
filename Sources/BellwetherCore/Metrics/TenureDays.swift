extension Metric {
    /// Calendar days from the account's start to today.
    ///
    /// Coming back after a pause or a churn does not start it again, and leaving does not stop it (METRICS 1.6). A start
    /// date does not age, so a stale source takes nothing away: otherwise a late CRM export would leave every account
    /// without the health model that its tenure chooses.
    package static let tenureDays = Metric(
        "account.tenure_days", .days, .neither, from: [], example: 412,
        "Calendar days since the account's `started_at`."
    ) { account, context in
        guard let started = account.profile?.started else { return .absent(.noData) }
        guard started <= context.asOf.today else { return .absent(.notApplicable) }
        return .known(Double(context.asOf.today - started))
    }
}
