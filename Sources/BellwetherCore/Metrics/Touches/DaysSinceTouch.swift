extension Metric {
    /// Calendar days since the last contact that a person took part in; automatic ones do not count (M31).
    ///
    /// Never contacted is an absence, not a large number: `never(touch.days_since)` asks for it.
    package static let daysSinceTouch = Metric(
        "touch.days_since", .days, .lowerIsBetter, from: [.touch], example: 12,
        "Days since the last contact, automatic ones aside."
    ) { account, context in
        context.daysSinceTouch(account) { _ in true }
    }

    /// The same for contacts that the customer began, or both did (M31).
    package static let daysSinceInbound = Metric(
        "touch.days_since_inbound", .days, .lowerIsBetter, from: [.touch], example: 24,
        "Days since the customer last got in touch."
    ) { account, context in
        context.daysSinceTouch(account) { $0.direction == "inbound" || $0.direction == "both" }
    }
}

extension MeasuringContext {
    func daysSinceTouch(_ account: AccountView, where isSuch: (Touch) -> Bool) -> Measured {
        guard delivers(.touch) else { return .absent(.noData) }
        var last: Moment?
        for touch in account.touches where !touch.isAutomatic && isSuch(touch) {
            guard let at = touch.at, asOf.knows(at, touch.knowledge) else { continue }
            last = max(last ?? at, at)
        }
        return last.map { .known(Double(asOf.today - asOf.zone.day(of: $0))) } ?? .absent(.noData)
    }
}
