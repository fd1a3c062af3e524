package import BellwetherCore
import Diagnostics
package import Documents

extension Scenario {
    /// The scenarios of all files, in order; what is wrong is reported to each file's settings.
    ///
    /// - Parameter routing: the installation's, where there is one; a file may bring its own.
    package static func read(
        from files: [Settings], about rules: [Rule], routing: Routing? = nil, zone: @escaping (String) -> Zone?
    ) -> [Scenario] {
        let written = Set(RuleBook.writtenNames(in: files))
        return files.flatMap { file -> [Scenario] in
            let setting = file.section("installation").map { ScenarioSettingReader(settings: $0, zone: zone).setting() }
            let receivers = setting?.receivers.map { $0.map(\.name) } ?? routing.map { $0.receivers.keys.sorted() }
            return file.sections("scenarios").compactMap { section in
                var reader = ScenarioReader(
                    settings: section, rules: rules, written: written, setting: setting, receivers: receivers)
                return reader.scenario()
            }
        }
    }
}

/// Reads one scenario; one with a mistake gives nothing, but all of its mistakes are told.
private struct ScenarioReader {
    let settings: Settings
    let rules: [Rule]
    /// All rules that are written anywhere, sound or not: a broken one is blamed where it stands, and not for being unknown.
    let written: Set<String>
    let setting: ScenarioSetting?
    /// Their names, where they are known.
    let receivers: [String]?
    private var accounts: [ScenarioAccount] = []

    init(
        settings: Settings, rules: [Rule], written: Set<String>, setting: ScenarioSetting?, receivers: [String]?
    ) {
        self.settings = settings
        self.rules = rules
        self.written = written
        self.setting = setting
        self.receivers = receivers
    }

    mutating func scenario() -> Scenario? {
        let name = settings.required("name", .nonEmptyText)
        let isExact = settings.optional("exact", .flag, default: true)
        let facts = ScenarioFactReader(report: settings.report, zone: setting?.zone ?? .utc)
        accounts = settings.named("accounts").map { name, section in facts.account(name, section) }
        if accounts.isEmpty { settings.report(.scenarioWithoutAccounts(at: settings.place)) }
        let sections = settings.sections("days")
        let steps = sections.compactMap { step($0, facts) }
        if sections.isEmpty { settings.report(.scenarioWithoutDays(at: settings.place)) }
        for (before, after) in zip(steps, steps.dropFirst())
        where (after.day, after.second) <= (before.day, before.second) {
            settings.report(.stepOutOfOrder(at: after.place))
        }
        let until = settings.optional("until", .day)
        guard let name, let last = steps.last?.day, steps.count == sections.count else { return nil }
        return Scenario(
            name: name, isExact: isExact, accounts: accounts, steps: steps, until: max(last, until ?? last),
            setting: setting, place: settings.place)
    }

    private func step(_ section: Settings, _ facts: ScenarioFactReader) -> Scenario.Step? {
        let day = section.required("on", .day)
        let time = section.optional("at", .timeOfDay)
        let given = section.node("given").map { self.given($0) }
        let rows = section.node("facts").map { facts.rows($0, of: accounts.map(\.key)) } ?? []
        let stale = section.optional("stale", .list(of: .factKind)).map(Set.init)
        let states = section.node("expect").map(states) ?? []
        let told = section.sections("told").map(message)
        guard let day else { return nil }
        return Scenario.Step(
            day: day, second: (time?.minutesFromMidnight ?? 0) * 60, given: given?.values ?? [],
            facts: rows + facts.rows(changing: given?.fields ?? [], of: accounts), stale: stale, states: states,
            told: told, place: section.place)
    }

    // MARK: Given values

    /// Metrics and scores, and fields of accounts, which are facts like others.
    private func given(_ node: Node) -> (values: [Scenario.Given], fields: [ScenarioFactReader.Field]) {
        var values: [Scenario.Given] = []
        var fields: [ScenarioFactReader.Field] = []
        for entry in node.mapping(reportingTo: settings, as: "given") {
            guard let account = account(entry.key) else { continue }
            for named in entry.value.mapping(reportingTo: settings, as: "what is given of '\(account)'") {
                if named.name.hasPrefix("account.") {
                    fields.append(.init(account: account, name: String(named.name.dropFirst(8)), entry: named))
                } else if let value = value(of: named) {
                    values.append(Scenario.Given(account: account, name: named.name, value: value))
                }
            }
        }
        return (values, fields)
    }

    private static let names = Metric.all.map(\.name) + [GivenValues.score]

    private func value(of entry: Node.Entry) -> Measured? {
        guard Self.names.contains(entry.name) else {
            settings.report(.cannotBeGiven(entry.name, among: Self.names, at: entry.key.place))
            return nil
        }
        switch entry.value.content {
        case .null: return .absent(.noData)
        case .integer(let number): return .known(Double(number))
        case .real(let number) where number.isFinite: return .known(number)
        default:
            settings.report(.givenNumber(entry.name, entry.value.written, at: entry.value.place))
            return nil
        }
    }

    private func account(_ node: Node) -> String? {
        let keys = accounts.map(\.key)
        guard let name = node.written, keys.contains(name) else {
            settings.report(.noSuchAccount(node.written ?? "", among: keys, at: node.place))
            return nil
        }
        return name
    }

    // MARK: Expectations

    /// `{ late-invoice: firing }`, or by account: `{ late-invoice: { acme: firing, bolt: quiet } }`; of rules about
    /// groups by group: `{ many-at-risk: { kim: firing } }`.
    private func states(_ node: Node) -> [Scenario.ExpectedState] {
        node.mapping(reportingTo: settings, as: "expect").flatMap { entry -> [Scenario.ExpectedState] in
            guard let rule = rule(entry.name, at: entry.key.place) else { return [] }
            if case .mapping(let accounts) = entry.value.content {
                return accounts.compactMap { named in
                    subject(named.key, of: rule).flatMap { state(named.value, of: rule.id, $0) }
                }
            }
            guard let only = onlySubject(of: rule) else {
                settings.report(
                    .stateOfWhom(rule, among: accounts.map(\.key), at: entry.value.place))
                return []
            }
            return [state(entry.value, of: rule.id, only)].compactMap(\.self)
        }
    }

    /// Whom a rule speaks of where there is no other.
    private func onlySubject(of rule: Rule) -> String? {
        guard let scope = rule.target.groupScope else { return accounts.count == 1 ? accounts[0].key : nil }
        return scope == .portfolio ? Subject.group(scope, nil).account : nil
    }

    /// An account of the scenario; of a rule about groups one of these, by its key alone or as alerts call it.
    private func subject(_ node: Node, of rule: Rule) -> String? {
        guard let scope = rule.target.groupScope, let name = node.written else { return account(node) }
        return scope.subject(called: name)
    }

    private func state(_ node: Node, of rule: String, _ account: String) -> Scenario.ExpectedState? {
        guard let state = node.written.flatMap(Scenario.State.init) else {
            if !node.isBroken { settings.report(.unknownState(node.written ?? "", at: node.place)) }
            return nil
        }
        return Scenario.ExpectedState(rule: rule, account: account, state: state, place: node.place)
    }

    private func message(_ section: Settings) -> Scenario.ExpectedMessage {
        let receiver = section.optional("by", .name)
        if let receiver, let receivers, !receivers.contains(receiver) {
            section.report(
                .noSuchReceiver(receiver, among: receivers, at: section.placeOfValue("by") ?? section.place))
        }
        return Scenario.ExpectedMessage(
            receiver: receiver, recipient: section.optional("to", .nonEmptyText), opens: mentions("opens", section),
            worsens: mentions("worsens", section), closes: mentions("closes", section),
            reminds: mentions("reminds", section), reason: section.optional("reason", .choice),
            says: section.optional("says", .nonEmptyText),
            contains: section.optional("contains", .textList, default: []),
            lacks: section.optional("lacks", .textList, default: []), place: section.place)
    }

    private func mentions(_ key: String, _ section: Settings) -> [Scenario.Mention] {
        guard let node = section.node(key) else { return [] }
        let items: [Node] = if case .sequence(let items) = node.content { items } else { [node] }
        return items.compactMap { item in
            let parts = (item.written ?? "").split(separator: "/", maxSplits: 1).map(String.init)
            guard let name = parts.first, let rule = rule(name, at: item.place) else {
                if parts.isEmpty, !item.isBroken { settings.report(.noSuchRule("", among: written, at: item.place)) }
                return nil
            }
            guard let account = parts.dropFirst().first else { return Scenario.Mention(rule: rule.id, account: nil) }
            if let scope = rule.target.groupScope {
                return Scenario.Mention(rule: rule.id, account: scope.subject(called: account))
            }
            let keys = accounts.map(\.key)
            if !keys.contains(account) { settings.report(.noSuchAccount(account, among: keys, at: item.place)) }
            return Scenario.Mention(rule: rule.id, account: account)
        }
    }

    private func rule(_ name: String, at place: Place) -> Rule? {
        if let rule = rules.first(where: { $0.id == name }) { return rule }
        if !written.contains(name) { settings.report(.noSuchRule(name, among: written, at: place)) }
        return nil
    }
}

extension GroupScope {
    /// `kim` and `owner:kim` are the same group; there is one portfolio.
    fileprivate func subject(called name: String) -> String {
        let key = name.hasPrefix("\(rawValue):") ? String(name.dropFirst(rawValue.utf8.count + 1)) : name
        return Subject.group(self, self == .portfolio ? nil : key).account
    }
}

extension Node {
    /// The entries of a mapping; of anything else none, which is reported.
    func mapping(reportingTo settings: Settings, as name: String) -> [Entry] {
        if case .mapping(let entries) = content { return entries }
        if !isBroken { settings.report(.mustBeMapping(name, at: place)) }
        return []
    }
}

extension Setting where Value == Day {
    static var day: Setting {
        Setting<String>.anyText.converted(to: "a day such as 2026-03-02") { Day($0) }
    }
}

extension Setting where Value == String {
    static var factKind: Setting {
        choice(FactKind.all.map(\.name))
    }
}
