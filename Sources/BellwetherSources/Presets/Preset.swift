import Diagnostics
package import Documents

/// A source as we know it to be, before its owner adds what is theirs: a YAML file under `deploy/presets`, which the
/// program carries along.
package struct Preset: Sendable {
    package let name: String
    package let yaml: String

    package static let all = hubspot + stripe + zendesk

    init(_ name: String, _ yaml: String) {
        self.name = name
        self.yaml = yaml
    }

    package static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

    /// The file as it is read; a test holds every one of them to being sound.
    package var document: Document { Document.read(Array(yaml.utf8), named: "preset \(name)") }
}

extension Settings {
    /// These settings over those of the preset that they name.
    func withPreset() -> Settings? {
        guard has("preset") else { return self }
        guard let name = optional("preset", .name) else { return nil }
        guard let preset = Preset.named(name), let base = preset.document.root else {
            report(.unknownPreset(name, at: placeOfValue("preset") ?? place))
            _ = remaining()
            return nil
        }
        return layered(over: base)
    }
}

extension Diagnostic {
    static func unknownPreset(_ name: String, at place: Place) -> Diagnostic {
        let known = Preset.all.map(\.name)
        let close = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        return error(
            "there is no preset '\(Printable.name(name))'", at: place,
            help: close ?? "presets are \(Suggestion.inProse(known))")
    }
}
