/// The rule in a TZif footer: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX `TZ`, with RFC 9636's wider hours).
struct PosixTimeZone {
    /// Seconds east of UTC.
    private let standard: Int32
    private let daylight: (offset: Int32, from: YearlyChange, to: YearlyChange)?

    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        guard Self.skipName(&rest), let west = Self.time(&rest) else { return nil }
        standard = Int32(-west)
        guard !rest.isEmpty else {
            daylight = nil
            return
        }
        guard Self.skipName(&rest) else { return nil }
        var offset = standard + 3600
        if let first = rest.first, first != UInt8(ascii: ",") {
            guard let west = Self.time(&rest) else { return nil }
            offset = Int32(-west)
        }
        guard let from = YearlyChange(&rest), let to = YearlyChange(&rest), rest.isEmpty else { return nil }
        daylight = (offset, from, to)
    }

    /// The changes that follow, in order; none where the zone keeps one time.
    func transitions(after last: Moment?, throughYear end: Int) -> [Zone.Transition] {
        guard let daylight else { return [] }
        let first = last.map { Day(number: Int32($0.seconds.floorDivided(by: 86_400))).civil.year } ?? 1970
        guard (1...end).contains(first) else { return [] }
        var found: [Zone.Transition] = []
        for year in first...end {
            guard let start = daylight.from.day(in: year), let stop = daylight.to.day(in: year) else { continue }
            found.append(change(on: start, at: daylight.from.second, from: standard, to: daylight.offset))
            found.append(change(on: stop, at: daylight.to.second, from: daylight.offset, to: standard))
        }
        return settled(found).filter { transition in last.map { transition.at > $0 } ?? true }
    }

    private func change(on day: Day, at second: Int, from old: Int32, to new: Int32) -> Zone.Transition {
        let local = Int64(day.number) * 86_400 + Int64(second)
        return Zone.Transition(at: Moment(seconds: local - Int64(old)), offset: new)
    }

    /// In order. Where one season ends in the instant in which the next begins (daylight time all year), the later wins.
    private func settled(_ found: [Zone.Transition]) -> [Zone.Transition] {
        let ordered = found.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        return ordered.reduce(into: []) { settled, next in
            if settled.last?.at == next.element.at { settled.removeLast() }
            settled.append(next.element)
        }
    }
}

/// A day and time at which clocks change every year.
private struct YearlyChange {
    private enum Rule {
        /// The n-th such weekday of the month, the fifth being the last; Sunday is 0.
        case weekday(month: Int, week: Int, weekday: Int)
        /// 1 to 365, without counting 29 February.
        case dayWithoutLeap(Int)
        /// 0 to 365, counting it.
        case dayWithLeap(Int)
    }

    private let rule: Rule
    /// Of the local day; may be negative or above a day.
    let second: Int

    init?(_ rest: inout ArraySlice<UInt8>) {
        guard rest.popFirst() == UInt8(ascii: ","), let rule = Self.rule(&rest) else { return nil }
        self.rule = rule
        guard rest.first == UInt8(ascii: "/") else {
            second = 7200
            return
        }
        rest.removeFirst()
        guard let time = PosixTimeZone.time(&rest) else { return nil }
        second = time
    }

    private static func rule(_ rest: inout ArraySlice<UInt8>) -> Rule? {
        switch rest.first {
        case UInt8(ascii: "M"):
            rest.removeFirst()
            guard let month = PosixTimeZone.number(&rest), rest.popFirst() == UInt8(ascii: "."),
                let week = PosixTimeZone.number(&rest), rest.popFirst() == UInt8(ascii: "."),
                let weekday = PosixTimeZone.number(&rest), (1...12).contains(month), (1...5).contains(week), weekday < 7
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        case UInt8(ascii: "J"):
            rest.removeFirst()
            return PosixTimeZone.number(&rest).flatMap { (1...365).contains($0) ? .dayWithoutLeap($0) : nil }
        default:
            return PosixTimeZone.number(&rest).flatMap { $0 <= 365 ? .dayWithLeap($0) : nil }
        }
    }

    func day(in year: Int) -> Day? {
        guard let newYear = Day(year: year, month: 1, day: 1) else { return nil }
        switch rule {
        case .dayWithLeap(let number):
            return newYear + number
        case .dayWithoutLeap(let number):
            let isLeap = Day.length(of: 2, in: year) == 29
            return newYear + (isLeap && number >= 60 ? number : number - 1)
        case .weekday(let month, let week, let weekday):
            guard let first = Day(year: year, month: month, day: 1) else { return nil }
            let ahead = (weekday - (first.weekday.rawValue + 1) % 7 + 7) % 7
            let day = ahead + (week - 1) * 7
            return first + (day < Day.length(of: month, in: year) ? day : day - 7)
        }
    }
}

// MARK: Reading

extension PosixTimeZone {
    /// An abbreviation: three letters or more, or anything within `<` and `>`.
    fileprivate static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
        if rest.first == UInt8(ascii: "<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        rest = rest[letters.endIndex...]
        return letters.count >= 3
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    fileprivate static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard let hours = number(&rest), hours <= 167 else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard let value = number(&rest), value < 60 else { return nil }
            seconds += value * unit
        }
        return isNegative ? -seconds : seconds
    }

    fileprivate static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
