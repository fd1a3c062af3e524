import Diagnostics

// MARK: The file

extension Diagnostic {
    static func fileTooLarge(_ bytes: Int, limit: Int, in file: String) -> Diagnostic {
        error(
            "a file must be at most \(limit) bytes long, not \(bytes)", at: Place(file: file, line: 1, column: 1),
            help: "split it into several files")
    }

    static func encoding(_ fault: FileEncoding.Fault, at place: Place) -> Diagnostic {
        switch fault {
        case .utf16: error("a file must be UTF-8, not UTF-16", at: place, help: "save it as UTF-8")
        case .utf32: error("a file must be UTF-8, not UTF-32", at: place, help: "save it as UTF-8")
        case .notUTF8: error("a file must be UTF-8; these bytes are not", at: place, help: "save it as UTF-8")
        case .forbidden(let scalar):
            error(
                "the character \(Printable.codePoint(scalar)) must not stand in a file", at: place,
                help: "take it out, or write it as \"\(escape(scalar))\" in double quotes")
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return (scalar.value < 0x100 ? "\\x" : "\\u") + String(repeating: "0", count: digits.count % 2) + digits
    }

    static func secondDocument(at place: Place) -> Diagnostic {
        error(
            "a file must be one document; a second one begins here", at: place,
            help: "put it in a file of its own")
    }
}

// MARK: Limits

extension Diagnostic {
    static func tooDeep(_ limit: Int, at place: Place) -> Diagnostic {
        error("lists and mappings must be nested at most \(limit) deep", at: place)
    }

    static func tooManyRepeats(_ limit: Int, at place: Place) -> Diagnostic {
        error("aliases must repeat at most \(limit) values in a file", at: place)
    }

    static func outOfRange(_ text: String, at place: Place) -> Diagnostic {
        error(
            "a number must fit into 64 bits, unlike \(Printable.quoted(text))", at: place,
            help: "put it in quotes if it is a text")
    }
}

// MARK: Anchors and merge keys

extension Diagnostic {
    static func undefinedAlias(_ name: String, at place: Place) -> Diagnostic {
        let name = Printable.name(name)
        return error("alias '*\(name)' must stand behind an anchor '&\(name)'", at: place)
    }

    static func cycle(_ name: String, at place: Place) -> Diagnostic {
        let name = Printable.name(name)
        return error("alias '*\(name)' must not stand inside '&\(name)', which would contain itself", at: place)
    }

    static func notMergeable(_ node: Node) -> Diagnostic {
        error("'<<' must name a mapping or a list of mappings, not \(node.inWords)", at: node.place)
    }
}

// MARK: Keys and tags

extension Diagnostic {
    static func duplicateKey(_ key: Node, first: Place) -> Diagnostic {
        let name = Printable.quoted(key.written ?? "")
        return error(
            "key \(name) must be given once; the first is at line \(first.line), column \(first.column)", at: key.place,
            help: key.written == "<<" ? "merge a list: `<<: [*one, *other]`" : "keep one of them")
    }

    static func collectionKey(_ key: Node, onLine line: String?) -> Diagnostic {
        let isTemplate = line?.utf8.contains("{{") ?? false
        return error(
            "a key must be a single value, not \(key.inWords)", at: key.place,
            help: isTemplate ? "put a text that begins with {{ in quotes" : nil)
    }

    static func emptyKey(at place: Place) -> Diagnostic {
        error("a key must stand before ':'", at: place)
    }

    static func wrongTag(_ tag: String, before node: Node, at place: Place, onLine line: String?) -> Diagnostic {
        let written = Printable.quoted(Tag.written(tag))
        if let known = Tag(tag) {
            return error("tag \(written) must stand before \(known.expectation), not \(node.inWords)", at: place)
        }
        let isCondition = tag.utf8.first == UInt8(ascii: "!")
        return error(
            "a value must not begin with the tag \(written)", at: place,
            note: "'!' at the beginning of a value marks a tag in YAML",
            help: isCondition ? ConditionMistake.cure(onLine: line) ?? "put a text that begins with '!' in quotes" : nil
        )
    }
}

extension String.UTF8View {
    fileprivate func contains(_ sought: StaticString) -> Bool {
        sought.withUTF8Buffer { sought in
            indices.contains { self[$0...].starts(with: sought) }
        }
    }
}
