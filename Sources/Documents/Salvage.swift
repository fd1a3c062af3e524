package import Diagnostics

/// What can still be read of a file whose structure is broken in places: the pieces around the breaks are left out, so
/// that the mistakes in all others are told in the same run. Nothing is ever run on it.
package struct Salvage: Sendable {
    package let root: Node
    /// Breaks behind the first one, and what was wrong in composing the rest.
    package let diagnostics: [Diagnostic]
    /// Names that the pieces left out may have given.
    private let lostNames: Set<String>

    /// Whether something may be missing only since it stood in a piece that was left out.
    package func explains(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.message.split(separator: "'", omittingEmptySubsequences: false).enumerated().contains {
            !$0.offset.isMultiple(of: 2) && explains($0.element)
        }
    }

    private func explains(_ name: Substring) -> Bool {
        lostNames.contains(String(name))
            || name.split(separator: ".").dropFirst().contains {
                lostNames.contains(String($0))
            }
    }
}

extension Salvage {
    /// No more breaks than these: somebody who opens a file that is no YAML at all needs no list.
    private static let mostBreaks = 20
    /// It is read once more for each break.
    private static let mostBytes = 256 << 10

    init?(source: SourceText, limits: Limits, around first: Breakage) {
        guard first.bytes.count <= Self.mostBytes else { return nil }
        var outline = Outline(first.bytes)
        var (breaks, breakage): ([Diagnostic], Breakage) = ([], first)
        for _ in 0..<Self.mostBreaks {
            guard let end = outline.leaveOut(around: breakage) else { return nil }
            var composer = Composer(outline.bytes, source: source, limits: limits, dialect: .strict)
            let roots = composer.documents()
            guard let next = composer.breakage else {
                guard let root = roots.first else { return nil }
                self.root = root
                diagnostics = breaks + composer.diagnostics
                lostNames = outline.lostNames
                return
            }
            // What comes up again and begins before was misjudged: then one sentence is better than several wrong ones.
            guard next.start.line > end, outline.isFree(next, behind: end) else {
                return nil
            }
            breaks += composer.diagnostics.suffix(1)
            breakage = next
        }
        return nil
    }
}

/// Where the structure of a file breaks.
struct Breakage {
    /// The whole file.
    let bytes: [UInt8]
    let start: Spot
    /// Where the thing began that is broken.
    let context: Spot?
    /// Whether that thing goes on to the end of the file, like an open quote.
    let isUnclosed: Bool

    init(_ fault: SyntaxFault, at layout: Layout) {
        bytes = layout.bytes
        start = layout.spot(ofCodePoint: fault.start)
        context = fault.contextStart.map(layout.spot)
        isUnclosed = fault.isUnclosed
    }
}

/// The pieces of a file by their indentation alone: keys at its left edge, and in each list below one of these its items.
private struct Outline {
    /// In these, items hang on each other.
    private static let wholeOnly: Set<String> = ["health_models"]

    private(set) var lostNames: Set<String> = []
    /// With their line ends.
    private var lines: [[UInt8]]
    private let sections: [Int]

    var bytes: [UInt8] { lines.flatMap(\.self) }

    init(_ bytes: [UInt8]) {
        let lines = Self.lines(of: bytes)
        self.lines = lines
        sections = lines.indices.filter { Self.beginsSection(lines[$0]) }
    }

    /// Leaves out the piece with the break in it.
    /// - Returns: its last line, counted from 1; nothing where there is no such piece.
    mutating func leaveOut(around breakage: Breakage) -> Int? {
        let line = (breakage.isUnclosed ? breakage.context ?? breakage.start : breakage.start).line - 1
        guard var piece = piece(with: min(line, lines.count - 1)) else { return nil }
        // A mapping further up that breaks here, and not the list of all: a quote of it may have ended too late.
        let edge = indentOfItem(lines[piece.lowerBound]) ?? 0
        if let context = breakage.context, context.column > edge + 1, context.line - 1 < piece.lowerBound,
            let upper = self.piece(with: context.line - 1)
        {
            piece = upper.lowerBound..<piece.upperBound
        }
        guard piece.contains(where: { !lines[$0].allSatisfy(Self.isLineEnd) }) else { return nil }
        for index in piece {
            noteNames(in: lines[index], isWhole: sections.contains(piece.lowerBound))
            lines[index] = lines[index].filter(Self.isLineEnd)
        }
        noteEmptyList(around: piece.lowerBound)
        return piece.upperBound
    }

    /// Whether what breaks did not begin in or before a piece that was left out.
    func isFree(_ breakage: Breakage, behind end: Int) -> Bool {
        guard let context = breakage.context, let piece = piece(with: breakage.start.line - 1) else { return true }
        return context.line > end || context.column <= (indentOfItem(lines[piece.lowerBound]) ?? 0) + 1
    }

    private func piece(with line: Int) -> Range<Int>? {
        guard let place = sections.lastIndex(where: { $0 <= line }) else { return nil }
        let section = sections[place]..<(place + 1 < sections.count ? sections[place + 1] : lines.count)
        let items = items(in: section)
        guard !Self.wholeOnly.contains(key(of: section.lowerBound)), let item = items.lastIndex(where: { $0 <= line })
        else { return section }
        return items[item]..<(item + 1 < items.count ? items[item + 1] : section.upperBound)
    }

    /// Lines of a section that begin an item of its list.
    private func items(in section: Range<Int>) -> [Int] {
        let dashes = section.dropFirst().compactMap { index in indentOfItem(lines[index]).map { (index, $0) } }
        guard let indent = dashes.first?.1 else { return [] }
        return dashes.filter { $0.1 == indent }.map(\.0)
    }

    private func indentOfItem(_ line: [UInt8]) -> Int? {
        let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
        let rest = line.dropFirst(indent)
        guard rest.first == UInt8(ascii: "-") else { return nil }
        return rest.dropFirst().first.map { $0 == UInt8(ascii: " ") || Self.isLineEnd($0) } ?? true ? indent : nil
    }

    // MARK: Names

    private static let naming: Set<String> = ["alert", "name", "score", "was", "scenario"]

    /// What others may call by a name: of a whole section every word, of an item what names it.
    private mutating func noteNames(in line: [UInt8], isWhole: Bool) {
        let words = Self.words(of: line)
        for (index, word) in words.enumerated() {
            let isNamed = index > 0 && Self.naming.contains(words[index - 1])
            if isWhole || isNamed || line.contains(UInt8(ascii: "&")) { lostNames.insert(word) }
        }
    }

    /// A list that lost all of its items is not there.
    private mutating func noteEmptyList(around line: Int) {
        guard let place = sections.lastIndex(where: { $0 <= line }) else { return }
        let end = place + 1 < sections.count ? sections[place + 1] : lines.count
        if (sections[place] + 1..<end).allSatisfy({ Self.words(of: lines[$0]).isEmpty }) {
            lostNames.insert(key(of: sections[place]))
        }
    }

    private func key(of line: Int) -> String { Self.words(of: lines[line]).first ?? "" }

    private static func words(of line: [UInt8]) -> [String] {
        line.split { !isNamePart($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...0xFF:
            true
        default: false
        }
    }

    // MARK: Lines

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private static func beginsSection(_ line: [UInt8]) -> Bool {
        guard let first = line.first else { return false }
        return isNamePart(first) && first != UInt8(ascii: "-") || first == UInt8(ascii: "\"")
            || first == UInt8(ascii: "'")
    }

    private static func lines(of bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        for (index, byte) in bytes.enumerated() {
            lines[lines.count - 1].append(byte)
            let isFirstOfTwo =
                byte == UInt8(ascii: "\r") && index + 1 < bytes.count
                && bytes[index + 1] == UInt8(ascii: "\n")
            if isLineEnd(byte), !isFirstOfTwo { lines.append([]) }
        }
        return lines
    }
}

extension Document {
    /// The mapping that the file is, or what can still be read of it; all that was wrong so far goes into the report.
    package func readableSettings(reportingTo report: DiagnosticReport) -> Settings? {
        guard let salvage else { return settings(reportingTo: report) }
        report.add(diagnostics + salvage.diagnostics)
        return Settings(salvage.root, report: report)
    }

    /// The same as it stands; nothing also where the file is empty.
    package func readableRoot(reportingTo report: DiagnosticReport) -> Node? {
        let salvage = salvage
        report.add(diagnostics + (salvage?.diagnostics ?? []))
        return root ?? salvage?.root
    }
}

extension [Document] {
    /// What is told of files read together: without what is only missing since it stands where one of them is broken.
    package func told(of diagnostics: [Diagnostic]) -> [Diagnostic] {
        let gaps = compactMap(\.salvage)
        guard !gaps.isEmpty else { return diagnostics.inOrder() }
        let breaks = Set(flatMap(\.diagnostics))
        return diagnostics.filter { found in
            breaks.contains(found) || !gaps.contains { $0.explains(found) }
        }.inOrder()
    }
}
