import BellwetherCore
import BellwetherSources
import CEL
import Diagnostics

extension FirstModels {
    /// `text`, which holds `health_models:`, with these models in the place of its own; `nil` where it holds none.
    package func written(over text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("health_models:") }) else { return nil }
        let after = lines[(start + 1)...].firstIndex { $0.first.map { !" #-\r".contains($0) } ?? false }
        var end = after ?? lines.count
        // What stands right above the next setting is about that one.
        while end > start + 1, lines[end - 1].isEmpty || lines[end - 1].hasPrefix("#") { end -= 1 }
        lines.replaceSubrange(start..<end, with: yaml)
        return lines.joined(separator: "\n")
    }

    private var yaml: [String] {
        let kept = models.filter { !$0.parts.isEmpty }
        var lines = [
            "health_models: # in order; the first whose applies_to holds; the last takes everybody left",
            "  # Made by `bellwether init` from what there is: it leaves out what no source tells of. A line with a '#' before",
            "  # it joins the score once a source brings what it needs and the '#' is taken away.",
        ]
        if isLastResort {
            lines += [
                "  # That is little: it says whom to call first, and nothing of how they are. Once there are invoices, tickets",
                "  # or usage, `renewal`, `standing` and `tenure` had better go.",
            ]
        }
        for model in models where model.parts.isEmpty {
            lines.append(
                "  # '\(model.base.name)' is left out: nothing tells of \(model.base.measures.map(\.key).inProse); the next model takes its accounts."
            )
        }
        for (place, model) in kept.enumerated() { lines += self.lines(of: model, isFirst: place == 0, among: kept) }
        return lines
    }

    private func lines(of model: Model, isFirst: Bool, among kept: [Model]) -> [String] {
        var lines = ["  - name: \(model.base.name)"]
        if let condition = model.base.appliesTo {
            lines += Self.setting("applies_to", condition.source.text, indent: 4)
        }
        lines.append("    min_coverage: \(model.minCoverage.written)")
        lines.append("    measures:")
        for part in model.parts {
            lines.append(
                "      \(written(part.measure)) # known of \(part.known) of \(accounts == 1 ? "1 account" : "\(accounts) accounts")"
            )
        }
        for measure in model.absent {
            lines.append("      # \(written(measure)) # needs \(Self.needs(measure))")
        }
        return lines + bands(of: model.base, isFirst: isFirst, among: kept) + limits(of: model)
    }

    private func written(_ measure: Measure) -> String {
        var settings: [String] = []
        switch measure.input {
        case .field(let name, let scores):
            let map = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key): \($0.value.written)" }
            settings += ["field: \(name)", "map: { \(map.joined(separator: ", ")) }"]
        default: settings += ["metric: \(measure.metric ?? "")", measure.grading.written].compactMap { $0 }
        }
        settings.append("weight: \(measure.weight.written)")
        switch measure.missing {
        case .block: settings.append("required: true")
        case .neutral: settings.append("missing: neutral")
        case .worst(let why): settings.append("missing: worst, why: \(YAMLText.quoted(why))")
        case .exclude: break
        }
        if let days = measure.metric.flatMap({ maxAgeDays[$0] }) { settings.append("max_age: \(days)d") }
        return "\(measure.key): { \(settings.joined(separator: ", ")) }"
    }

    private func bands(of model: HealthModel, isFirst: Bool, among kept: [Model]) -> [String] {
        guard isFirst || model.bands != kept.first?.base.bands else { return ["    bands: *bands"] }
        let anchor = isFirst && kept.count > 1 ? " &bands" : ""
        return ["    bands:\(anchor)"]
            + model.bands.map { band in
                let from = (Double(band.fromTenths) / 10).written
                return
                    "      - { name: \(band.key), label: \(YAMLText.quoted(band.label)), colour: \(band.colour), from: \(from), "
                    + "renews: \(band.renews.written) }"
            }
    }

    /// Only those whose condition can be known.
    private func limits(of model: Model) -> [String] {
        func lines(_ key: String, _ limits: [HealthModel.Limit], _ bound: (HealthModel.Limit) -> String) -> [String] {
            let told = limits.filter { limit in
                let metrics = limit.condition.references.map(\.name).filter { Metric.named($0) != nil }
                return metrics.allSatisfy { name in model.parts.contains { $0.measure.metric == name } }
            }
            return told.isEmpty
                ? []
                : ["    \(key):"]
                    + told.flatMap { limit in
                        let condition = Self.setting("when", limit.condition.source.text, indent: 8)
                        return ["      - \(condition[0].drop { $0 == " " })"] + condition.dropFirst()
                            + ["        \(bound(limit))", "        why: \(YAMLText.quoted(limit.why))"]
                    }
        }
        return lines("caps", model.base.caps) { limit in
            let band = model.base.bands.first { model.base.tenths(inBand: $0.key)?.upperBound == limit.tenths }
            return band.map { "band_at_most: \($0.key)" } ?? "score_at_most: \((Double(limit.tenths) / 10).written)"
        } + lines("floors", model.base.floors) { "score_at_least: \((Double($0.tenths) / 10).written)" }
    }

    /// A condition as it was written, on as many lines.
    private static func setting(_ key: String, _ text: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        let lines = text.split(separator: "\n")
        guard lines.count == 1, !text.contains(": "), !text.contains(" #"), text.first?.isLetter == true else {
            return ["\(margin)\(key): |"] + lines.map { "\(margin)  \($0)" }
        }
        return ["\(margin)\(key): \(text)"]
    }
}

extension Grading {
    fileprivate var written: String? {
        switch self {
        case .linear(let zero, let full): "linear: { zero_at: \(zero.written), full_at: \(full.written) }"
        case .tiers(let tiers):
            "tiers: ["
                + tiers.map { "{ from: \($0.from.written), score: \($0.score.written) }" }.joined(separator: ", ")
                + "]"
        case .map(let entries):
            "map: { " + entries.map { "\($0.value.written): \($0.score.written)" }.joined(separator: ", ") + " }"
        case .asIs: nil
        }
    }
}

extension Double {
    fileprivate var written: String { Int(exactly: self).map(String.init) ?? description }
}
