import BellwetherCore

extension FieldWords {
    /// What keeps a table from being of the kind that its name says, or else of the one it comes nearest to:
    /// `; as order it lacks a column for at (day it took effect), …`. Empty where it comes near to none.
    static func lack(in sample: TableSample) -> String {
        let name = HeaderText.plain(sample.name)
        let near = all.compactMap { words -> (isNamed: Bool, kind: FactKind, lacking: [String], found: Int)? in
            let fields = FieldColumns(words, sample)
            let lacking = words.needed.filter {
                !fields.known.contains($0) && words.constants[$0] == nil && ($0 != "id" || words.key.isEmpty)
            }
            let isNamed = words.names(name)
            guard !lacking.isEmpty, isNamed || lacking.count == 1 && fields.found.count > 2 else { return nil }
            return (isNamed, words.kind, lacking, fields.found.count)
        }
        let nearest = near.min {
            ($0.isNamed ? 0 : 1, $0.lacking.count, -$0.found) < ($1.isNamed ? 0 : 1, $1.lacking.count, -$1.found)
        }
        guard let nearest else { return "" }
        let columns = nearest.lacking.map { "`\($0)` (\(meaning(of: $0, nearest.kind)))" }.joined(separator: " and ")
        return "; as \(nearest.kind.name) it lacks \(columns): where a column says so, give it that name"
    }

    private static func meaning(of field: String, _ kind: FactKind) -> String {
        switch field {
        case "id": return "what tells it from others"
        case "account_id": return "whose it is"
        case "name" where kind == .account: return "what people call it"
        default:
            let help = kind.fields.first { $0.name == field }?.help ?? field
            return help.prefix(1).lowercased() + help.dropFirst().prefix { $0 != "." && $0 != ";" }
        }
    }
}
