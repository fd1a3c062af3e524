import Diagnostics

/// The first byte of a file that its declared encoding does not have: where it stands, and what to do about it.
struct StrangeByte {
    let line: Int
    private let value: UInt8
    /// The character of the line that it would be, from 1.
    private let column: Int
    private let encoding: TextEncoding
    /// What the bytes around it make sense in.
    private let likely: TextEncoding?

    /// Reads the file once more; nothing where there is no such byte, as where somebody mended it meanwhile.
    init?(inFile path: String, readAs encoding: TextEncoding) {
        guard let file = FileBytes(path) else { return nil }
        self.init(in: AnyIterator { file.next().flatMap { $0.isEmpty ? nil : $0 } }, readAs: encoding)
    }

    init?(in bytes: [UInt8], readAs encoding: TextEncoding) {
        self.init(in: CollectionOfOne(bytes), readAs: encoding)
    }

    private init?(in pieces: some Sequence<[UInt8]>, readAs encoding: TextEncoding) {
        guard var transcoder = Transcoder(from: encoding) else { return nil }
        var place = TextPlace()
        var last: [UInt8] = []
        do throws(Transcoder.Mistake) {
            for piece in pieces {
                last = piece
                place.pass(try transcoder.utf8(of: piece, isLast: false))
            }
            _ = try transcoder.utf8(of: [], isLast: true)
            return nil
        } catch {
            place.pass(error.textBefore)
            (line, column) = (place.line, place.column)
            value = error.value
            self.encoding = encoding
            likely = FileSample.decoded(last)?.encoding
        }
    }

    /// `byte 0xFC, character 7 of the line, is not utf-8, as which the file is read; …`
    func words(curing cure: (TextEncoding) -> String) -> String {
        let hex = String(value, radix: 16, uppercase: true)
        let found =
            "byte 0x\(hex.count < 2 ? "0" : "")\(hex), character \(column) of the line, is not \(encoding.rawValue), "
            + "as which the file is read; "
        guard let likely, likely != encoding else {
            return found + "what stands around it is: mend it there, or export the file anew"
        }
        return found + "it looks like \(likely.rawValue): \(cure(likely))"
    }
}

/// How far a text was passed: by line ends of any kind, and characters.
private struct TextPlace {
    private(set) var line = 1
    private(set) var column = 1
    private var isBehindCR = false

    mutating func pass(_ utf8: [UInt8]) {
        for byte in utf8 {
            switch byte {
            case 10 where isBehindCR: break
            case 10, 13: (line, column) = (line + 1, 1)
            // A character is counted by its first byte.
            case 0x80...0xBF: break
            default: column += 1
            }
            isBehindCR = byte == 13
        }
    }
}
