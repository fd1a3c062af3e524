import BellwetherCore
import Diagnostics
import Documents

extension FactMapping {
    /// Reads `facts:`. One that has a mistake, which was reported, is there nevertheless: its kind of source reads its own
    /// keys in it, which are none the worse.
    ///
    /// - Parameter namesFields: whether columns that are not named are those called as the fields are.
    static func read(_ source: Settings, namesFields: Bool = false) -> (facts: [WrittenFacts], areSound: Bool) {
        guard source.has("facts") else {
            source.report(.noFacts(at: source.place))
            return ([], false)
        }
        let named = source.named("facts")
        var areSound = !named.isEmpty
        let facts = named.compactMap { name, settings in
            // Several mappings of one kind are told apart by a suffix: `invoice` and `invoice-eu`.
            let kindName = String(name.prefix { $0 != "-" })
            guard let kind = FactKind.named(kindName) else {
                source.report(.unknownFact(kindName, at: settings.place))
                _ = settings.remaining()
                areSound = false
                return WrittenFacts?.none
            }
            let (facts, isSound) = read(kind, called: name, settings, namesFields: namesFields)
            areSound = areSound && isSound
            return facts
        }
        return (facts, areSound)
    }

    private static func read(
        _ kind: FactKind, called name: String, _ settings: Settings, namesFields: Bool
    ) -> (facts: WrittenFacts, isSound: Bool) {
        let isByName = namesFields && !settings.has("columns")
        let columns = settings.optional("columns", .map(of: .anyText), default: [])
        let constants = settings.optional("constants", .map(of: .anyText), default: [])
        let values = settings.optional("values", .map(of: .map(of: .anyText)), default: [])
        let letterCase = settings.optional("case", .map(of: Setting<LetterCase>.choice), default: [])
        let doubleEncoded = settings.optional("double_encoded", .textList, default: [])
        let only = settings.optional("only", .map(of: .scalars), default: [])
        let atMost = settings.optional("at_most", .map(of: Setting<Double>.number), default: [])
        let once = settings.optional("once", .textList, default: [])
        let needed = settings.optional("skip_without", .textList, default: [])
        let asOf = settings.optional("as_of", .name)
        let minorUnits = settings.optional("minor_units", .map(of: .integer(in: 0...4)), default: [])
        let unpivot = settings.section("unpivot").flatMap { Unpivot($0) }
        let mapping = FactMapping(
            kind: kind, place: settings.place, isByName: isByName, columns: columns.texts, constants: constants.texts,
            values: Dictionary(values.map { ($0.name, $0.value.texts) }) { first, _ in first },
            letterCase: Dictionary(letterCase.map { ($0.name, $0.value) }) { first, _ in first },
            doubleEncoded: Set(doubleEncoded),
            only: Dictionary(only.map { ($0.name, Set($0.value)) }) { first, _ in first },
            key: settings.optional("key", .textList, default: []), needed: needed, unpivot: unpivot,
            atMost: Dictionary(atMost.map { ($0.name, $0.value) }) { first, _ in first }, once: Set(once), asOf: asOf,
            minorUnits: Dictionary(minorUnits.compactMap { unit in Currency(unit.name).map { ($0, unit.value) } }) {
                first, _ in first
            })
        let written = (columns + constants).map { ($0.name, $0.place) }
        let fields = written + values.map { ($0.name, $0.place) } + letterCase.map { ($0.name, $0.place) }
        let needs = needed.map { ($0, settings.placeOfValue("skip_without") ?? settings.place) }
        let listed =
            needs + once.map { ($0, settings.placeOfValue("once") ?? settings.place) }
            + doubleEncoded.map { ($0, settings.placeOfValue("double_encoded") ?? settings.place) }
        var isSound = mapping.check(fields + listed + atMost.map { ($0.name, $0.place) }, settings)
        isSound = mapping.checkMinorUnits(minorUnits.map { ($0.name, $0.place) }, settings) && isSound
        let named = columns.map { ($0.value, $0.place) } + only.map { ($0.name, $0.place) }
        return (WrittenFacts(name: name, mapping: mapping, settings: settings, columns: named), isSound)
    }

    /// The names a mapping may use for its kind's fields.
    var allowedNames: [String] {
        let money = kind.fields.filter { $0.form == .money }.map { $0.name + "_minor" }
        let own = kind.belongsToAccount && kind != .account ? ["account_id"] : []
        return ["id", "recorded_at"] + own + kind.fields.map(\.name) + money
    }

    private func check(_ written: [(name: String, place: Place)], _ settings: Settings) -> Bool {
        var isSound = true
        // A field whose name has a slip is not missing besides.
        var meant: Set<String> = []
        for (name, place) in written where !allowedNames.contains(name) {
            settings.report(.unknownField(name, of: kind, allowed: allowedNames, at: place))
            if let field = Suggestion.nearest(to: name, among: allowedNames) { meant.insert(field) }
            isSound = false
        }
        if let asOf, !kind.fields.contains(where: { $0.name == asOf && [.day, .moment].contains($0.form) }) {
            settings.report(.noDay(asOf, of: kind, at: settings.placeOfValue("as_of") ?? place))
            isSound = false
        }
        if isByName { return isSound }
        let given = Set(columns.keys).union(constants.keys).union(unpivot.map { [$0.into, $0.value] } ?? [])
            .union(asOf.map { [$0] } ?? []).union(meant)
        for field in kind.fields where field.isRequired && !given.contains(field.name) {
            guard !given.contains(field.name + "_minor") else { continue }
            if let term = kind.term, field.name == term.end, term.follows(from: given.contains) { continue }
            settings.report(.unmappedField(field, of: kind, at: place))
            isSound = false
        }
        if kind.needsAccount, !given.contains("account_id") {
            settings.report(.unmappedAccount(of: kind, at: place))
            isSound = false
        }
        if !given.contains("id"), key.isEmpty, kind.naturalKey.isEmpty {
            settings.report(.unmappedKey(of: kind, at: place))
            isSound = false
        }
        if kind == .invoice, !given.contains("status") { settings.report(.invoiceWithoutStatus(at: place)) }
        return isSound
    }

    private func checkMinorUnits(_ written: [(name: String, place: Place)], _ settings: Settings) -> Bool {
        let unknown = written.filter { Currency($0.name) == nil }
        for (name, place) in unknown { settings.report(.minorUnitsOfNoCurrency(name, at: place)) }
        // What stands under the headers of a source shows only when it is read.
        guard let place = settings.placeOfKey("minor_units"), !isByName else { return unknown.isEmpty }
        let given = Set(columns.keys).union(constants.keys)
        let money = kind.fields.filter { $0.form == .money }.map { $0.name + "_minor" }
        if given.isDisjoint(with: money + ["fractional_amount"]) {
            settings.report(.minorUnitsOfNothing(such: money, of: kind, at: place))
            return false
        }
        guard given.contains("currency") else {
            settings.report(.minorUnitsWithoutCurrency(at: place))
            return false
        }
        return unknown.isEmpty
    }
}

extension FactKind {
    /// Whether a row without an account says nothing; a cost may be shared, an exchange rate is everybody's.
    var needsAccount: Bool { belongsToAccount && self != .account && self != .cost }
}

extension FactMapping.Unpivot {
    init?(_ settings: Settings) {
        let oneStar = Setting<String>.nonEmptyText.checked("a column name with one '*', such as ev_*") { text in
            text.utf8.count { $0 == UInt8(ascii: "*") } == 1
        }
        guard let columns = settings.required("columns", oneStar), let into = settings.required("into", .name),
            let value = settings.required("value", .name)
        else { return nil }
        self.init(columns: columns, into: into, value: value)
    }
}

extension Array where Element == Named<String> {
    var texts: [String: String] { Dictionary(map { ($0.name, $0.value) }) { first, _ in first } }
}

extension Setting where Value == [String] {
    /// One plain value or a list of them.
    static var scalars: Setting {
        Setting("a value or a list of values") { node, reading in
            if case .sequence = node.content { return Setting.list(of: .anyText).read(node, reading) }
            return Setting<String>.anyText.read(node, reading).map { [$0] }
        }
    }
}
