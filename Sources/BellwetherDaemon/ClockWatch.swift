import BellwetherCore

/// Notices that somebody set the clock: the wall's moved otherwise than the one that only counts.
struct ClockWatch {
    private var last: (wall: Moment, counted: ContinuousClock.Instant)?

    /// A little of it is everyday life: the time service pulls, and waking takes its while.
    static let tolerated = Duration.seconds(120)

    /// How far the wall's clock went astray since it was last looked at; nothing where it did not.
    mutating func step(wall: Moment, counted: ContinuousClock.Instant) -> Duration? {
        defer { last = (wall, counted) }
        guard let last else { return nil }
        let astray = (wall - last.wall) - (counted - last.counted)
        return abs(astray.components.seconds) > Self.tolerated.components.seconds ? astray : nil
    }

    static func words(on step: Duration) -> [String] {
        let seconds = step.components.seconds
        let minutes = abs(seconds) / 60
        return [
            "The clock was set \(seconds > 0 ? "forward" : "back") by \(minutes) minutes",
            "Nothing is told twice for it. What waited for a time may be told earlier or later than it should.",
            "Look at the time service of this machine; signatures and certificates need the right time.",
        ]
    }
}
