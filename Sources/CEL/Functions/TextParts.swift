/// The extension `strings`: parts of texts, by code points.
extension Function {
    static let textParts = [
        charAt, indexOf, lastIndexOf, substring, replace, split, join, trim, lowerAscii, upperAscii, reverse, quote,
    ]

    private static let charAt = text(
        "charAt", [[.int]], .string, "The code point at this place, as a text; '' right behind the last.",
        "account.name.charAt(0)"
    ) { text, arguments in
        guard case .int(let index) = arguments[0] else { return nil }
        let scalars = Array(text.unicodeScalars)
        guard let index = place(index, in: scalars) else { return .failure(.noSuchPlace(index, size: scalars.count)) }
        return .string(index == scalars.count ? "" : String(scalars[index]))
    }

    private static let indexOf = text(
        "indexOf", [[.string], [.string, .int]], .int,
        "Where the part first begins, from the place given on; -1 where it does not.", "account.name.indexOf('GmbH')"
    ) { text, arguments in
        let scalars = Array(text.unicodeScalars)
        return found(arguments, in: scalars, from: 0) { Needle($0).first(in: scalars, from: $1) }
    }

    private static let lastIndexOf = text(
        "lastIndexOf", [[.string], [.string, .int]], .int,
        "Where the part last begins, at the place given or before it; -1 where it does not.",
        "account.name.lastIndexOf(' ')"
    ) { text, arguments in
        let scalars = Array(text.unicodeScalars)
        return found(arguments, in: scalars, from: scalars.count) { part, end in
            part.isEmpty ? end : Needle(part).last(in: scalars, upTo: end)
        }
    }

    private static let substring = text(
        "substring", [[.int], [.int, .int]], .string, "From one place to the end, or to before another.",
        "account.name.substring(0, 3)"
    ) { text, arguments in
        let scalars = Array(text.unicodeScalars)
        let end = arguments.count == 2 ? arguments[1] : .int(Int64(scalars.count))
        guard case .int(let first) = arguments[0], case .int(let last) = end else { return nil }
        guard let start = place(first, in: scalars) else { return .failure(.noSuchPlace(first, size: scalars.count)) }
        guard let end = place(last, in: scalars), start <= end else {
            return .failure(.noSuchPlace(last, size: scalars.count))
        }
        return .string(String(scalars[start..<end]))
    }

    private static let replace = text(
        "replace", [[.string, .string], [.string, .string, .int]], .string,
        "With each of a part, or of the first so many, replaced by another.", "account.name.replace('-', ' ')"
    ) { text, arguments in
        guard case .string(let part) = arguments[0], case .string(let other) = arguments[1],
            let count = count(arguments.dropFirst(2))
        else { return nil }
        return text.replacing(part, with: other, atMost: count)
    }

    private static let split = text(
        "split", [[.string], [.string, .int]], .list(.string),
        "The parts between separators, all or so many; the last one holds the rest.", "account.domain.split('.')"
    ) { text, arguments in
        guard case .string(let separator) = arguments[0], let count = count(arguments.dropFirst()) else { return nil }
        return text.parts(between: separator, atMost: count)
    }

    private static let join = Function(
        "join",
        [Overload(.member, [.list(.string)], .string), Overload(.member, [.list(.string), .string], .string)],
        help: "The texts of a list in one, with a separator between them.", example: "['a', 'b'].join(', ')",
        body: Body(
            unary: { joined($0, .string("")) },
            binary: { joined($0, $1) }
        ).costing(.linear))

    private static func joined(_ list: Value, _ separator: Value) -> Value {
        guard case .list(let elements) = list, case .string(let separator) = separator else {
            return .noOverload("join", list, separator)
        }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { return .noOverload("join", element) }
            texts.append(text)
        }
        let size = texts.reduce(separator.utf8.count * max(0, texts.count - 1)) { $0 + $1.utf8.count }
        return size <= Text.longest ? .string(texts.joined(separator: separator)) : .failure(.tooMuchWork)
    }

    private static let trim = text("trim", [[]], .string, "Without blanks at both ends.", "account.name.trim()") {
        text, _ in
        let scalars = Array(text.unicodeScalars)
        let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.count
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? start
        return .string(String(scalars[start..<end]))
    }

    private static let lowerAscii = text(
        "lowerAscii", [[]], .string, "With A to Z in lower case.", "account.domain.lowerAscii()"
    ) { text, _ in
        .string(text.mappingBytes { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 })
    }

    private static let upperAscii = text(
        "upperAscii", [[]], .string, "With a to z in upper case.", "account.currency.upperAscii()"
    ) { text, _ in
        .string(text.mappingBytes { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & ~0x20 : $0 })
    }

    private static let reverse = text("reverse", [[]], .string, "Back to front.", "'abc'.reverse()") { text, _ in
        .string(String(text.unicodeScalars.reversed()))
    }

    private static let quote = Function(
        "strings.quote", [Overload(.global, [.string], .string)],
        help: "In double quotes, with escapes for what cannot stand between them.",
        example: "strings.quote(account.name)",
        body: Body(unary: { text in
            if case .string(let text) = text { .string(text.quoted) } else { .noOverload("strings.quote", text) }
        }).costing(.linear))

    // MARK: Arguments

    /// A method of texts; `body` answers nothing where an argument is of the wrong type.
    private static func text(
        _ name: String, _ forms: [[ValueType]], _ result: ValueType, _ help: String, _ example: String,
        _ body: @escaping @Sendable (String, ArraySlice<Value>) -> Value?
    ) -> Function {
        Function(
            name, forms.map { Overload(.member, [.string] + $0, result) },
            help: help, example: example,
            body: Body(variadic: { values in
                guard forms.contains(where: { $0.count == values.count - 1 }), case .string(let text) = values[0],
                    let answer = body(text, Array(values.dropFirst())[...])
                else { return .failure(.noOverload(name, values.map(\.typeInWords))) }
                return answer
            }).costing(.linear))
    }

    /// A place in the text, or right behind it.
    private static func place(_ index: Int64, in scalars: [Unicode.Scalar]) -> Int? {
        index >= 0 && index <= scalars.count ? Int(index) : nil
    }

    /// How many at most; without an argument, or below 0, no matter how many.
    private static func count(_ arguments: ArraySlice<Value>) -> Int? {
        guard let argument = arguments.first else { return .max }
        guard case .int(let count) = argument else { return nil }
        return count < 0 ? .max : Int(count)
    }

    private static func found(
        _ arguments: ArraySlice<Value>, in scalars: [Unicode.Scalar], from start: Int,
        _ search: ([Unicode.Scalar], Int) -> Int?
    ) -> Value? {
        guard case .string(let part) = arguments[0] else { return nil }
        let from = arguments.count == 2 ? arguments[1] : .int(Int64(start))
        guard case .int(let from) = from else { return nil }
        guard let from = place(from, in: scalars) else { return .failure(.noSuchPlace(from, size: scalars.count)) }
        return .int(search(Array(part.unicodeScalars), from).map(Int64.init) ?? -1)
    }
}

extension String {
    fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
        self.init(Self.UnicodeScalarView(scalars))
    }

    fileprivate func mappingBytes(_ mapped: (UInt8) -> UInt8) -> String {
        String(decoding: utf8.map(mapped), as: UTF8.self)
    }

    fileprivate func replacing(_ part: String, with other: String, atMost count: Int) -> Value {
        let whole = Array(utf8)
        let places = part.isEmpty ? boundaries(atMost: count) : Needle(Array(part.utf8)).all(in: whole, atMost: count)
        let (growth, isOver) = places.count.multipliedReportingOverflow(by: other.utf8.count)
        guard !isOver, whole.count + growth <= Text.longest else { return .failure(.tooMuchWork) }
        var result: [UInt8] = []
        var start = 0
        for place in places {
            result += whole[start..<place]
            result += Array(other.utf8)
            start = place + part.utf8.count
        }
        return .string(String(decoding: result + whole[start...], as: UTF8.self))
    }

    fileprivate func parts(between separator: String, atMost count: Int) -> Value {
        if count == 0 { return .list([]) }
        let whole = Array(utf8)
        let most = Swift.min(count - 1, Frame.work)
        let places =
            separator.isEmpty
            ? Array(boundaries(atMost: most == .max ? .max : most + 1).dropFirst().filter { $0 < whole.count })
            : Needle(Array(separator.utf8)).all(in: whole, atMost: most)
        guard places.count < Frame.work else { return .failure(.tooMuchWork) }
        if separator.isEmpty, whole.isEmpty { return .list([]) }
        var parts: [Value] = []
        var start = 0
        for place in places {
            parts.append(.string(String(decoding: whole[start..<place], as: UTF8.self)))
            start = place + separator.utf8.count
        }
        return .list(parts + [.string(String(decoding: whole[start...], as: UTF8.self))])
    }

    /// The bytes at which code points begin, and the end.
    private func boundaries(atMost count: Int) -> [Int] {
        var places: [Int] = []
        for (place, byte) in utf8.enumerated() where byte & 0xC0 != 0x80 {
            guard places.count < count else { return places }
            places.append(place)
        }
        return places.count < count ? places + [utf8.count] : places
    }

    /// In double quotes, as one would write it in a condition.
    fileprivate var quoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            if let escape = Self.escapes[scalar] { result += escape } else { result.unicodeScalars.append(scalar) }
        }
        return result + "\""
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\u{07}": "\\a", "\u{08}": "\\b", "\u{0C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{0B}": "\\v",
        "\\": "\\\\", "\"": "\\\"",
    ]
}
