import CEL
import Diagnostics
import Documents

/// The conditions of one rule: those under `levels:`, or the rule's own where it has none.
///
/// What a level does not say it has from the rule: `when`, `clear_when`, `for`, and every threshold it has no other
/// number for.
struct LevelReader {
    private let settings: Settings
    private let shared: [Threshold]
    private let levels: [Written]
    let areGiven: Bool

    private struct Written {
        let severity: AlertSeverity
        let place: Place
        let settings: Settings
        let thresholds: [Threshold]
    }

    /// What decides at one level.
    struct Conditions {
        let severity: AlertSeverity?
        let when: Condition
        let clearWhen: Condition?
        let thresholds: [Threshold]
        let hold: WrittenDuration
        let place: Place
        /// False where a clear condition that is written cannot be read.
        let isWhole: Bool

        var level: Rule.Level? {
            severity.map {
                Rule.Level(
                    severity: $0, when: when, clearWhen: clearWhen, thresholds: thresholds, hold: hold, place: place)
            }
        }
    }

    init(settings: Settings, vocabulary: RuleVocabulary, target: Rule.Target, shared: [Threshold]) {
        self.settings = settings
        self.shared = shared
        areGiven = settings.has("levels")
        let plain = vocabulary.names(in: target.scope)
        let known = AlertSeverity.allCases.map(\.rawValue)
        let named = settings.named("levels")
        let places = settings.node("levels")?.keyPlaces ?? [:]
        if areGiven, named.isEmpty, case .mapping([]) = settings.node("levels")?.content {
            settings.report(.noLevels(at: settings.placeOfValue("levels") ?? settings.place))
        }
        levels = named.compactMap { name, level in
            let place = places[name] ?? level.place
            guard let severity = AlertSeverity(rawValue: name) else {
                settings.report(.unknownLevel(name, among: known, at: place))
                _ = level.remaining()
                return nil
            }
            let thresholds = ThresholdReader(settings: level, names: plain).thresholds()
            return Written(severity: severity, place: place, settings: level, thresholds: thresholds)
        }.sorted { $0.severity < $1.severity }
    }

    /// All that any level has, so that one condition can serve several.
    var thresholdNames: [String] {
        Set((shared + levels.flatMap(\.thresholds)).map(\.name)).sorted()
    }

    /// The mildest level first; nothing where one of them has a mistake, which is then reported.
    func conditions(under names: Vocabulary) -> [Conditions]? {
        let whenIsGiven = settings.has("when")
        let own = settings.condition("when", against: names)
        let clearWhen = settings.condition("clear_when", against: names)
        // Counted evaluations are read where the rule is.
        let hold = settings.isMapping("for") ? .zero : settings.optional("for", .duration, default: .zero)
        guard areGiven else {
            if !whenIsGiven { _ = settings.required("when", .condition) }
            return own.map {
                [
                    Conditions(
                        severity: nil, when: $0, clearWhen: clearWhen, thresholds: shared, hold: hold,
                        place: settings.place, isWhole: settings.has("clear_when") == (clearWhen != nil))
                ]
            }
        }
        if whenIsGiven, !levels.isEmpty, levels.allSatisfy({ $0.settings.has("when") }) {
            settings.report(.unusedCondition(at: settings.placeOfKey("when") ?? settings.place))
        }
        let read = levels.map { level in
            conditions(of: level, names, when: own, isGiven: whenIsGiven, clearWhen: clearWhen, hold: hold)
        }
        let sound = read.compactMap(\.self)
        return sound.count == read.count && !sound.isEmpty ? sound : nil
    }

    private func conditions(
        of level: Written, _ names: Vocabulary, when own: Condition?, isGiven: Bool, clearWhen: Condition?,
        hold: WrittenDuration
    ) -> Conditions? {
        let isOwn = level.settings.has("when")
        let when = level.settings.condition("when", against: names) ?? (isOwn ? nil : own)
        if !isOwn, !isGiven { settings.report(.levelWithoutCondition(level.severity, at: level.place)) }
        let clear =
            level.settings.has("clear_when") ? level.settings.condition("clear_when", against: names) : clearWhen
        let thresholds = merged(level.thresholds)
        let ownHold = level.settings.optional("for", .duration)
        guard let when else { return nil }
        let missing = lacking(thresholds, in: [when, clear].compactMap(\.self))
        for name in missing { settings.report(.levelLacksThreshold(level.severity, name, at: level.place)) }
        guard missing.isEmpty else { return nil }
        return Conditions(
            severity: level.severity, when: when, clearWhen: clear, thresholds: thresholds, hold: ownHold ?? hold,
            place: level.place,
            isWhole: (level.settings.has("clear_when") || settings.has("clear_when")) == (clear != nil))
    }

    private func merged(_ own: [Threshold]) -> [Threshold] {
        let names = Set(own.map(\.name))
        return shared.filter { !names.contains($0.name) } + own
    }

    /// What the conditions read and only other levels have.
    private func lacking(_ thresholds: [Threshold], in conditions: [Condition]) -> [String] {
        let read = Set(conditions.flatMap(\.references).flatMap(\.fields)).filter { $0.hasPrefix(Threshold.prefix) }
        return read.subtracting(thresholds.map(\.path)).map { String($0.dropFirst(Threshold.prefix.count)) }.sorted()
    }
}

extension Settings {
    fileprivate func isMapping(_ key: String) -> Bool {
        if case .mapping = node(key)?.content { true } else { false }
    }
}

extension Node {
    /// Where each key of a mapping stands.
    var keyPlaces: [String: Place] { places(of: \.key) }
    /// Where the value of each key stands.
    var valuePlaces: [String: Place] { places(of: \.value) }

    private func places(of part: (Entry) -> Node) -> [String: Place] {
        guard case .mapping(let entries) = content else { return [:] }
        return Dictionary(entries.map { ($0.name, part($0).place) }) { first, _ in first }
    }
}
