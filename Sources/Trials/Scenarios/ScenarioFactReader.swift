import BellwetherCore
import Diagnostics
import Documents

/// Reads rows of facts as scenarios write them: by the names of their fields, money in major units.
struct ScenarioFactReader {
    /// A field of an account that a step changes.
    struct Field {
        let account: String
        let name: String
        let entry: Node.Entry
    }

    let report: (Diagnostic) -> Void
    let zone: Zone

    /// Fields without `account.`; what is not said is as for most: a customer by its key.
    func account(_ key: String, _ section: Settings) -> ScenarioAccount {
        let written = section.remaining()
        let values = written.reduce(into: ["name": FactValue.text(key)]) { values, field in
            values[field.name] = value(of: field.name, field.node, in: .account, at: field.place, currency: nil)
        }
        return ScenarioAccount(key: key, values: values.filter { $0.value != .absent })
    }

    /// The rows of accounts whose fields a step changes: whole ones, with what was said at the beginning.
    func rows(changing fields: [Field], of accounts: [ScenarioAccount]) -> [ScenarioFact] {
        Dictionary(grouping: fields, by: \.account).sorted { $0.key < $1.key }.map { account, fields in
            let changed = fields.reduce(into: [String: FactValue]()) { values, field in
                values[field.name] = value(
                    of: field.name, field.entry.value, in: .account, at: field.entry.key.place, currency: nil)
            }
            return ScenarioFact(kind: .account, key: account, account: account, values: changed)
        }
    }

    /// `{ invoice: [{ id: INV-1, account: acme, due_date: 2026-03-15, total: 4300 }] }`
    func rows(_ node: Node, of accounts: [String]) -> [ScenarioFact] {
        guard case .mapping(let entries) = node.content else {
            if !node.isBroken { report(.mustBeMapping("facts", at: node.place)) }
            return []
        }
        return entries.flatMap { entry -> [ScenarioFact] in
            guard let kind = FactKind.named(entry.name) else {
                report(.noSuchKind(entry.name, at: entry.key.place))
                return []
            }
            guard case .sequence(let rows) = entry.value.content else {
                if !entry.value.isBroken { report(.mustBeRows(kind, at: entry.value.place)) }
                return []
            }
            return rows.enumerated().compactMap { row($1, number: $0, of: kind, accounts) }
        }
    }

    private func row(_ node: Node, number: Int, of kind: FactKind, _ accounts: [String]) -> ScenarioFact? {
        guard case .mapping(let entries) = node.content else {
            if !node.isBroken { report(.mustBeRows(kind, at: node.place)) }
            return nil
        }
        let named = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
        let account = kind.belongsToAccount ? self.account(of: named["account"], accounts, at: node.place) : ""
        var values: [String: FactValue] = [:]
        let currency = named["currency"]?.value.written
        for entry in entries where !["id", "account"].contains(entry.name) {
            values[entry.name] = value(
                of: entry.name, entry.value, in: kind, at: entry.key.place, currency: currency)
        }
        for field in kind.fields where field.isRequired && named[field.name] == nil {
            if let term = kind.term, field.name == term.end, term.follows(from: { named[$0] != nil }) { continue }
            report(.fieldMissing(field.name, of: kind, at: node.place))
        }
        guard let account else { return nil }
        let day = named["day"]?.value.written ?? "\(number)"
        let key =
            named["id"]?.value.written ?? "\(kind.name)-\(account)-\(day)-\(named["feature"]?.value.written ?? "")"
        return ScenarioFact(kind: kind, key: key, account: account, values: values)
    }

    private func account(of entry: Node.Entry?, _ accounts: [String], at place: Place) -> String? {
        guard let entry else {
            if accounts.count == 1 { return accounts.first }
            report(.factOfWhom(among: accounts, at: place))
            return nil
        }
        guard let name = entry.value.written, accounts.contains(name) else {
            report(.noSuchAccount(entry.value.written ?? "", among: accounts, at: entry.value.place))
            return nil
        }
        return name
    }

    private func value(
        of name: String, _ node: Node, in kind: FactKind, at place: Place, currency: String?
    ) -> FactValue? {
        guard let index = kind.index(of: name) else {
            report(.noSuchField(name, of: kind, at: place))
            return nil
        }
        let field = kind.fields[index]
        if node.content == .null { return .absent }
        if let value = converted(node, field.form, currency) { return value }
        if !node.isBroken { report(.wrongFact(field, node.written, at: node.place)) }
        return nil
    }

    private func converted(_ node: Node, _ form: FactField.Form, _ currency: String?) -> FactValue? {
        switch form {
        case .text: node.written.map(FactValue.text)
        case .choice(let choices): node.written.flatMap { choices.contains($0) ? .text($0) : nil }
        case .day: node.written.flatMap { Day($0) }.map { .integer(Int64($0.number)) }
        case .moment: node.written.flatMap(moment).map { .integer($0.seconds) }
        case .money: node.number.flatMap { .integer(exactly: $0 * scale(of: currency)) }
        case .rate: node.number.flatMap { .integer(exactly: $0 * scale(of: currency) * 10_000) }
        case .count: node.number.flatMap { .integer(exactly: $0) }
        case .number: node.number.map(FactValue.real)
        case .flag: if case .bool(let flag) = node.content { .integer(flag ? 1 : 0) } else { nil }
        }
    }

    private func scale(of currency: String?) -> Double { Double(currency.flatMap { Currency($0) }?.scale ?? 100) }

    /// A day is its beginning; `2026-03-02 09:30` is the time on the wall.
    private func moment(_ text: String) -> Moment? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let day = parts.first.flatMap({ Day($0) }) else { return Moment(text) }
        guard parts.count == 2 else { return zone.start(of: day) }
        return TimeOfDay.parse(parts[1]).map { zone.moment(of: day, second: $0.minutesFromMidnight * 60) }
    }
}

extension FactValue {
    /// Rounded to the whole number that it is but for the last binary digit.
    fileprivate static func integer(exactly number: Double) -> FactValue? {
        let whole = number.rounded()
        return abs(number - whole) < 1e-4 ? Int64(exactly: whole).map(FactValue.integer) : nil
    }
}

extension Node {
    fileprivate var number: Double? {
        switch content {
        case .integer(let value): Double(value)
        case .real(let value) where value.isFinite: value
        case .null, .bool, .real, .text, .sequence, .mapping: nil
        }
    }
}
