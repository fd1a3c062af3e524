package import Diagnostics

extension Setting where Value == String {
    package static var text: Setting {
        Setting("a text") { node, reading in
            if case .text(let text) = node.content { return text }
            let help = node.written.flatMap { $0.isEmpty ? nil : "put it in quotes: \"\(Printable.name($0))\"" }
            return reading.refuse(node, becauseItMustBe: "a text", help: help)
        }
    }

    package static var nonEmptyText: Setting {
        text.checked("a text that is not empty") { text in text.utf8.contains { $0 > UInt8(ascii: " ") } }
    }

    /// A text, number, or true or false, as its writer wrote it.
    package static var anyText: Setting {
        Setting("a single value") { node in node.content == .null ? nil : node.written }
    }

    /// What other settings call a thing by.
    package static var name: Setting {
        anyText.checked("a name of at most 100 letters, digits, '-', '_' and '.'", isName)
    }

    package static func choice(_ names: [String]) -> Setting {
        let expectation = Suggestion.alternatives(names)
        return Setting(expectation) { node, reading in
            let written = anyText.read(node, Reading(name: reading.name, report: DiagnosticReport()))
            if let written, names.contains(where: { ExactText($0) == ExactText(written) }) { return written }
            let close = written.flatMap { Suggestion.nearest(to: $0, among: names) }
            return reading.refuse(node, becauseItMustBe: expectation, help: close.map { "did you mean '\($0)'?" })
        }
    }

    private static func isName(_ text: String) -> Bool {
        func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        }
        guard text.utf8.count <= 100, let first = text.unicodeScalars.first, isLetterOrDigit(first) else {
            return false
        }
        return text.unicodeScalars.allSatisfy { isLetterOrDigit($0) || "-_.".unicodeScalars.contains($0) }
    }
}

extension Setting where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
    /// One of an enum's names.
    package static var choice: Setting {
        let names = Setting<String>.choice(Value.allCases.map(\.rawValue))
        return names.converted(to: names.expectation) { Value(rawValue: $0) }
    }
}

extension Setting where Value == Int {
    package static var integer: Setting { integer("an integer") { _ in true } }

    package static func integer(in range: ClosedRange<Int>) -> Setting {
        integer("an integer from \(range.lowerBound) to \(range.upperBound)", range.contains)
    }

    package static func integer(atLeast least: Int) -> Setting {
        integer("an integer of at least \(least)") { $0 >= least }
    }

    private static func integer(_ expectation: String, _ holds: @escaping @Sendable (Int) -> Bool) -> Setting {
        Setting(expectation) { node, reading in
            if case .integer(let value) = node.content, let value = Int(exactly: value), holds(value) { return value }
            let unquoted = node.resolvedUnquoted.flatMap { if case .integer = $0 { $0 } else { nil } }
            return reading.refuse(
                node, becauseItMustBe: expectation, help: unquoted.map { _ in "take the quotes away" })
        }
    }
}

extension Setting where Value == Double {
    package static var number: Setting { number("a number") { _ in true } }

    package static func number(in range: ClosedRange<Double>) -> Setting {
        number("a number from \(written(range.lowerBound)) to \(written(range.upperBound))", range.contains)
    }

    package static func number(atLeast least: Double) -> Setting {
        number("a number of at least \(written(least))") { $0 >= least }
    }

    private static func number(_ expectation: String, _ holds: @escaping @Sendable (Double) -> Bool) -> Setting {
        Setting(expectation) { node, reading in
            if let value = node.content.number, value.isFinite, holds(value) { return value }
            let unquoted = node.resolvedUnquoted?.number
            return reading.refuse(
                node, becauseItMustBe: expectation, help: unquoted.map { _ in "take the quotes away" })
        }
    }

    /// 5 rather than 5.0: what people write.
    private static func written(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? value.description }
}

extension Setting where Value == Bool {
    package static var flag: Setting {
        Setting("true or false") { node in
            guard case .bool(let value) = node.content else { return nil }
            return value
        }
    }
}

extension Setting where Value == WrittenDuration {
    package static var duration: Setting {
        Setting(WrittenDuration.expectation) { node, reading in
            if let text = node.written, let duration = WrittenDuration.parse(text) { return duration }
            let help = node.written.flatMap(WrittenDuration.cure)
            return reading.refuse(node, becauseItMustBe: WrittenDuration.expectation, help: help)
        }
    }
}

extension Setting where Value == TimeOfDay {
    package static var timeOfDay: Setting {
        Setting(TimeOfDay.expectation) { node in node.written.flatMap(TimeOfDay.parse) }
    }
}

extension Setting where Value == Fragment {
    /// An expression of the rule language; its mistakes are found by whoever compiles it, at their places.
    package static var condition: Setting<Fragment> {
        Setting<Fragment>("a condition") { node, reading in
            let isSaid = node.fragment?.text.utf8.contains { $0 > UInt8(ascii: " ") } ?? false
            if isSaid, node.content != .null { return node.fragment }
            let help = node.written == nil ? ConditionMistake.cure(under: reading.name) : nil
            return reading.refuse(node, becauseItMustBe: "a condition", help: help)
        }
    }

    /// A text with `{{ … }}` in it.
    package static var template: Setting<Fragment> {
        Setting("a text") { node in node.content == .null ? nil : node.fragment }
    }
}

extension Node {
    /// What a quoted scalar would be without its quotes.
    fileprivate var resolvedUnquoted: Content? {
        guard case .text(let text) = content else { return nil }
        return CoreSchema.resolve(text)
    }
}

extension Node.Content {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .null, .bool, .text, .sequence, .mapping: nil
        }
    }
}
