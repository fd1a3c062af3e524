/// Pieces of YAML that read back as what was put in.
package enum YAMLText {
    package static func quoted(_ text: String) -> String {
        let inner = text.unicodeScalars.reduce(into: "") { output, scalar in
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: output += " "
            default: output.unicodeScalars.append(scalar)
            }
        }
        return "\"" + inner + "\""
    }

    /// One line, without a line break that would end the comment.
    static func comment(_ text: String, indent: Int) -> String {
        let line = text.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
        return String(repeating: " ", count: indent) + "# " + line
    }

    static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }
}
