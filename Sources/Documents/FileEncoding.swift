import Diagnostics

/// What the bytes of a file must be before YAML is looked for in them.
///
/// libyaml checks the same, but its complaint carries only a byte's number.
enum FileEncoding {
    enum Fault: Equatable {
        case utf16
        case utf32
        case notUTF8
        case forbidden(Unicode.Scalar)
    }

    /// The bytes without their byte order mark, and the first fault with where it is.
    static func check(_ bytes: [UInt8]) -> (text: ArraySlice<UInt8>, fault: (kind: Fault, line: Int, column: Int)?) {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return ([], (.utf32, 1, 1))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return ([], (.utf16, 1, 1)) }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if isPlainASCII(text) { return (text, nil) }
        var progress = Progress()
        let fault = text.withUnsafeBufferPointer { progress.fault(in: $0) }
        return (text, fault.map { ($0, progress.line, progress.column) })
    }

    /// What YAML calls printable, without a second byte order mark.
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
            true
        default: false
        }
    }

    /// True of most files, and quickly seen.
    private static func isPlainASCII(_ text: ArraySlice<UInt8>) -> Bool {
        text.allSatisfy { 0x20 <= $0 && $0 <= 0x7E || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    private struct Progress {
        var line = 1
        var column = 1
        private var followsCR = false

        mutating func fault(in bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
            var iterator = bytes.makeIterator()
            var parser = Unicode.UTF8.ForwardParser()
            while true {
                switch parser.parseScalar(from: &iterator) {
                case .emptyInput: return nil
                case .error: return .notUTF8
                case .valid(let encoded):
                    let scalar = Unicode.UTF8.decode(encoded)
                    guard FileEncoding.isAllowed(scalar) else { return .forbidden(scalar) }
                    pass(scalar)
                }
            }
        }

        private mutating func pass(_ scalar: Unicode.Scalar) {
            let isLF = scalar == "\n"
            let isSecondHalf = isLF && followsCR
            followsCR = scalar == "\r"
            if isSecondHalf { return }
            if isLF || followsCR {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
    }
}
