/// Which level of its rule an alert stands at.
///
///                    a higher level has held for its `for`
///            ┌──────────────────────────────────────────────▶ higher level
///     level ─┤ its clear condition holds, a lower level does
///            ├──────────────────────────────────────────────▶ lower level (told to nobody)
///            │ its clear condition holds, no lower level does
///            └──────────────────────────────────────────────▶ the alert clears
///
/// Without a clear condition a level clears when its condition no longer holds. What cannot be decided moves nothing.
package struct LevelStanding: Sendable, Hashable, Codable {
    /// Nothing as long as no level has held for its time.
    package private(set) var current: AlertSeverity?
    /// Since when the condition of each level has held.
    private var since: [AlertSeverity: Moment] = [:]

    package init(current: AlertSeverity? = nil) { self.current = current }

    mutating func acceptClock(_ now: Moment) { since = since.mapValues { min($0, now) } }

    /// What a turn sees of one level.
    package struct Reading: Sendable, Hashable {
        package let severity: AlertSeverity
        package let holds: Answer
        /// What its clear condition says, where it has one.
        package let clears: Answer?
    }

    package enum Answer: Sendable, Hashable {
        case yes, no
        /// These fields are absent.
        case unknown([String])
    }

    /// Takes in what a turn saw of all levels, the mildest first, and says what that is for the alert as a whole.
    mutating func climb(
        _ readings: [Reading], closing reason: ClosingReason, at now: Moment,
        firing fires: (AlertSeverity, Moment) -> Moment
    ) -> Alert.Observation {
        note(readings, at: now)
        let reached = readings.last { reading in
            reading.holds == .yes && (since[reading.severity].map { fires(reading.severity, $0) <= now } ?? false)
        }?.severity
        guard let current else {
            self.current = reached
            return Self.anything(readings, closing: reason)
        }
        if let reached, reached > current {
            self.current = reached
            return .holds
        }
        return stay(at: current, readings, closing: reason)
    }

    private mutating func note(_ readings: [Reading], at now: Moment) {
        let levels = Set(readings.map(\.severity))
        since = since.filter { levels.contains($0.key) }
        for reading in readings {
            switch reading.holds {
            case .yes: since[reading.severity] = since[reading.severity] ?? now
            case .no: since[reading.severity] = nil
            case .unknown: break
            }
        }
    }

    /// Before anything fires, one level that holds is enough to wait for.
    private static func anything(_ readings: [Reading], closing reason: ClosingReason) -> Alert.Observation {
        if readings.contains(where: { $0.holds == .yes }) { return .holds }
        let missing = readings.flatMap { $0.holds.fields }
        return missing.isEmpty ? .doesNotHold(reason) : .unknown(fields: Set(missing).sorted())
    }

    /// A level that an edit took away is the next one below it, or the mildest.
    private mutating func stay(
        at current: AlertSeverity, _ readings: [Reading], closing reason: ClosingReason
    ) -> Alert.Observation {
        guard let mine = readings.last(where: { $0.severity <= current }) ?? readings.first else {
            return .doesNotHold(reason)
        }
        self.current = mine.severity
        switch mine.clears ?? mine.holds.negated {
        case .no: return .holds
        case .unknown(let fields): return .unknown(fields: fields)
        case .yes:
            guard let lower = readings.last(where: { $0.severity < mine.severity && $0.holds == .yes }) else {
                return .doesNotHold(reason)
            }
            self.current = lower.severity
            return .holds
        }
    }

    /// The moment at which time alone could bring it to a higher level.
    func due(firing fires: (AlertSeverity, Moment) -> Moment) -> Moment? {
        since.filter { severity, _ in current.map { severity > $0 } ?? true }.map { fires($0.key, $0.value) }.min()
    }
}

extension LevelStanding.Answer {
    var negated: Self {
        switch self {
        case .yes: .no
        case .no: .yes
        case .unknown: self
        }
    }

    fileprivate var fields: [String] {
        switch self {
        case .yes, .no: []
        case .unknown(let fields): fields
        }
    }
}
