import Diagnostics

extension Diagnostic {
    /// libyaml's complaint in our words, where the writer would look.
    static func syntax(_ fault: SyntaxFault, in source: SourceText, at layout: Layout) -> Diagnostic {
        // An open quote swallows the rest of the file; where it was opened says more than where the file ends.
        let spot = layout.spot(ofCodePoint: fault.isNoticedLate ? fault.contextStart ?? fault.start : fault.start)
        let line = source.line(spot.line) ?? ""
        if let finding = LineFinding(of: fault.problem, on: line, column: spot.column) {
            let place = Place(file: source.name, line: spot.line, column: finding.column)
            return error(finding.message, at: place, help: finding.help)
        }
        let before = line.unicodeScalars.prefix(spot.column - 1)
        let sentence = SyntaxSentence.of(
            fault.problem, at: line.unicodeScalars.dropFirst(spot.column - 1).first,
            isFirstOnLine: before.allSatisfy { $0 == " " || $0 == "\t" })
        return error(
            sentence.message, at: Place(file: source.name, line: spot.line, column: spot.column),
            help: (sentence.isAboutBlanks ? nil : ConditionMistake.cure(onLine: line)) ?? sentence.help)
    }
}

/// What we say instead of libyaml.
private struct SyntaxSentence {
    let message: String
    let help: String?
    /// Whatever stands on the line: a condition is not what is wrong.
    let isAboutBlanks: Bool

    init(_ message: String, help: String? = nil, isAboutBlanks: Bool = false) {
        self.message = message
        self.help = help
        self.isAboutBlanks = isAboutBlanks
    }

    static func of(_ problem: String, at character: Unicode.Scalar?, isFirstOnLine: Bool) -> SyntaxSentence {
        if problem == "did not find expected key", !isFirstOnLine {
            return SyntaxSentence(
                "a line cannot go on behind its value", help: "put all of the text in quotes, or none")
        }
        if problem == "found character that cannot start any token", let character, character != "\t" {
            return SyntaxSentence(
                "\(Printable.quoted(String(character))) cannot begin a value", help: "put the text in quotes")
        }
        return ofStructure(problem) ?? ofScalar(problem) ?? SyntaxSentence("this is not YAML; \(problem)")
    }

    private static func ofStructure(_ problem: String) -> SyntaxSentence? {
        switch problem {
        case "mapping values are not allowed in this context":
            SyntaxSentence(
                "a value cannot begin here; ':' and a blank end a key", help: "put a text with ': ' in it in quotes")
        case "mapping keys are not allowed in this context", "block mapping keys are not allowed in this context":
            SyntaxSentence("a key cannot begin here")
        case "block sequence entries are not allowed in this context":
            SyntaxSentence("a list item cannot begin here", help: "begin the list on a line of its own")
        case "could not find expected ':'":
            SyntaxSentence("a key must be followed by ':' on its line, within 1,024 characters")
        case "did not find expected key":
            SyntaxSentence("a key must stand here, indented like those before it")
        case "did not find expected '-' indicator":
            SyntaxSentence("a list item must stand here, indented like those before it")
        case "did not find expected ',' or ']'":
            SyntaxSentence("a list in [ ] must go on with ',' or end with ']'")
        case "did not find expected ',' or '}'":
            SyntaxSentence("a mapping in { } must go on with ',' or end with '}'")
        case "did not find expected node content":
            SyntaxSentence("a value must stand here")
        case "did not find expected <document start>":
            SyntaxSentence("a file must be one mapping, one list or one text; it ends before here")
        case "found incompatible YAML document":
            SyntaxSentence("a file must be YAML 1.2, or 1.1", help: "take the %YAML line out")
        default: nil
        }
    }

    private static func ofScalar(_ problem: String) -> SyntaxSentence? {
        switch problem {
        case "found unexpected end of stream":
            SyntaxSentence("a quote must be closed")
        case "found unexpected document indicator":
            SyntaxSentence("a quote must be closed before the document ends")
        case "found character that cannot start any token", "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            SyntaxSentence(
                "a line must be indented with blanks, not with a tab", help: "put blanks in its place",
                isAboutBlanks: true)
        case "found unknown escape character":
            SyntaxSentence(
                "an escape must be one that YAML knows, such as \\n, \\\" or \\\\",
                help: "in single quotes, \\ is an ordinary character")
        case "did not find expected hexdecimal number":
            SyntaxSentence("\\x, \\u and \\U must be followed by two, four and eight hexadecimal digits")
        case "found invalid Unicode character escape code":
            SyntaxSentence(
                "an escape must name a character; halves of a surrogate pair are none, and the last is \\U0010FFFF",
                help: "write what is beyond \\uFFFF as \\U and eight digits")
        case "did not find expected alphabetic or numeric character":
            SyntaxSentence(
                "'&' and '*' must be followed by the name of an anchor",
                help: "put a text that begins with one in quotes")
        case "did not find expected whitespace or line break":
            SyntaxSentence("a tag must be followed by a blank", help: "put a text that begins with '!' in quotes")
        case "found undefined tag handle":
            SyntaxSentence("a tag must be one of YAML's own, such as !!str")
        case "found an indentation indicator equal to 0":
            SyntaxSentence("the indentation of a block must be from 1 to 9")
        case "did not find expected comment or line break":
            SyntaxSentence("a block must begin on the line after '|' or '>'")
        default: nil
        }
    }
}
