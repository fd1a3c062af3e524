import Diagnostics
import Testing

/// A text in which ⟦ and ⟧ stand around what is wrong.
struct Marked: Sendable, CustomTestStringConvertible {
    let marked: String
    let text: String
    /// Where the stretches stand, as `line:column+length`.
    let places: [String]

    init(_ marked: String) {
        var text = ""
        var places: [String] = []
        var start: (line: Int, column: Int)?
        var (line, column) = (1, 1)
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟦": start = (line, column)
            case "⟧":
                if let start { places.append("\(start.line):\(start.column)+\(max(1, column - start.column))") }
                start = nil
            default:
                text.unicodeScalars.append(scalar)
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            }
        }
        self.marked = marked
        self.text = text
        self.places = places
    }

    var testDescription: String { marked }

    /// Each mistake with its place and help, as `line:column+length: message; help: …`.
    static func described(_ diagnostics: [Diagnostic]) -> [String] {
        diagnostics.map { diagnostic in
            let place = diagnostic.place
            let help = diagnostic.help.map { " (\($0))" } ?? ""
            return "\(place.line):\(place.column)+\(place.length): \(diagnostic.message)\(help)"
        }
    }

    /// The same from the marks and the words expected, in order.
    func described(_ words: [String]) -> [String] { zip(places, words).map { "\($0): \($1)" } }
}
