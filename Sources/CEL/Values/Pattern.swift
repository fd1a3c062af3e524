import CLibRE2

/// A compiled regular expression in RE2's syntax: found in time linear in the text, whatever the pattern.
///
/// RE2 promises that a compiled pattern is constant and may be matched with from any number of threads.
final class Pattern: @unchecked Sendable {
    /// What a compiled pattern may take; a larger one is refused.
    private static let mostMemory: Int64 = 8 << 20

    private let compiled: OpaquePointer
    /// How many instructions it has; going over one byte of text costs no more than so many steps.
    let size: Int

    init(_ text: String) throws(EvaluationError) {
        var text = Self.withNamesOfOld(text)
        var reason = [CChar](repeating: 0, count: 200)
        let count = reason.count
        let compiled = text.withUTF8 { text in
            reason.withUnsafeMutableBufferPointer {
                bellwether_pattern_new(text.baseAddress, text.count, Self.mostMemory, $0.baseAddress, count)
            }
        }
        guard let compiled else {
            throw .badPattern(String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        self.compiled = compiled
        size = Int(bellwether_pattern_size(compiled))
    }

    deinit { bellwether_pattern_free(compiled) }

    /// Whether it is found anywhere in the text.
    func isFound(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bellwether_pattern_matches(compiled, $0.baseAddress, $0.count) }
    }

    /// The work of one match, in the units of a `Frame`, at worst.
    func work(on text: String) -> Int { text.utf8.count / 64 * (1 + size / 16) }

    /// With `(?P<name>…)` in place of `(?<name>…)`: RE2 learnt the second only in 2023, and Debian's may be older.
    private static func withNamesOfOld(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard text.containsBytes(of: "(?<") else { return text }
        var result: [UInt8] = []
        var place = 0
        func isNext(_ expected: String) -> Bool { bytes[place...].starts(with: expected.utf8) }
        func take(_ count: Int) {
            result += bytes[place..<min(place + count, bytes.count)]
            place = min(place + count, bytes.count)
        }
        while place < bytes.count {
            if isNext("\\Q") {
                while place < bytes.count, !isNext("\\E") { take(1) }
            } else if isNext("\\") {
                take(2)
            } else if isNext("[") {
                // A closing bracket right behind the opening one stands for itself.
                take(isNext("[^]") ? 3 : isNext("[]") ? 2 : 1)
                while place < bytes.count, !isNext("]") { take(isNext("\\") ? 2 : isNext("[:") ? classLength() : 1) }
            } else if isNext("(?<"), place + 3 < bytes.count, bytes[place + 3].isNameStart {
                result += Array("(?P<".utf8)
                place += 3
            } else {
                take(1)
            }
        }
        /// `[:alpha:]`, with its closing bracket; of anything else one byte.
        func classLength() -> Int {
            let name = bytes[(place + 2)...].prefix { $0.isNamePart || $0 == UInt8(ascii: "^") }
            return bytes[name.endIndex...].starts(with: ":]".utf8) ? name.count + 4 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
