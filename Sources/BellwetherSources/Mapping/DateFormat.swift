package import BellwetherCore

/// How a source writes dates and times: a strptime-like pattern, or `iso`, `epoch`, `epoch_ms`.
package struct DateFormat: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case literal(UInt8)
        case number(Component, width: ClosedRange<Int>)
        case monthName
        case zone
    }

    private enum Component: Sendable, Hashable {
        case year, shortYear, month, day, hour, minute, second
    }

    private enum Form: Sendable, Hashable {
        case iso
        case epoch(perSecond: Int64)
        case pattern([Piece])
    }

    package let written: String
    private let form: Form

    package static let iso = DateFormat(written: "iso", form: .iso)

    private init(written: String, form: Form) {
        self.written = written
        self.form = form
    }

    /// `nil` where the pattern has a directive we do not know.
    package init?(_ written: String) {
        self.written = written
        switch written {
        case "iso", "%Y-%m-%d": form = .iso
        case "epoch": form = .epoch(perSecond: 1)
        case "epoch_ms": form = .epoch(perSecond: 1000)
        default:
            guard let pieces = Self.pieces(written) else { return nil }
            form = .pattern(pieces)
        }
    }

    private static func pieces(_ pattern: String) -> [Piece]? {
        var pieces: [Piece] = []
        var bytes = Array(pattern.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                pieces.append(.literal(byte))
                continue
            }
            switch bytes.popFirst().map({ Character(Unicode.Scalar($0)) }) {
            case "Y": pieces.append(.number(.year, width: 4...4))
            case "y": pieces.append(.number(.shortYear, width: 2...2))
            case "m": pieces.append(.number(.month, width: 1...2))
            case "d", "e": pieces.append(.number(.day, width: 1...2))
            case "H": pieces.append(.number(.hour, width: 1...2))
            case "M": pieces.append(.number(.minute, width: 2...2))
            case "S": pieces.append(.number(.second, width: 2...2))
            case "b": pieces.append(.monthName)
            case "z": pieces.append(.zone)
            case "%": pieces.append(.literal(UInt8(ascii: "%")))
            default: return nil
            }
        }
        return pieces.contains(.number(.day, width: 1...2)) ? pieces : nil
    }

    /// A day, and, where it was written, the instant.
    package struct Reading: Sendable, Hashable {
        package let day: Day
        package let moment: Moment
    }

    /// Reads the whole text or nothing. Times without a zone are the workspace's.
    package func read(_ text: ArraySlice<UInt8>, in zone: Zone) -> Reading? {
        switch form {
        case .iso: readISO(text, in: zone)
        case .epoch(let perSecond): readEpoch(text, perSecond: perSecond, in: zone)
        case .pattern(let pieces): readPattern(text, pieces, in: zone)
        }
    }

    private func readISO(_ text: ArraySlice<UInt8>, in zone: Zone) -> Reading? {
        if text.count == 10, let day = Self.isoDay(text) { return Reading(day: day, moment: zone.start(of: day)) }
        let string = String(decoding: text, as: UTF8.self)
        if let day = Day(string) { return Reading(day: day, moment: zone.start(of: day)) }
        if let moment = Moment(string) ?? Moment(Self.withWholeOffset(string)) {
            return Reading(day: zone.day(of: moment), moment: moment)
        }
        // A local time without a zone: read as UTC, then moved into the workspace's zone.
        guard text.count >= 16, let local = Moment(string + "Z") else { return nil }
        let day = Day(number: Int32(local.seconds.floorDivided(by: 86_400)))
        let second = Int(local.seconds - Int64(day.number) * 86_400)
        return Reading(day: day, moment: zone.moment(of: day, second: second))
    }

    /// `2026-03-02`, as nearly every day is written.
    private static func isoDay(_ text: ArraySlice<UInt8>) -> Day? {
        let start = text.startIndex
        guard text[start + 4] == UInt8(ascii: "-"), text[start + 7] == UInt8(ascii: "-"),
            let year = Decimal.digits(text[start..<start + 4]), let month = Decimal.digits(text[start + 5..<start + 7]),
            let day = Decimal.digits(text[start + 8..<start + 10])
        else { return nil }
        return Day(year: Int(year), month: Int(month), day: Int(day))
    }

    /// `+00` and `+0000`, as PostgreSQL and others write them, are `+00:00`.
    private static func withWholeOffset(_ text: String) -> String {
        guard let sign = text.utf8.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
            return text
        }
        switch text.utf8.distance(from: sign, to: text.utf8.endIndex) {
        case 3: return text + ":00"
        case 5: return text.dropLast(2) + ":" + text.suffix(2)
        default: return text
        }
    }

    /// In seconds since 1970: the year 2200.
    private static let farthest: Int64 = 7_258_118_400

    private func readEpoch(_ text: ArraySlice<UInt8>, perSecond: Int64, in zone: Zone) -> Reading? {
        guard let value = NumberStyle.plain.read(text)?.units(places: 0) else { return nil }
        let moment = Moment(seconds: value.floorDivided(by: perSecond))
        // Milliseconds read as seconds would land far beyond any customer, and seconds read as milliseconds in the first
        // weeks of 1970, before any; the next format gets its chance.
        guard moment > Moment.distantPast, moment.seconds < Self.farthest else { return nil }
        guard perSecond == 1 || !(1..<Self.farthest).contains(value) else { return nil }
        return Reading(day: zone.day(of: moment), moment: moment)
    }

    private func readPattern(_ text: ArraySlice<UInt8>, _ pieces: [Piece], in zone: Zone) -> Reading? {
        var rest = text
        var parts: [Component: Int] = [:]
        var offset: Int?
        for piece in pieces {
            switch piece {
            case .literal(let byte):
                guard rest.popFirst() == byte else { return nil }
            case .number(let component, let width):
                guard let value = Self.digits(&rest, width: width) else { return nil }
                parts[component] = value
            case .monthName:
                guard let month = Self.month(&rest) else { return nil }
                parts[.month] = month
            case .zone:
                guard let value = Self.offset(&rest) else { return nil }
                offset = value
            }
        }
        guard rest.isEmpty else { return nil }
        return Self.assemble(parts, offset: offset, in: zone)
    }

    private static func assemble(_ parts: [Component: Int], offset: Int?, in zone: Zone) -> Reading? {
        let short = parts[.shortYear].map { $0 < 70 ? 2000 + $0 : 1900 + $0 }
        guard let year = parts[.year] ?? short, let month = parts[.month], let dayOfMonth = parts[.day],
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        let (hour, minute, second) = (parts[.hour] ?? 0, parts[.minute] ?? 0, parts[.second] ?? 0)
        guard hour < 24, minute < 60, second < 61 else { return nil }
        let secondOfDay = hour * 3600 + minute * 60 + min(second, 59)
        guard let offset else { return Reading(day: day, moment: zone.moment(of: day, second: secondOfDay)) }
        let moment = Moment(seconds: Int64(day.number) * 86_400 + Int64(secondOfDay - offset))
        return Reading(day: zone.day(of: moment), moment: moment)
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>, width: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(width.upperBound).prefix { (48...57).contains($0) }
        guard digits.count >= width.lowerBound else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    private static func month(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let name = rest.prefix(3).map { $0 | 0x20 }
        guard let index = months.firstIndex(of: name) else { return nil }
        rest = rest.dropFirst(3)
        return index + 1
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let sign = rest.popFirst() else { return nil }
        if sign == UInt8(ascii: "Z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = digits(&rest, width: 2...2) else {
            return nil
        }
        if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
        guard let minutes = digits(&rest, width: 2...2), hours < 24, minutes < 60 else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
