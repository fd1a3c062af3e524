import BellwetherCore
import BellwetherReceivers
import BellwetherStore

/// How the scores went of the accounts that a mail tells of in full, from what the store keeps.
///
/// Whole days before the message, and the score that it tells itself: so that whenever it is sent, it shows the same.
struct Trends {
    let store: Store
    let policy: Policy

    func added(to notification: Notification, for receiver: ReceiverProfile) async throws(StoreError) -> Notification {
        let stories = notification.storiesInFull
        guard receiver.kind == ReceiverKind.email.name, !stories.isEmpty else { return notification }
        var notification = notification
        let slots = try await store.slots(of: stories.map(\.accountID))
        for story in stories {
            guard let slot = slots[story.accountID] else { continue }
            let trend = try await trend(of: story, in: slot, until: notification.createdAt)
            notification.trends = notification.trends ?? [:]
            notification.trends?[story.accountID] = trend
        }
        return notification
    }

    private func trend(of story: Story, in slot: Int, until moment: Moment) async throws(StoreError) -> Trend? {
        let zone = policy.zone
        let today = zone.day(of: moment)
        let first = today - Trend.days
        var points = try await store.series(of: "health.score", for: slot, since: zone.start(of: first), in: zone)
            .map { (day: zone.day(of: $0.at), score: $0.value) }.filter { $0.day < today }
        if let score = story.score { points.append((today, score)) }
        let printer = ValuePrinter(currency: policy.reporting, asOf: AsOf(moment, in: zone))
        return Trend(of: points, bands: bands(of: story), printer: printer)
    }

    /// Those of the first model that has the account's band: models seldom draw their lines in different places.
    private func bands(of story: Story) -> [HealthBand] {
        let models = policy.healthModels.models
        return (models.first { $0.bands.contains { $0.key == story.bandKey } } ?? models.first)?.bands ?? []
    }
}
