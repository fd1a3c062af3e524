import BellwetherCore
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
    package let source: any Source
}

/// A way of polling: its name, help, settings, example and code are one file, and its name stands in `all`.
package struct SourceKind: Sendable {
    package let name: String
    package let help: String
    package let example: String
    /// Reads its own settings; relative paths start from the folder given.
    package let read: @Sendable (Settings, [FactMapping], _ folder: String) -> (any Source)?

    package static let all: [SourceKind] = [.csv]
}

extension SourceDefinition {
    /// Reads the `sources:` list. What is wrong is reported; a source with a mistake is left out.
    ///
    /// - Parameter folder: where the configuration lies; relative paths start from it.
    package static func read(_ list: [Settings], from folder: String) -> [SourceDefinition] {
        var seen: Set<String> = []
        return list.compactMap { settings in
            let definition = read(one: settings, from: folder)
            guard let definition else { return nil }
            guard seen.insert(definition.name).inserted else {
                settings.report(.sourceNamedTwice(definition.name, at: settings.placeOfValue("name") ?? settings.place))
                return nil
            }
            return definition
        }
    }

    private static func read(one settings: Settings, from folder: String) -> SourceDefinition? {
        let name = settings.required("name", .name)
        let every = settings.optional("every", .interval, default: .seconds(3600))
        let timeout = settings.optional("timeout", .interval, default: .seconds(300))
        let freshFor = settings.optional("fresh_for", .interval)
        let newestWithin = settings.optional("newest_within", .interval)
        let loadGuard = settings.section("guard").map(LoadGuard.init) ?? LoadGuard()
        let mappings = FactMapping.read(settings)
        guard let (kind, source) = source(settings, mappings, folder), let name, let mappings else { return nil }
        return SourceDefinition(
            name: name, kind: kind, every: every, timeout: timeout, freshFor: freshFor, newestWithin: newestWithin,
            loadGuard: loadGuard, facts: mappings.map(\.kind.name).uniqued(), source: source)
    }

    private static func source(
        _ settings: Settings, _ mappings: [FactMapping]?, _ folder: String
    ) -> (String, any Source)? {
        let written = SourceKind.all.filter { settings.has($0.name) }
        guard let kind = written.first, written.count == 1 else {
            settings.report(.oneKindOfSource(among: SourceKind.all.map(\.name), at: settings.place))
            return nil
        }
        guard let own = settings.section(kind.name) else { return nil }
        return kind.read(own, mappings ?? [], folder).map { (kind.name, $0) }
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
