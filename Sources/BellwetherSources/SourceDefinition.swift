import BellwetherCore
import Diagnostics
package import Documents

/// A source as somebody configured it: what to read, how often, and when to worry.
package struct SourceDefinition: Sendable {
    package let name: String
    /// The kind's name: `csv`.
    package let kind: String
    package let every: Duration
    package let timeout: Duration
    /// How long since the last good load before its facts count as stale; absent means never.
    package let freshFor: Duration?
    /// How old the newest dated row may be before its facts count as stale; absent means never.
    package let newestWithin: Duration?
    package let loadGuard: LoadGuard
    /// The names of the kinds of fact it delivers.
    package let facts: [String]
    /// The file that says what the source calls our accounts.
    package fileprivate(set) var accountMap: String?
    /// The source whose names for accounts its facts have, itself or another; `nil` where they have accounts' own ids.
    package let joins: String?
    /// Whether other sources have those names too.
    package internal(set) var sharesNames = false
    /// Of the kinds it delivers, the names of those that no other source does.
    package internal(set) var bringsAlone: Set<String> = []
    package let source: any Source
    package let reading: WayOfReading
}

/// A way of polling: its name, help, settings, example and code are one file, and its name stands in `all`.
package struct SourceKind: Sendable {
    package let name: String
    package let help: String
    package let example: String
    /// Whether a fact without `columns` takes the columns that are called as its fields are.
    let namesFields: Bool
    /// Reads its own settings, and what belongs to it in each fact's.
    let read: @Sendable (SourceWriting) -> (any Source)?

    init(
        name: String, help: String, example: String, namesFields: Bool = false,
        read: @escaping @Sendable (SourceWriting) -> (any Source)?
    ) {
        self.name = name
        self.help = help
        self.example = example
        self.namesFields = namesFields
        self.read = read
    }

    package static let all: [SourceKind] = [.csv, .json, .ndjson, .postgres, .sqlite, .http]
}

/// What somebody wrote for one source.
struct SourceWriting {
    let name: String
    /// What stands under the kind's name.
    let settings: Settings
    let facts: [WrittenFacts]
    /// Relative paths start from it.
    let folder: String

    var mappings: [FactMapping] { facts.map(\.mapping) }
}

/// A mapping, and the settings it was read from: its kind of source may have more in there.
struct WrittenFacts {
    /// The kind's name, with a suffix where it has several: `invoice-eu`.
    let name: String
    let mapping: FactMapping
    let settings: Settings
    /// What it names as columns, and where that is written.
    let columns: [(name: String, place: Place)]

    /// Accounts as names for those of others; the rest as it is.
    var joining: WrittenFacts {
        guard mapping.kind == .account else { return self }
        return WrittenFacts(name: name, mapping: mapping.with(.alias), settings: settings, columns: columns)
    }
}

extension SourceDefinition {
    /// Reads the `sources:` list. What is wrong is reported; a source with a mistake is left out.
    ///
    /// - Parameter folder: where the configuration lies; relative paths start from it.
    package static func read(_ list: [Settings], from folder: String) -> [SourceDefinition] {
        var seen: Set<String> = []
        var sources = list.compactMap { settings -> (definition: SourceDefinition, settings: Settings)? in
            let definition = read(one: settings, from: folder)
            guard let definition else { return nil }
            guard seen.insert(definition.name).inserted else {
                settings.report(.sourceNamedTwice(definition.name, at: settings.placeOfValue("name") ?? settings.place))
                return nil
            }
            return (definition, settings)
        }
        let joining = sources.map(\.definition).filter { $0.facts.contains(FactKind.alias.name) }.map(\.name)
        for (definition, settings) in sources {
            guard let name = definition.joins, !joining.contains(name) else { continue }
            settings.report(
                .joinsNobody(name, joining: joining, at: settings.placeOfValue("joins") ?? settings.place))
        }
        for index in sources.indices where sources[index].definition.accountMap == nil {
            // What a source calls accounts, those that call them as it does call so, too.
            let named = sources.first { $0.definition.name == sources[index].definition.joins }
            sources[index].definition.accountMap = named?.definition.accountMap
        }
        let bringers = Dictionary(grouping: sources.flatMap { Set($0.definition.facts) }) { $0 }
        let users = Dictionary(grouping: sources.compactMap(\.definition.joins)) { $0 }
        for index in sources.indices {
            sources[index].definition.sharesNames =
                sources[index].definition.joins.map { users[$0]?.count ?? 0 > 1 } ?? false
            sources[index].definition.bringsAlone =
                Set(sources[index].definition.facts.filter { bringers[$0]?.count == 1 })
        }
        return sources.map(\.definition)
    }

    private static func read(one entry: Settings, from folder: String) -> SourceDefinition? {
        guard let settings = entry.withPreset() else { return nil }
        let name = settings.required("name", .name)
        let every = settings.optional("every", .interval, default: .seconds(3600))
        let timeout = settings.optional("timeout", .interval, default: .seconds(300))
        let freshFor = settings.optional("fresh_for", .interval)
        let newestWithin = settings.optional("newest_within", .interval)
        let loadGuard = settings.section("guard").map(LoadGuard.init) ?? LoadGuard()
        let written = settings.optional("joins", .name).flatMap { $0 == "false" ? nil : $0 }
        let map = settings.optional("account_map", .nonEmptyText).map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
        guard let kind = kind(of: settings) else {
            // How these are written hangs on the kind: one mistake, told once.
            _ = settings.node("facts")
            return nil
        }
        var (facts, areSound) = FactMapping.read(settings, namesFields: kind.namesFields)
        let joins = written == "true" ? name : written
        if written == "true" {
            facts = facts.map(\.joining)
            areSound = areSound && namesAccounts(facts, settings)
        }
        guard let own = settings.section(kind.name) else { return nil }
        let writing = SourceWriting(name: name ?? "", settings: own, facts: facts, folder: folder)
        guard let source = kind.read(writing), let name, areSound else { return nil }
        return SourceDefinition(
            name: name, kind: kind.name, every: every, timeout: timeout, freshFor: freshFor,
            newestWithin: newestWithin, loadGuard: loadGuard, facts: facts.map(\.mapping.kind.name).uniqued(),
            accountMap: map, joins: joins ?? (facts.contains { $0.mapping.kind == .alias } ? name : nil),
            source: source,
            reading: WayOfReading(settings, kind: kind.name))
    }

    /// Whether there are names for the accounts of others; where there are none, that is told.
    private static func namesAccounts(_ facts: [WrittenFacts], _ settings: Settings) -> Bool {
        if facts.contains(where: { $0.mapping.kind == .alias }) { return true }
        settings.report(.joinsWithoutAccounts(at: settings.placeOfValue("joins") ?? settings.place))
        return false
    }

    private static func kind(of settings: Settings) -> SourceKind? {
        let written = SourceKind.all.filter { settings.has($0.name) }
        if let kind = written.first, written.count == 1 { return kind }
        settings.report(.oneKindOfSource(among: SourceKind.all.map(\.name), at: settings.place))
        return nil
    }
}

extension LoadGuard {
    init(_ settings: Settings) {
        self.init(
            mostBad: settings.optional("most_bad", .number(in: 0...1), default: 0.05),
            mostFall: settings.optional("most_fall", .number(in: 0...1), default: 0.3),
            mayBeEmpty: settings.optional("may_be_empty", .flag, default: false))
    }
}

extension Setting where Value == Duration {
    /// A length of time on the clock, such as `15m`; business days make no sense here.
    package static var interval: Setting {
        Setting<WrittenDuration>.duration.converted(to: "a length of time such as 15m or 6h") { written in
            written.businessDays == 0 && written.seconds > 0 ? .seconds(written.seconds) : nil
        }
    }
}

extension Array where Element: Hashable {
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
