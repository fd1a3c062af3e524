/// A time zone as a value: the table of its offsets, read once from the system's zoneinfo and carried in the policy.
///
/// Local times that do not exist move forward by the gap; those that exist twice mean the first (DESIGN 4.13).
package struct Zone: Sendable, Hashable {
    package struct Transition: Sendable, Hashable {
        package var at: Moment
        package var offset: Int32
    }

    package let name: String
    /// The offset before the first transition, in seconds east of UTC.
    package let firstOffset: Int32
    /// Ordered by moment; reaches to the end of this century, rules after the table's end spelt out.
    package let transitions: [Transition]

    package init(name: String, firstOffset: Int32 = 0, transitions: [Transition] = []) {
        self.name = name
        self.firstOffset = firstOffset
        self.transitions = transitions
    }

    package static let utc = Zone(name: "UTC")

    package func offset(at moment: Moment) -> Int32 {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= moment { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : transitions[low - 1].offset
    }

    package func day(of moment: Moment) -> Day {
        Day(number: Int32((moment.seconds + Int64(offset(at: moment))).floorDivided(by: 86_400)))
    }

    /// Seconds since local midnight by the clock on the wall, 0 to 86,399.
    package func secondOfDay(at moment: Moment) -> Int {
        let local = moment.seconds + Int64(offset(at: moment))
        return Int(local - local.floorDivided(by: 86_400) * 86_400)
    }

    /// The instant at which the wall clock of this day shows so many seconds after midnight.
    package func moment(of day: Day, second: Int = 0) -> Moment {
        let local = Int64(day.number) * 86_400 + Int64(second)
        let before = offset(at: Moment(seconds: local - 86_400))
        let after = offset(at: Moment(seconds: local + 86_400))
        let early = Moment(seconds: local - Int64(before))
        let late = Moment(seconds: local - Int64(after))
        if offset(at: early) == before { return early }
        if offset(at: late) == after { return late }
        // In a gap: the clock jumped over this time; read with the old offset it lands after the jump.
        return early
    }

    /// The instant the day begins, which is what "as of a day" means.
    package func start(of day: Day) -> Moment { moment(of: day) }
}
