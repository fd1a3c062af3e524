import CEL
import Diagnostics
import Documents

/// `thresholds:`, each a number or a number by a field.
struct ThresholdReader {
    let settings: Settings
    let names: Vocabulary

    func thresholds() -> [Threshold] {
        guard let node = settings.node("thresholds") else { return [] }
        guard case .mapping(let entries) = node.content else {
            settings.report(.thresholdsMustBeMapping(at: node.place))
            return []
        }
        return entries.compactMap { entry in
            threshold(named: entry.name, entry.value, at: entry.key.place)
        }
    }

    /// A threshold with a mistake still gives its name, so that the condition that reads it is not blamed too.
    private func threshold(named name: String, _ node: Node, at place: Place) -> Threshold? {
        if let number = node.number { return Threshold(name: name, base: number, at: place, base: node.place) }
        guard case .mapping = node.content else {
            settings.report(.thresholdMustBeNumber(name, at: node.place))
            return Threshold(name: name, base: 0, at: place)
        }
        let report = DiagnosticReport()
        let section = Settings(node, report: report)
        let by = section.optional("by", .template).flatMap { deciding($0) }
        let base = section.required("default", .number)
        let values = section.node("values").map { entries(of: $0, section) } ?? []
        if !values.isEmpty, !section.has("by") { settings.report(.valuesWithoutField(name, at: place)) }
        let basePlace = section.placeOfValue("default")
        section.finish()
        for diagnostic in report.diagnostics { settings.report(diagnostic) }
        let layers = by.map { [Threshold.Layer(field: $0, entries: values)] } ?? []
        return Threshold(
            name: name, base: base ?? 0, layers: values.isEmpty ? [] : layers, at: place, base: basePlace)
    }

    private func entries(of node: Node, _ section: Settings) -> [Threshold.Entry] {
        let places = node.valuePlaces
        return section.optional("values", .map(of: .number), default: []).map { value in
            Threshold.Entry(
                key: value.name, value: value.value, place: places[value.name] ?? value.place, keyPlace: value.place,
                override: nil)
        }
    }

    private func deciding(_ fragment: Fragment) -> Reference? {
        let (condition, diagnostics) = Condition.checked(fragment, against: names, expecting: nil)
        for diagnostic in diagnostics { settings.report(diagnostic) }
        guard let condition else { return nil }
        guard let field = condition.soleReference, field.type == .string, case .variable = field.origin else {
            settings.report(.thresholdField(fragment.text, at: fragment.place))
            return nil
        }
        return field
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
