import Diagnostics
import Documents

/// Reads `health_overrides:` of one file.
struct HealthOverrideReader {
    let models: [HealthModel]
    let report: DiagnosticReport

    func overrides(in file: Settings) -> [HealthOverride] {
        file.sections("health_overrides").compactMap(override)
    }

    private func override(_ settings: Settings) -> HealthOverride? {
        let account = settings.required("account", .anyText)
        let names = models.compactMap(\.scoreName)
        let name = names.isEmpty ? nil : settings.optional("of", .choice(names))
        let target = target(settings, of: name)
        let reason = settings.required("reason", .nonEmptyText)
        let author = settings.required("author", .nonEmptyText)
        let from = settings.required("from", .day)
        let until = settings.required("until", .day)
        if let from, let until { check(from, until, at: settings.placeOfValue("until") ?? settings.place) }
        guard let account, let target, let reason, let author, let from, let until else { return nil }
        return HealthOverride(
            account: account, scoreName: name, target: target, reason: reason, author: author, from: from, until: until,
            place: settings.placeOfValue("account") ?? settings.place)
    }

    private func check(_ from: Day, _ until: Day, at place: Place) {
        if until < from {
            report.add(.overrideEndsFirst(from, until, at: place))
        } else if until - from > HealthOverride.longestDays {
            report.add(.overrideTooLong(from + HealthOverride.longestDays, at: place))
        }
    }

    private func target(_ settings: Settings, of name: String?) -> HealthOverride.Target? {
        let ways = ["score", "band"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            ways.forEach { _ = settings.node($0) }
            report.add(.notOneTarget(given: ways, at: settings.place))
            return nil
        }
        if way == "score" {
            return settings.required("score", .tenths).map { .tenths($0) }
        }
        let bands = models.filter { $0.scoreName == name }.flatMap { $0.bands.map(\.key) }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        guard !bands.isEmpty else {
            _ = settings.node("band")
            return nil
        }
        return settings.required("band", .choice(bands)).map { .band($0) }
    }
}

extension Setting where Value == Int {
    /// A score in tenths of a point.
    fileprivate static var tenths: Setting {
        Setting<Double>.number(in: 0...100).converted(to: "a score from 0 to 100 with at most one decimal") { score in
            let tenths = (score * 10).rounded()
            return abs(score * 10 - tenths) < 1e-9 ? Int(tenths) : nil
        }
    }
}

extension [HealthOverride] {
    /// Two words on one score of an account on one day: nobody could say which of them counts.
    func reportSharedDays(via report: DiagnosticReport) {
        var seen: [String: [HealthOverride]] = [:]
        for entry in self where entry.from <= entry.until {
            let before = seen[entry.account, default: []].first {
                $0.scoreName == entry.scoreName && $0.from <= entry.until && entry.from <= $0.until
            }
            if let before { report.add(.overridesShareDays(entry, with: before)) }
            seen[entry.account, default: []].append(entry)
        }
    }
}
