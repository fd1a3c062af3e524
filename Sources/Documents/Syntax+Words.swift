import Diagnostics

extension Diagnostic {
    /// libyaml's complaint in our words, where the writer would look.
    static func syntax(_ fault: SyntaxFault, in source: SourceText, at layout: Layout) -> Diagnostic {
        let isUnclosed = fault.problem == "found unexpected end of stream"
        let index = isUnclosed ? fault.contextStart ?? fault.start : fault.start
        let (line, column) = layout.position(ofCodePoint: index)
        let character = layout.scalar(at: index)
        let (message, help) = SyntaxSentence.of(fault.problem, character)
        return error(
            message, at: Place(file: source.name, line: line, column: column),
            help: ConditionMistake.cure(onLine: source.line(line)) ?? help)
    }
}

/// What libyaml says, and what we say instead.
private enum SyntaxSentence {
    static func of(_ problem: String, _ character: Unicode.Scalar?) -> (message: String, help: String?) {
        switch problem {
        case "mapping values are not allowed in this context":
            ("a value cannot begin here; ':' and a blank end a key", "put a text with ': ' in it in quotes")
        case "mapping keys are not allowed in this context", "block mapping keys are not allowed in this context":
            ("a key cannot begin here", nil)
        case "block sequence entries are not allowed in this context":
            ("a list item cannot begin here", "begin the list on a line of its own")
        case "could not find expected ':'":
            ("a key must be followed by ':' on its line, within 1,024 characters", nil)
        case "did not find expected key":
            ("a key must stand here, indented like those before it", nil)
        case "did not find expected '-' indicator":
            ("a list item must stand here, indented like those before it", nil)
        case "did not find expected ',' or ']'":
            ("a list in [ ] must go on with ',' or end with ']'", nil)
        case "did not find expected ',' or '}'":
            ("a mapping in { } must go on with ',' or end with '}'", nil)
        case "did not find expected node content", "did not find expected <stream-start>":
            ("a value must stand here", nil)
        case "did not find expected <document start>":
            ("the document must have ended here; it is one mapping, one list or one text", nil)
        case "found unexpected end of stream":
            ("a quote must be closed", nil)
        case "found unexpected document indicator":
            ("a quote must be closed before the document ends", nil)
        case "found character that cannot start any token" where character == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            ("a line must be indented with blanks, not with a tab", nil)
        default: ofDetail(problem, character)
        }
    }

    private static func ofDetail(_ problem: String, _ character: Unicode.Scalar?) -> (message: String, help: String?) {
        let written = character.map { Printable.quoted(String($0)) } ?? "the end of the file"
        return switch problem {
        case "found character that cannot start any token":
            ("\(written) cannot begin a value", "put the text in quotes")
        case "found unknown escape character":
            (
                "an escape must be one that YAML knows, such as \\n, \\\" or \\\\",
                "in single quotes, \\ is an ordinary character"
            )
        case "did not find expected hexdecimal number":
            ("\\x, \\u and \\U must be followed by two, four and eight hexadecimal digits", nil)
        case "found invalid Unicode character escape code":
            ("an escape must name a character; halves of a surrogate pair are none", "write it as \\U and eight digits")
        case "did not find expected alphabetic or numeric character":
            ("'&' and '*' must be followed by the name of an anchor", "put a text that begins with one in quotes")
        case "found an indentation indicator equal to 0":
            ("the indentation of a block must be from 1 to 9", nil)
        case "did not find expected comment or line break":
            ("a line must end here", nil)
        case "found incompatible YAML document":
            ("a file must be YAML 1.2, or 1.1", "take the %YAML line out")
        case "found undefined tag handle":
            ("a tag must be one of YAML's own, such as !!str", nil)
        default:
            ("this is not YAML; \(problem)", nil)
        }
    }
}

extension Layout {
    /// The code point at an index, if the file has one there.
    fileprivate func scalar(at index: Int) -> Unicode.Scalar? {
        let start = offset(ofCodePoint: index)
        return String(decoding: bytes[start..<offset(ofCodePoint: index + 1)], as: UTF8.self).unicodeScalars.first
    }
}
