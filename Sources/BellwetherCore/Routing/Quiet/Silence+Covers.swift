extension Silence {
    /// Whether it keeps an alert quiet, as long as it is in force.
    package func covers(_ alert: Alert) -> Bool { Silences([self]).covering(alert) != nil }
}
