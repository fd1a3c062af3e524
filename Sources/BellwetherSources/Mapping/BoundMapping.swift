package import BellwetherCore
import Diagnostics

/// A mapping that has met a header: knows by number which column makes which field, and turns rows into facts.
package struct BoundMapping: Sendable {
    package let kind: FactKind
    let mapping: FactMapping
    let style: ReadingStyle
    let context: PollContext
    private let id: Cell?
    private let account: Cell?
    private let recorded: Cell?
    let fields: [Cell?]
    private let currencyIndex: Int?
    /// Whether some of its money comes in minor units, so that a row cannot say one number of decimals for all of it.
    private let tellsMinorUnits: Bool
    private let filters: [(column: Int, texts: Set<String>)]
    private let key: [Int]
    private let needed: [Cell]
    let unpivoted: [(column: Int, name: String)]
    let intoIndex: Int?
    let valueIndex: Int?
    /// The fields that say when a ticket was last reopened, and how often, where the source tells when alone.
    private let reopening: (at: Int, count: Int)?
    /// The end of a term, where it may follow from its first day and its length.
    private let derivedEnd: Int?
    private let datesByColumn: Int?
    private let datedIndex: Int?
    private let datedAtLatest: [Int]
    /// The field that no column says, and what it is.
    let asOf: (index: Int, value: Int64)?
    private let isFirstLoad: Bool
    /// Whether digits alone are a number in one of the declared styles, however many they are.
    let readsPlainDigits: Bool
    /// Bytes that texts for nothing begin with, so that hardly any other text is compared with them.
    private let absence: [Bool]
    private let longestAbsence: Int
    private let latest: Moment
    private let latestDay: Day

    /// - Throws: `PollError.missingColumns`, naming all of them.
    package init(
        _ mapping: FactMapping, header: Header, style: ReadingStyle, context: PollContext
    ) throws(PollError) {
        var missing: [String] = []
        func column(_ name: String) -> Int? {
            let index = header.index(of: name)
            if index == nil { missing.append(name) }
            return index
        }
        func cell(_ name: String) -> Cell? {
            if let constant = mapping.constants[name] { return .constant(Array(constant.utf8)) }
            if mapping.isByName { return header.index(of: name).map(Cell.column) }
            return mapping.columns[name].flatMap(column).map(Cell.column)
        }
        kind = mapping.kind
        self.mapping = mapping
        self.style = style
        self.context = context
        id = cell("id")
        account = cell("account_id")
        recorded = cell("recorded_at")
        let cells = mapping.kind.fields.map { field in
            cell(field.name) ?? cell(field.name + "_minor").map(Cell.inMinorUnits)
        }
        fields = cells
        currencyIndex = mapping.kind.index(of: "currency")
        let fraction = mapping.kind.index(of: "fractional_amount")
        tellsMinorUnits = cells.contains { $0?.isMinor == true } || fraction.flatMap { cells[$0] } != nil
        if let at = mapping.kind.index(of: "reopened_at"), let count = mapping.kind.index(of: "reopens"),
            cells[at] != nil, cells[count] == nil
        {
            reopening = (at, count)
        } else {
            reopening = nil
        }
        derivedEnd = mapping.kind.term.flatMap { term in
            let isGiven = { name in mapping.kind.index(of: name).flatMap { cells[$0] } != nil }
            return term.follows(from: isGiven) ? mapping.kind.index(of: term.end) : nil
        }
        filters = mapping.only.sorted { $0.key < $1.key }.compactMap { name, texts in
            column(name).map { ($0, texts) }
        }
        key = mapping.key.compactMap(column)
        needed = mapping.needed.compactMap { cell($0) ?? cell($0 + "_minor") }
        unpivoted = mapping.unpivot.map { header.columns(matching: $0.columns) } ?? []
        intoIndex = mapping.unpivot.flatMap { mapping.kind.index(of: $0.into) }
        valueIndex = mapping.unpivot.flatMap { mapping.kind.index(of: $0.value) }
        if let unpivot = mapping.unpivot, unpivoted.isEmpty { missing.append(unpivot.columns) }
        if mapping.isByName { missing += Self.missing(in: header, mapping) }
        datesByColumn = style.datesBy.flatMap { column($0.column) }
        datedIndex = mapping.kind.dated.flatMap(mapping.kind.index)
        datedAtLatest = mapping.kind.datedAtLatest.compactMap(mapping.kind.index)
        asOf = mapping.asOf.flatMap(mapping.kind.index).map { ($0, Self.since(mapping.kind, $0, in: context)) }
        isFirstLoad = context.cursor == .beginning
        readsPlainDigits = style.numbers.contains { $0.grouping.isEmpty }
        let absent = style.absent.flatMap { [$0, $0.uppercased()] }
        absence = absent.compactMap(\.utf8.first).reduce(into: [Bool](repeating: false, count: 256)) { bytes, first in
            bytes[Int(first)] = true
        }
        longestAbsence = absent.map(\.utf8.count).max() ?? 0
        latest = context.now + .seconds(86_400)
        latestDay = context.zone.day(of: latest)
        guard missing.isEmpty else {
            throw .missingColumns(context.source, columns: missing.uniqued(), present: header.names)
        }
    }

    /// What a source whose columns are called as the fields are must have, and has not.
    private static func missing(in header: Header, _ mapping: FactMapping) -> [String] {
        func isGiven(_ name: String) -> Bool {
            mapping.constants[name] != nil || header.index(of: name) != nil || mapping.asOf == name
                || mapping.unpivot.map { [$0.into, $0.value].contains(name) } ?? false
        }
        let kind = mapping.kind
        var needed = kind.fields.filter { $0.isRequired && !isGiven($0.name + "_minor") }.map(\.name)
        if let term = kind.term, term.follows(from: isGiven) { needed.removeAll { $0 == term.end } }
        if kind.needsAccount { needed.append("account_id") }
        if kind.naturalKey.isEmpty, mapping.key.isEmpty { needed.append("id") }
        return needed.filter { !isGiven($0) }
    }

    /// The day, and no moment of it: what is read now is known now, and not from the next second on. Of days of use the
    /// one before, which was over.
    private static func since(_ kind: FactKind, _ field: Int, in context: PollContext) -> Int64 {
        let today = context.zone.day(of: context.writtenAt)
        guard kind.fields[field].form == .day else { return context.zone.start(of: today).seconds }
        return Int64((kind.isDaily ? today - 1 : today).number)
    }

    /// Where a field's text comes from.
    indirect enum Cell: Sendable {
        case column(Int)
        case constant([UInt8])
        case inMinorUnits(Cell)

        func text(_ record: Record) -> ArraySlice<UInt8> {
            switch self {
            case .column(let index): record[index].trimmed
            case .constant(let bytes): bytes[...]
            case .inMinorUnits(let cell): cell.text(record)
            }
        }

        var isMinor: Bool {
            if case .inMinorUnits = self { true } else { false }
        }

        /// The column in the file, for messages.
        var index: Int? {
            switch self {
            case .column(let index): index
            case .constant: nil
            case .inMinorUnits(let cell): cell.index
            }
        }
    }

    /// What is wrong with a row: the field's column, and why.
    package struct Mistake: Error, Hashable {
        package let column: Int?
        package let reason: String
        /// The same without the value, where it has one in it.
        package var discreet: String?
    }

    /// The facts a row makes: none where a filter leaves it out, several where columns are unpivoted.
    package func rows(of record: Record) throws(Mistake) -> [FactRow] {
        guard isWanted(record) else { return [] }
        let accountID = try accountID(record)
        let values = try fieldValues(record)
        if let doubt = Plausibility.doubt(about: values, of: kind) {
            let cell = kind.index(of: doubt.field).flatMap { fields[$0] }
            throw Mistake(column: cell?.index, reason: doubt.reason)
        }
        guard let intoIndex, let valueIndex else { return [try row(values, accountID, record)] }
        var rows: [FactRow] = []
        for (column, name) in unpivoted {
            let text = record[column].trimmed
            guard !isAbsent(text) else { continue }
            let value = try value(text, kind.fields[valueIndex], in: nil, column: column, isMinor: false, record)
            if case .integer(0) = value { continue }
            var own = values
            own[intoIndex] = .text(name)
            own[valueIndex] = value
            rows.append(try row(own, accountID, record))
        }
        return rows
    }

    /// Whether the row is one of these facts at all.
    ///
    /// - Parameter unknown: columns whose texts are not known yet: they leave out no row.
    func isWanted(_ record: Record, whatever unknown: Set<Int> = []) -> Bool {
        filters.allSatisfy { unknown.contains($0.column) || $0.texts.contains(record.trimmedText($0.column)) }
            && needed.allSatisfy { $0.index.map(unknown.contains) ?? false || !isAbsent($0.text(record)) }
    }

    func accountID(_ record: Record) throws(Mistake) -> String {
        let written = try identify(account, "account_id", record, isRequired: kind.needsAccount)
        return written.isEmpty ? written : context.accounts.account(called: written)
    }

    /// The newest date a row carries, for the source's freshness.
    package func dated(_ row: FactRow) -> Moment? {
        datedIndex.flatMap { moment($0, of: row) }
    }

    /// Since when a row of a first load is taken to be known: since it happened; where it does not say, since the day by
    /// which it had; and what stands without any day, since ever.
    private func happened(_ row: FactRow) -> Moment? {
        if let dated = dated(row) { return dated }
        for index in datedAtLatest {
            if let latest = moment(index, of: row) { return latest }
        }
        return kind.isStanding ? .distantPast : nil
    }

    private func moment(_ index: Int, of row: FactRow) -> Moment? {
        guard case .integer(let number) = row.values[index] else { return nil }
        switch kind.fields[index].form {
        case .moment: return Moment(seconds: number)
        case .text, .day, .money, .rate, .count, .number, .flag, .choice:
            return context.zone.start(of: Day(number: Int32(clamping: number)))
        }
    }
}

// MARK: One row

extension BoundMapping {
    private func row(_ values: [FactValue], _ accountID: String, _ record: Record) throws(Mistake) -> FactRow {
        let key = try name(values, accountID, record)
        var row = FactRow(
            key: key, account: accountID, values: values, observed: context.now, asOf: asOf?.index,
            decimals: decimals(of: values))
        if kind == .account { row.account = row.key }
        if kind == .alias { row.account = context.accounts.account(called: row.key) }
        guard isFirstLoad, !kind.isDaily else { return row }
        // An order that is yet to take effect is seen now, and no price that is told has it in it.
        if kind == .order, let day = dated(row), day > context.now { return row }
        // Knowledge is assumed: as recorded, or else from when it happened (DESIGN 4.4). What is yet to happen is known
        // now; and what comes later is never observed before it.
        row.isAssumed = true
        if let recorded, let reading = date(recorded.text(record), record) {
            row.observed = min(reading.moment, context.now)
        } else if let happened = happened(row) {
            row.observed = min(happened, context.now)
        }
        return row
    }

    private func name(_ values: [FactValue], _ accountID: String, _ record: Record) throws(Mistake) -> String {
        if kind.isDaily { return "" }
        if id != nil { return try identify(id, "id", record, isRequired: true) }
        if !key.isEmpty { return key.map { record.trimmedText($0) }.joined(separator: "|") }
        return kind.naturalKey.map { field in
            if field == "account_id" { return Alias(name: accountID)?.id ?? accountID }
            guard let index = kind.index(of: field), index != asOf?.index else { return "" }
            switch values[index] {
            case .absent: return ""
            case .text(let text): return text
            case .integer(let integer): return String(integer)
            case .real(let real): return real.description
            }
        }.joined(separator: "|")
    }

    private func identify(_ cell: Cell?, _ field: String, _ record: Record, isRequired: Bool) throws(Mistake) -> String
    {
        let text = cell?.text(record) ?? []
        guard cell != nil, !isAbsent(text) else {
            guard isRequired else { return "" }
            throw Mistake(column: cell?.index, reason: "'\(field)' is empty")
        }
        // It would pass for what another source calls an account.
        guard !text.contains(Alias.separator) else {
            throw Mistake(column: cell?.index, reason: "'\(field)' holds a control character")
        }
        return replaced(cased(String(decoding: text, as: UTF8.self), field), field)
    }

    private func fieldValues(_ record: Record) throws(Mistake) -> [FactValue] {
        var values = [FactValue](repeating: .absent, count: fields.count)
        let currency = try currency(record)
        for (index, cell) in fields.enumerated() {
            if let asOf, asOf.index == index { values[index] = .integer(asOf.value) }
            guard let cell else { continue }
            let field = kind.fields[index]
            let text = cell.text(record)
            if isAbsent(text) {
                guard field.isRequired, index != intoIndex, index != valueIndex, index != derivedEnd else { continue }
                throw Mistake(column: cell.index, reason: "'\(field.name)' is empty")
            }
            values[index] = try value(text, field, in: currency, column: cell.index, isMinor: cell.isMinor, record)
        }
        if let derivedEnd { try deriveTermEnd(derivedEnd, of: &values) }
        // A source that writes down when one was reopened says by its silence that one was not.
        if let reopening, values[reopening.at] == .absent { values[reopening.count] = .integer(0) }
        if let currencyIndex, fields[currencyIndex] == nil, !inheritsCurrency {
            values[currencyIndex] = .text(context.reporting.code)
        }
        return values
    }

    private func deriveTermEnd(_ end: Int, of values: inout [FactValue]) throws(Mistake) {
        values = kind.withTermEnd(values)
        // What is too long to be right is told as such.
        guard let term = kind.term, kind.fields[end].isRequired, values[end] == .absent,
            kind.index(of: term.months).flatMap({ values[$0].integer }) ?? 0 <= FactKind.termMonths.upperBound
        else { return }
        throw Mistake(
            column: fields[end]?.index,
            reason: "no '\(term.end)', and no '\(term.start)' with '\(term.months)' that says it")
    }

    /// What customers owe and pay is in the currency of their bill or account, where nothing says another; accounts
    /// themselves, and what we spend, in the reporting one.
    private var inheritsCurrency: Bool { kind != .account && kind != .cost }

    /// The row's currency, as far as it is known here.
    private func currency(_ record: Record) throws(Mistake) -> Currency? {
        guard let currencyIndex, let cell = fields[currencyIndex] else {
            return inheritsCurrency ? nil : context.reporting
        }
        let text = cell.text(record)
        guard !isAbsent(text) else { return nil }
        let code = replaced(String(decoding: text, as: UTF8.self), "currency")
        guard let currency = Currency(code) else {
            let what = "is not a currency code such as EUR"
            throw Mistake(
                column: cell.index, reason: "'\(Printable.name(code))' \(what)", discreet: "it \(what)")
        }
        return currency
    }

    /// How many decimals money is read with whose currency turns out later: as many as any has, or those of the reporting
    /// one beside money in minor units, which it then is taken for as well.
    private var decimals: Int { tellsMinorUnits ? context.reporting.exponent : Currency.mostDecimals }

    private func decimals(of values: [FactValue]) -> Int? {
        guard let currencyIndex, values[currencyIndex] == .absent, !tellsMinorUnits else { return nil }
        let hasMoney = zip(kind.fields, values).contains { [.money, .rate].contains($0.form) && $1 != .absent }
        return hasMoney ? decimals : nil
    }

    func isAbsent(_ text: ArraySlice<UInt8>) -> Bool {
        if text.isEmpty { return true }
        guard let first = text.first, absence[Int(first)], text.count <= longestAbsence else { return false }
        return style.absent.contains(String(decoding: text, as: UTF8.self).lowercased())
    }

    private func meant(_ text: ArraySlice<UInt8>, _ field: String) -> String {
        mapping.doubleEncoded.contains(field)
            ? DoubleEncoding.undone(text) : String(decoding: text, as: UTF8.self)
    }

    private func cased(_ text: String, _ field: String) -> String {
        switch mapping.letterCase[field] {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case nil: text
        }
    }

    private func replaced(_ text: String, _ field: String) -> String {
        mapping.values[field]?[text] ?? text
    }
}

// MARK: One value

extension BoundMapping {
    func value(
        _ written: ArraySlice<UInt8>, _ field: FactField, in currency: Currency?, column: Int?, isMinor: Bool,
        _ record: Record
    ) throws(Mistake) -> FactValue {
        var text = written
        if !mapping.values.isEmpty, let value = mapping.values[field.name]?[String(decoding: text, as: UTF8.self)] {
            guard !value.isEmpty else { return .absent }
            text = Array(value.utf8)[...]
        }
        func refuse(_ what: String) -> Mistake {
            let why = "is not \(what) ('\(field.name)')"
            return Mistake(column: column, reason: "'\(shown(text))' \(why)", discreet: "it \(why)")
        }
        switch field.form {
        case .text:
            if field.name == "currency" { return currency.map { .text($0.code) } ?? .absent }
            let meant = cased(meant(text, field.name), field.name)
            guard field.name == "domain" else { return .text(field.word(for: meant)) }
            let domains = Domains.named(in: meant)
            return domains.isEmpty ? .absent : .text(domains.joined(separator: ", "))
        case .choice(let choices):
            let choice = field.word(for: cased(String(decoding: text, as: UTF8.self), field.name))
            guard choices.contains(choice) else { throw refuse("one of \(choices.joined(separator: ", "))") }
            return .text(choice)
        case .flag:
            guard let flag = flag(text) else { throw refuse("true or false") }
            return .integer(flag ? 1 : 0)
        case .day, .moment:
            guard let reading = date(text, record) else { throw refuse("a date in a declared format") }
            return try past(reading, field, column)
        case .money, .rate, .count, .number:
            guard let number = number(text) else { throw refuse("a number in a declared style") }
            return try bounded(number, field, in: currency, column: column, isMinor: isMinor, refuse)
        }
    }

    private func past(_ reading: DateFormat.Reading, _ field: FactField, _ column: Int?) throws(Mistake) -> FactValue {
        let isDay = field.form == .day
        if field.isPast, isDay ? reading.day > latestDay : reading.moment > latest {
            throw Mistake(column: column, reason: "'\(field.name)' is \(reading.day), which is still to come")
        }
        return .integer(isDay ? Int64(reading.day.number) : reading.moment.seconds)
    }

    private func bounded(
        _ number: Decimal, _ field: FactField, in currency: Currency?, column: Int?, isMinor: Bool,
        _ refuse: (String) -> Mistake
    ) throws(Mistake) -> FactValue {
        if let most = mapping.atMost[field.name], number.double > most {
            throw refuse("at most \(Int64(exactly: most).map(String.init) ?? most.description)")
        }
        guard let (number, exponent) = try counted(number, field, in: currency, column, isMinor: isMinor) else {
            throw refuse("an amount that anybody pays")
        }
        switch field.form {
        case .money:
            guard let minor = number.units(places: exponent), minor.magnitude <= Self.largest else {
                throw refuse("an amount that anybody pays")
            }
            return .integer(minor)
        case .rate:
            guard let rate = number.units(places: exponent + 4), rate.magnitude / 10 <= Self.largest else {
                throw refuse("an amount that anybody pays")
            }
            return .integer(rate)
        case .count:
            guard let count = number.whole else { throw refuse("a whole number") }
            guard count >= 0 else { throw refuse("0 or more") }
            guard count.magnitude <= Self.largest else { throw refuse("a number of anything") }
            return .integer(count)
        case .text, .day, .moment, .number, .flag, .choice:
            return .real(number.double)
        }
    }

    /// The number and how many decimals it is read with, which leaves it in minor units of its currency; nothing where
    /// that does not fit.
    private func counted(
        _ number: Decimal, _ field: FactField, in currency: Currency?, _ column: Int?, isMinor: Bool
    ) throws(Mistake) -> (Decimal, exponent: Int)? {
        let isFraction = !mapping.minorUnits.isEmpty && field.name == "fractional_amount"
        guard isMinor || isFraction else { return (number, currency?.exponent ?? decimals) }
        guard !mapping.minorUnits.isEmpty else { return (number, 0) }
        guard let currency else {
            throw Mistake(column: column, reason: "'currency' is empty, and 'minor_units' goes by it ('\(field.name)')")
        }
        guard let own = mapping.minorUnits[currency] else { return (number, 0) }
        return number.timesTen(toThe: currency.exponent - own).map { ($0, 0) }
    }

    /// In minor units, and of a rate in thousands of their parts: an account's sums of hundreds such amounts can still be
    /// held. Beyond it an identifier was taken for one.
    private static let largest: UInt64 = 1_000_000_000_000_000

    private func number(_ text: ArraySlice<UInt8>) -> Decimal? {
        var digits = text
        var isNegative = false
        if style.isAccounting { (digits, isNegative) = Accounting.stripped(text) }
        for number in style.numbers {
            guard let value = number.read(digits) else { continue }
            return isNegative ? Decimal(mantissa: -value.mantissa, places: value.places) : value
        }
        return nil
    }

    private func date(_ text: ArraySlice<UInt8>, _ record: Record) -> DateFormat.Reading? {
        for format in style.dates {
            if let reading = format.read(text, in: context.zone) { return reading }
        }
        guard let datesBy = style.datesBy, let datesByColumn else { return nil }
        let selector = String(decoding: record[datesByColumn].trimmed, as: UTF8.self)
        return (datesBy.formats[selector] ?? datesBy.otherwise)?.read(text, in: context.zone)
    }

    private func flag(_ text: ArraySlice<UInt8>) -> Bool? {
        switch String(decoding: text, as: UTF8.self).lowercased() {
        case "true", "yes", "1", "t", "y": true
        case "false", "no", "0", "f", "n": false
        default: nil
        }
    }

    private func shown(_ text: ArraySlice<UInt8>) -> String {
        Printable.name(String(decoding: text.prefix(240), as: UTF8.self), atMost: 40)
    }
}
