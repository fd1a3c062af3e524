/// At which months' ends accounts were there, and at which they were known to be gone: all there is to say of when those went
/// whose day nobody knows.
struct Sightings: Sendable {
    /// By slot: the last at which it was there, with something to lose.
    private(set) var there: [Int: Day] = [:]
    /// The first after that at which it was known to be gone: it went at that day, or up to a month before.
    private(set) var gone: [Int: Day] = [:]

    /// - Parameter months: the newest first.
    init(_ months: [BacktestMonth]) {
        for month in months {
            for slot in month.goneWithoutDay where there[Int(slot)] == nil { gone[Int(slot)] = month.day }
            for scored in month.scored where scored.isPaying && there[Int(scored.slot)] == nil {
                there[Int(scored.slot)] = month.day
            }
        }
    }
}
