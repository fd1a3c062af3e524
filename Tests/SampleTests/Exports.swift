import BellwetherCore
import Sample

/// A made company read back as whoever receives its files reads them.
struct Exports {
    typealias Record = [String: String]

    private var texts: [String: String]

    init(_ files: [SampleFile]) {
        texts = Dictionary(files.map { ($0.name, $0.text) }) { first, _ in first }
    }

    var names: Set<String> { Set(texts.keys) }

    /// The files with some of them replaced.
    func replacing(_ files: [SampleFile]) -> Exports {
        var next = self
        for file in files { next.texts[file.name] = file.text }
        return next
    }

    func records(_ name: String) -> [Record] {
        let lines = table(name)
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Record(zip(header, $0)) { first, _ in first } }
    }

    /// RFC 4180, byte by byte.
    func table(_ name: String) -> [[String]] {
        var lines: [[String]] = []
        var line: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = (texts[name] ?? "").utf8.makeIterator()
        var pending = bytes.next()
        while let byte = pending {
            pending = bytes.next()
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true) where pending == UInt8(ascii: "\""):
                cell.append(byte)
                pending = bytes.next()
            case (UInt8(ascii: "\""), _): isQuoted.toggle()
            case (UInt8(ascii: ","), false):
                line.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
            case (UInt8(ascii: "\n"), false):
                lines.append(line + [String(decoding: cell, as: UTF8.self)])
                line.removeAll(keepingCapacity: true)
                cell.removeAll(keepingCapacity: true)
            default: cell.append(byte)
            }
        }
        return lines
    }
}

extension Exports.Record {
    func day(_ name: String) -> Day? { self[name].flatMap { Day($0) } }
    func moment(_ name: String) -> Moment? { self[name].flatMap { Moment($0) } }
    func number(_ name: String) -> Double { self[name].flatMap { Double($0) } ?? 0 }
    subscript(text name: String) -> String { self[name] ?? "" }
}
