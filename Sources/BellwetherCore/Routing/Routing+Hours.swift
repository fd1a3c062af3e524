extension Routing {
    /// From a moment on, the first at which a message may reach its readers, by the hours of its receiver.
    ///
    /// Routing tells nobody outside of them; but what could not be delivered then must not come at night either. What
    /// Bellwether says of itself, and a test that somebody waits for, may come at any time.
    package func opening(for notification: Notification, from moment: Moment) -> Moment {
        switch notification.purpose {
        case .operational, .test: return moment
        case .openingList, .handover, .change, .reminder, .digest:
            let calendar = calendar(of: notification.recipient)
            return receivers[notification.receiver]?.hours?
                .opening(from: moment, in: calendar.zone, holidays: calendar.holidays) ?? moment
        }
    }
}
