/// Days that no source tells: most say how a subscription stands today, and that a customer is gone, and at the next
/// reading it is otherwise (M11, M14).
///
/// What was seen to change counts from the day on which it was seen. What a source dates itself stays as it says.
package struct SeenDates: Sendable {
    let zone: Zone

    package init(in zone: Zone) {
        self.zone = zone
    }

    /// Whether the change from the version before may date something of a row.
    package func mayDate(_ row: FactRow, of kind: FactKind) -> Bool {
        kind == .subscription || kind == .account && isUndatedDeparture(row)
    }

    /// The next version of a row with the days that only the change from the version before tells.
    ///
    /// - Parameter isReadAnew: whether it was read otherwise than the one before: what it says otherwise then is no news
    ///   of today, and what was known of the same stays.
    package func dated(
        _ row: FactRow, of kind: FactKind, after before: FactRow, isReadAnew: Bool = false
    ) -> FactRow {
        switch kind {
        case .subscription: datedSubscription(row, after: before, isReadAnew: isReadAnew)
        case .account: datedDeparture(row, after: before, isReadAnew: isReadAnew)
        default: row
        }
    }

    private func datedSubscription(_ row: FactRow, after before: FactRow, isReadAnew: Bool) -> FactRow {
        let change = SeenChange(
            before: FactReader(kind: .subscription, source: "", row: before),
            now: FactReader(kind: .subscription, source: "", row: row), seen: zone.day(of: row.observed))
        guard !isReadAnew || change.standsAsBefore else { return row }
        var row = row
        row.set("ended_at", to: change.end)
        row.set("seen_unpaid_at", to: change.firstUnpaid)
        row.set("trial_ends_at", to: change.endOfTrial)
        row.set("paused_from", to: change.pause.from)
        row.set("paused_until", to: change.pause.until)
        return row
    }
}

extension Policy {
    package var seenDates: SeenDates { SeenDates(in: zone) }
}

/// Two versions of a row, and the day on which the later one was seen.
private struct SeenChange {
    /// What a subscription's status says of its service.
    enum Service {
        /// A trial, or not paid for yet.
        case before
        /// Also paused, or past due.
        case running
        /// No longer paid for.
        case unpaid
        case over
    }

    let before, now: FactReader
    let seen: Day

    private var was: Service { Service(before.text("status")) }
    private var isNow: Service { Service(now.text("status")) }

    var standsAsBefore: Bool {
        was == isNow && (before.text("status") == "paused") == (now.text("status") == "paused")
    }

    /// An end that was said before holds if it has come; who never paid has none.
    var end: Day? {
        let (told, earlier) = (now.day("ended_at"), before.day("ended_at"))
        switch (was, isNow) {
        case (_, .before), (_, .running), (.before, _): return told
        case (.running, .over), (.running, .unpaid): return told ?? [earlier, seen].compactMap(\.self).min()
        case (.unpaid, .over): return [told, earlier].compactMap(\.self).min()
        case (.unpaid, .unpaid), (.over, .over), (.over, .unpaid): return told ?? earlier
        }
    }

    /// Of what was paid before and is not any more.
    var firstUnpaid: Day? {
        switch (was, isNow) {
        case (.running, .unpaid): seen
        case (.unpaid, .unpaid), (.over, .unpaid): before.day("seen_unpaid_at")
        default: nil
        }
    }

    var endOfTrial: Day? {
        if let told = now.day("trial_ends_at") { return told }
        let earlier = before.day("trial_ends_at").flatMap { $0 <= seen ? $0 : nil }
        switch (was, isNow) {
        case (_, .before): return nil
        case (.before, .running): return earlier ?? seen
        case (.unpaid, .running): return before.day("ended_at") == nil ? seen : earlier
        case (.before, _), (.running, _), (.unpaid, _), (.over, _): return earlier
        }
    }

    /// One that is over is kept: what was not paid then is not paid for by going on.
    var pause: (from: Day?, until: Day?) {
        let told = (from: now.day("paused_from"), until: now.day("paused_until"))
        guard told.from == nil, told.until == nil else { return told }
        let earlier = (from: before.day("paused_from"), until: before.day("paused_until"))
        if now.text("status") == "paused" {
            if before.text("status") == "paused" { return earlier }
            return was == .running ? (seen, nil) : told
        }
        guard let from = earlier.from, from < seen else { return told }
        switch isNow {
        case .before: return told
        case .running: return (from, min(earlier.until ?? seen, seen))
        case .unpaid, .over: return earlier
        }
    }
}

extension SeenChange.Service {
    fileprivate init(_ status: String?) {
        if status == Subscription.unpaidStatus {
            self = .unpaid
        } else if Subscription.isOver(status) {
            self = .over
        } else {
            self = Subscription.isUnpaid(status) ? .before : .running
        }
    }
}

extension FactRow {
    fileprivate mutating func set(_ field: String, to day: Day?) {
        guard let index = FactKind.subscription.index(of: field), index < values.count else { return }
        values[index] = day.map { .integer(Int64($0.number)) } ?? .absent
    }
}
