import BellwetherCore
import Diagnostics
import Documents

/// A file that a service exports, told by its headers: a preset knows it better than any guess.
struct KnownExport: Sendable {
    let preset: String
    let kind: FactKind

    /// Whose it is: presets of one service call accounts by the same ids.
    var service: Substring { preset.prefix { $0 != "-" } }

    static let all: [(export: KnownExport, columns: Set<String>)] = Preset.all.filter { $0.name.hasSuffix("-csv") }
        .compactMap { preset in
            let report = DiagnosticReport()
            let document = Document.read(Array(preset.yaml.utf8), named: preset.name)
            guard let root = document.root, let facts = Settings(root, report: report).section("facts") else {
                return nil
            }
            for kind in FactKind.all {
                guard let fact = facts.section(kind.name) else { continue }
                let columns = fact.optional("columns", .map(of: .anyText), default: []).map(\.value)
                return (KnownExport(preset: preset.name, kind: kind), Set(columns))
            }
            return nil
        }

    /// The one that takes most of a file's columns, all of its own among them.
    init?(_ sample: TableSample) {
        let header = Header(sample.columns)
        let fitting = Self.all.filter { known in known.columns.allSatisfy { header.index(of: $0) != nil } }
        guard let best = fitting.max(by: { $0.columns.count < $1.columns.count }) else { return nil }
        self = best.export
    }

    private init(preset: String, kind: FactKind) {
        self.preset = preset
        self.kind = kind
    }
}
