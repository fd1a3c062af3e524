extension RuleFunction {
    /// Ordinary least squares over the last value of each calendar day, so that days with many turns weigh no more.
    static let slope = lookingBack(
        "slope", "By how much it rises a day (falls, below 0): a straight line through each day's last value.",
        example: "slope(health.score, '30d') < -0.5", as: \.change
    ) { path, span, sight in
        let zone = sight.asOf.zone
        return Window(path, span, sight).folding(
            into: { DailyValues() }, { $0.add($1, on: zone.day(of: $2)) }, \.slope)
    }
}

private struct DailyValues {
    private var points: [(day: Double, value: Double)] = []

    mutating func add(_ value: Double, on day: Day) {
        let number = Double(day.number)
        if points.last?.day == number { points.removeLast() }
        points.append((number, value))
    }

    /// Two points always lie on a line; three are needed to speak of a trend.
    var slope: Measured {
        guard points.count >= 3 else { return .absent(.insufficientSample) }
        let count = Double(points.count)
        let day = points.reduce(0) { $0 + $1.day } / count
        let value = points.reduce(0) { $0 + $1.value } / count
        let rise = points.reduce(0) { $0 + ($1.day - day) * ($1.value - value) }
        let run = points.reduce(0) { $0 + ($1.day - day) * ($1.day - day) }
        return .known(rise / run)
    }
}
