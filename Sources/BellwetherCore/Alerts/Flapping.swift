package import Documents

/// When an alert that comes and goes is said to, and how long it must then stay clear before its end is told.
package struct Flapping: Sendable, Hashable {
    package let times: Int
    package let within: WrittenDuration
    package let settle: WrittenDuration

    package init(times: Int, within: WrittenDuration, settle: WrittenDuration) {
        self.times = times
        self.within = within
        self.settle = settle
    }

    /// The third time in ten days; told as over after two clear days.
    package static let usual: Flapping = {
        guard let within = WrittenDuration.parse("10d"), let settle = WrittenDuration.parse("2d") else {
            preconditionFailure("these are durations")
        }
        return Flapping(times: 3, within: within, settle: settle)
    }()

    /// How far back openings are remembered: the longest that `within` may be.
    package static let longest = Duration.seconds(30 * 86_400)

    /// Which opening this is, if there were enough of them.
    func count(of openings: [Moment], at now: Moment) -> Int? {
        let recent = openings.count { $0 > now - .seconds(within.seconds) && $0 <= now } + 1
        return recent >= times ? recent : nil
    }

    /// `third time in ten days; its end is told after 2d without it`
    func words(_ count: Int) -> String {
        let days = within.seconds % 86_400 == 0 ? Int(within.seconds / 86_400) : nil
        let span = days.map { "\(Self.number($0)) day\($0 == 1 ? "" : "s")" } ?? "\(within)"
        return "\(Self.ordinal(count)) time in \(span); its end is told after \(settle) without it"
    }

    private static func number(_ number: Int) -> String {
        let names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        return (1...names.count).contains(number) ? names[number - 1] : "\(number)"
    }

    private static func ordinal(_ number: Int) -> String {
        let names = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        return (1...names.count).contains(number) ? names[number - 1] : "\(number)th"
    }
}
