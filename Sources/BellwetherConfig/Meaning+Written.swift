import BellwetherCore
import Diagnostics
import Documents

/// The files as they are written: the policy made from them no longer knows where each of its values stood.
struct WrittenFiles {
    let main: Node?
    private let rules: [Node]

    init(_ files: InstallationFiles) {
        main = Document.read(files.main.bytes, named: files.main.name).root
        rules = files.rules.compactMap { Document.read($0.bytes, named: $0.name).root }
    }

    /// The rule that is called so.
    func rule(_ id: String) -> Node? {
        rules.lazy.flatMap { $0["rules"]?.value.items ?? [] }.first { $0["alert"]?.value.written == id }
    }

    /// Where the name of the receiver that is called so stands.
    func receiver(_ name: String) -> Place? {
        let entries = main?["receivers"]?.value.items ?? []
        return entries.compactMap { $0["name"]?.value }.first { $0.written == name }?.place
    }

    var healthModels: [Node] { rules.flatMap { $0["health_models"]?.value.items ?? [] } }
}

extension Fragment {
    /// Where a dotted name stands in a condition; the whole condition where it cannot be found.
    func place(of name: String) -> Place {
        let (text, wanted) = (Array(text.utf8), Array(name.utf8))
        func isNamePart(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                return true
            default: return false
            }
        }
        for start in 0...max(0, text.count - wanted.count) where text[start...].starts(with: wanted) {
            let end = start + wanted.count
            if !isNamePart(start - 1), !isNamePart(end) { return place(from: start, to: end) }
        }
        return place
    }
}
