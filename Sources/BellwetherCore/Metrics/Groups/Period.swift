/// A stretch of whole days of the calendar, from its first day up to but without its end.
package struct Period: Sendable, Hashable {
    package let start, end: Day

    package init(_ range: Range<Day>) {
        start = range.lowerBound
        end = range.upperBound
    }

    /// So many calendar months up to but without a day.
    package static func months(_ count: Int, before end: Day) -> Period {
        Period(end.adding(months: -count)..<end)
    }

    package func contains(_ day: Day) -> Bool { day >= start && day < end }

    package var days: Int { end - start }

    /// How many calendar months it is long; days left over count as a part of the month they are in.
    package var months: Double { Double(monthParts) / Double(Self.partsOfMonth) }

    /// 28, 29, 30 and 31 all divide it.
    static let partsOfMonth = 377_580

    /// Its length in such parts of a month, which is a whole number.
    var monthParts: Int {
        var whole = max(0, (end.civil.year - start.civil.year) * 12 + end.civil.month - start.civil.month)
        // Three months before 31 May began on 28 February.
        if whole > 0, end.adding(months: -whole) == start { return whole * Self.partsOfMonth }
        if whole > 0, start.adding(months: whole) > end { whole -= 1 }
        let begun = start.adding(months: whole)
        let next = start.adding(months: whole + 1)
        return whole * Self.partsOfMonth + (end - begun) * Self.partsOfMonth / (next - begun)
    }

    /// How many of its days another stretch covers.
    package func overlap(_ start: Day, _ end: Day) -> Int { max(0, min(self.end, end) - max(self.start, start)) }
}
