extension Metric {
    /// The metrics of all accounts as of the context's moment.
    package static func measured(
        _ catalogue: [Metric], on accounts: Accounts, in context: MeasuringContext
    ) -> Metrics {
        Measurement(of: accounts, by: catalogue, in: context).metrics
    }
}

extension AccountView {
    /// `nil` for accounts that nothing counts: excluded ones, and ids that no source describes.
    package func watchedStatus(at asOf: AsOf) -> AccountStatus? {
        chunk.profiles[row]?.isExcluded == false ? status(at: asOf) : nil
    }
}
