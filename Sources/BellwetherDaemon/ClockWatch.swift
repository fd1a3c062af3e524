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
        let isForward = step > .zero
        return [
            "The clock was set \(isForward ? "forward" : "back") by \(span(step))",
            "Nothing is told twice for it. What waited for a time may be told earlier or later than it should.",
            isForward ? timeService : "\(endsLater) \(timeService)",
        ]
    }

    /// For a start before the newest moment that the state knows: the clock was set back while nobody looked.
    static func words(onStartAt now: Moment, before newest: Moment, in zone: Zone) -> [String] {
        [
            "The clock was set back by \(span(newest - now)) while Bellwether was down, or it is wrong now",
            "The state knows of \(Wording.local(newest, in: zone)), and it is \(Wording.local(now, in: zone)). Every source "
                + "is read again whole, and what waited goes on from now; nothing is told twice for it.",
            "\(endsLater) \(timeService)",
        ]
    }

    private static let endsLater =
        "Silences given for a span while the clock was ahead last that long from now on; those until a day end on it. "
        + "Tasks given meanwhile are due as if they were given now."
    private static let timeService =
        "Look at the time service of this machine; signatures and certificates need the right time."

    /// `30 days`, `1 day and 2 hours`, `12 hours`, `5 minutes`
    static func span(_ duration: Duration) -> String {
        let minutes = Int(abs(duration.components.seconds) / 60)
        let parts = [(minutes / 1440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")]
        let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
        return shown.map { Wording.count($0, $1) }.joined(separator: " and ")
    }
}
