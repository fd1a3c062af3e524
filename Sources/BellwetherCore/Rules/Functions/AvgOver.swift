extension RuleFunction {
    /// Weighted by how long each value held, so that a day of many turns counts no more than a day of one.
    static let avgOver = lookingBack(
        "avg_over", "Its average over the span, each value weighted by how long it held.",
        example: "avg_over(usage.licence_utilisation, '4w') < 0.3"
    ) { path, span, sight in
        Window(path, span, sight).folding(into: { RunningMean() }, { $0.add($1, from: $2) }, \.value)
    }
}

private struct RunningMean {
    private var sum = 0.0
    private var seconds = 0.0
    private var held: (value: Double, since: Moment)?

    mutating func add(_ value: Double, from moment: Moment) {
        if let held {
            let length = Double(moment.seconds - held.since.seconds)
            sum += held.value * length
            seconds += length
        }
        held = (value, moment)
    }

    var value: Measured { seconds > 0 ? .known(sum / seconds) : .absent(.noHistory) }
}
