package import CEL

/// Prints values for people, each by its unit: `48.2`, `56 %`, `12,400 EUR`, `41 days`, `1 Jan`.
///
/// What is not known prints its reason in words; nothing ever prints as NaN or n/a.
package struct ValuePrinter: Sendable {
    package let currency: Currency
    package let asOf: AsOf
    package let bands: [HealthBand]
    /// Those of the account that is spoken of, where several go by one key.
    var ownBands: [HealthBand] = []
    /// Those of the scores beside the main one, by their names.
    var bandsOfScores: [String: [HealthBand]] = [:]
    /// Shares with a decimal, where they stand beside what they are compared with.
    var comparing = false
    /// Texts no longer than names are, so that what is said of them is not cut off behind them.
    var naming = false

    package init(currency: Currency, asOf: AsOf, bands: [HealthBand] = []) {
        self.currency = currency
        self.asOf = asOf
        self.bands = bands
    }

    package func text(_ value: Value, of reference: Reference?) -> String {
        let unit = reference?.unit.flatMap { Unit(named: $0) }
        guard unit?.kind == .band, let score = reference?.namedScore else { return text(value, unit: unit) }
        var printer = self
        printer.ownBands = bandsOfScores[score] ?? []
        return printer.text(value, unit: unit)
    }

    func text(_ value: Value, unit: Unit?) -> String {
        switch value {
        case .unknown(let absences): absences.first.map { AbsenceReason.sentence(for: $0.reason) } ?? "not known"
        case .failure: "not known"
        case .null: ""
        case .bool(let flag): flag ? "yes" : "no"
        case .int(let number): text(Double(number), unit)
        case .uint(let number): text(Double(number), unit)
        case .double(let number): text(number, unit)
        case .string(let string): text(string, unit)
        case .timestamp(let seconds, _): text(Moment(seconds: seconds), unit)
        case .duration(let nanoseconds): days(Double(nanoseconds) / 86_400e9)
        case .list(let elements): counted(elements) ?? elements.map { text($0, unit: unit) }.joined(separator: ", ")
        case .optional(let held): held.map { text($0, unit: unit) } ?? "not known"
        case .bytes, .map, .record, .type: value.text
        }
    }

    /// Facts by how many there are: what they are called each would say the same word a hundred times.
    private func counted(_ elements: [Value]) -> String? {
        guard case .record(let first) = elements.first else { return nil }
        let name = first.type.name.replacing("_", with: " ")
        return elements.count == 1 ? "1 \(name)" : "\(DecimalText.short(Double(elements.count))) \(plural(name))"
    }

    private func plural(_ name: String) -> String {
        name.hasSuffix("ch") ? name + "es" : name + "s"
    }

    private func text(_ string: String, _ unit: Unit?) -> String {
        switch unit?.kind {
        case .band: (ownBands.first { $0.key == string } ?? bands.first { $0.key == string })?.label ?? string
        case .category: RenewalForecast.Category(rawValue: string)?.label ?? string
        default: naming ? Inert.name(string) : string
        }
    }

    private func text(_ number: Double, _ unit: Unit?) -> String {
        guard number.isFinite else { return "not known" }
        let sign = unit?.isChange == true && number > 0 ? "+" : ""
        return sign + unsigned(number, unit?.kind ?? .count)
    }

    private func unsigned(_ number: Double, _ kind: Unit.Kind) -> String {
        switch kind {
        case .score: DecimalText.fixed(number, places: 1)
        case .ratio: (comparing ? DecimalText.short(number * 100) : DecimalText.fixed(number * 100, places: 0)) + " %"
        case .money: money(number)
        case .days: days(number)
        case .minutes: minutes(number)
        case .workingMinutes: workingMinutes(number)
        case .points: DecimalText.short(number)
        case .factor: DecimalText.fixed(number, places: 2)
        case .count, .text, .flag, .day, .moment, .band, .category: DecimalText.fine(number)
        }
    }

    /// Small amounts with their cents, if there are any.
    package func money(_ amount: Double) -> String {
        let isWhole = amount.rounded() == amount || abs(amount) >= 100
        return DecimalText.fixed(amount, places: isWhole ? 0 : currency.exponent) + " " + currency.code
    }

    package func days(_ number: Double) -> String {
        let text = DecimalText.short(number)
        return text == "1" || text == "−1" ? "\(text) day" : "\(text) days"
    }

    /// `20 min`, `3 h 20 min`, `2 d 4 h`: as much as one wants to know.
    func minutes(_ number: Double) -> String {
        let all = Int(abs(number).rounded())
        let (hours, minutes) = all.quotientAndRemainder(dividingBy: 60)
        let parts: [(Int, String)] =
            hours >= 24 ? [(hours / 24, "d"), (hours % 24, "h")] : hours > 0 ? [(hours, "h"), (minutes, "min")] : []
        let told = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return (number < 0 ? "−" : "") + (told.isEmpty ? "\(all) min" : told.joined(separator: " "))
    }

    /// `20 min`, `26 h 10 min`: days would be read as days of 24 hours.
    private func workingMinutes(_ number: Double) -> String {
        let all = Int(abs(number).rounded())
        let parts = [(all / 60, "h"), (all % 60, "min")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return (number < 0 ? "−" : "") + (parts.isEmpty ? "0 min" : parts.joined(separator: " "))
    }

    private func text(_ moment: Moment, _ unit: Unit?) -> String {
        let day = text(asOf.zone.day(of: moment))
        guard unit?.kind != .day else { return day }
        let minute = asOf.zone.secondOfDay(at: moment) / 60
        return "\(day) \(DecimalText.padded(minute / 60)):\(DecimalText.padded(minute % 60))"
    }

    /// `1 Jan`; with its year where that is not obvious.
    package func text(_ day: Day) -> String {
        let (year, month, number) = day.civil
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = "\(number) \(names[month - 1])"
        return abs(day - asOf.today) > 300 ? "\(text) \(year)" : text
    }
}

extension Reference {
    /// `adoption` of `health.adoption.band`, also of an earlier day.
    fileprivate var namedScore: String? {
        switch origin {
        case .variable:
            let parts = name.split(separator: ".")
            return parts.count == 3 && parts[0] == "health" ? String(parts[1]) : nil
        case .function(_, of: let fields, with: _): return fields.lazy.compactMap(\.namedScore).first
        }
    }
}

/// Numbers as text, rounded half away from zero, with thousands separators and a true minus sign.
package enum DecimalText {
    package static func fixed(_ number: Double, places: Int) -> String {
        let scale = [1.0, 10, 100, 1000][places]
        let scaled = snapped(number * scale).rounded()
        guard abs(scaled) < 1e15 else { return number.description }
        let digits = String(Int64(abs(scaled)))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        let whole = grouped(String(padded.dropLast(places)))
        return (scaled < 0 ? "−" : "") + (places == 0 ? whole : "\(whole).\(padded.suffix(places))")
    }

    /// A half that only exists in decimals (57 of 200 is 28.5 %) is off by a hair in binary; a millionth snaps it back.
    private static func snapped(_ scaled: Double) -> Double {
        abs(scaled) < 1e9 ? (scaled * 1e6).rounded() / 1e6 : scaled
    }

    /// As `short`, but below 1 with the two or three decimals that it takes not to be another number.
    static func fine(_ number: Double) -> String {
        guard abs(number) < 1, snapped(number * 10).rounded() != snapped(number * 10) else { return short(number) }
        let text = fixed(number, places: abs(number) < 0.1 ? 3 : 2)
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }

    /// Whole, or with one decimal.
    static func short(_ number: Double) -> String {
        let tenths = snapped(number * 10).rounded()
        return fixed(number, places: tenths.remainder(dividingBy: 10) == 0 ? 0 : 1)
    }

    static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func grouped(_ digits: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.utf8.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }
}

extension AbsenceReason {
    /// For a reader who never saw a rule.
    package var words: String {
        switch self {
        case .emptyDenominator: "nothing to measure"
        case .noData: "no data"
        case .stale: "out of date"
        case .insufficientSample: "too little data"
        case .notApplicable: "not applicable"
        case .sourceError: "source broken"
        case .noFxRate: "no exchange rate"
        case .noHistory: "no history"
        }
    }

    /// `not known (too little data)`: what stands where a value would, after any words.
    static func sentence(for key: String) -> String {
        allCases.first { $0.key == key }.map { "not known (\($0.words))" } ?? "not known"
    }

    package static func words(for key: String) -> String { allCases.first { $0.key == key }?.words ?? "not known" }
}

extension RenewalForecast.Category {
    package var label: String {
        switch self {
        case .closed: "Closed"
        case .commit: "Commit"
        case .bestCase: "Best case"
        case .atRisk: "At risk"
        case .lost: "Lost"
        }
    }
}
