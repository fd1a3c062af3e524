/// How much sense the letters beyond ASCII make, read in one encoding: from 0 for noise to 1 for a language.
///
/// Almost any bytes can be read in almost any encoding; what comes out wrong looks like no writing. Letters of German
/// stand alone among Latin ones, those of Russian stand together, a capital before small ones, and Chinese is written
/// with common signs.
enum LetterSense {
    static func share(of bytes: [UInt8], read text: [UInt8], in encoding: TextEncoding) -> Double {
        switch encoding {
        case .gb18030: chinese(bytes)
        case .windows1251: cyrillic(String(decoding: text, as: UTF8.self))
        case .utf8: sound(bytes, String(decoding: text, as: UTF8.self))
        case .windows1252, .latin1, .utf16: latin(String(decoding: text, as: UTF8.self))
        }
    }

    /// Letters of more than one byte are no accident: how many of the bytes beyond ASCII are of such letters.
    private static func sound(_ bytes: [UInt8], _ text: String) -> Double {
        let foreign = bytes.count { $0 > 0x7F }
        let sound = text.unicodeScalars.filter { !$0.isASCII && $0 != "\u{FFFD}" }.reduce(0) { $0 + UTF8.width($1) }
        return foreign == 0 ? 0 : Double(sound) / Double(foreign)
    }

    /// By the place of a sign in the table of GB 2312: common ones come first, rare ones later, all others nowhere.
    private static func chinese(_ bytes: [UInt8]) -> Double {
        var (signs, sense) = (0, 0.0)
        var index = 0
        while index < bytes.count {
            guard bytes[index] > 0x7F else {
                index += 1
                continue
            }
            signs += 1
            let isPair = index + 1 < bytes.count && (0xA1...0xFE).contains(bytes[index + 1])
            switch bytes[index] {
            case 0xB0...0xD7 where isPair, 0xA1...0xA3 where isPair: sense += 1
            case 0xD8...0xF7 where isPair: sense += 0.2
            default: break
            }
            index += 2
        }
        return signs == 0 ? 0 : sense / Double(signs)
    }

    private static func cyrillic(_ text: String) -> Double {
        share(of: text) { before, scalar, after in
            guard isCyrillic(scalar) else { return scalar.value == 0x2116 }
            let neighbours = [before, after].compactMap(\.self)
            guard neighbours.allSatisfy({ !isPlainLetter($0) }) else { return false }
            // A capital within a word comes after a capital.
            let isCapital = (0x410...0x42F).contains(scalar.value) || scalar.value == 0x401
            return !isCapital || before.map { !isCyrillic($0) || (0x410...0x42F).contains($0.value) } ?? true
        }
    }

    private static func latin(_ text: String) -> Double {
        share(of: text) { before, scalar, after in
            if "€–—’“”„«»°·…".unicodeScalars.contains(scalar) { return true }
            guard
                (0xC0...0xFF).contains(scalar.value)
                    || [0x152, 0x153, 0x160, 0x161, 0x17D, 0x17E].contains(scalar.value)
            else { return false }
            // Such a letter stands among plain ones; hardly ever beside two of its own.
            return [before, after].compactMap(\.self).contains(where: isPlainLetter)
        }
    }

    private static func share(
        of text: String, where fits: (Unicode.Scalar?, Unicode.Scalar, Unicode.Scalar?) -> Bool
    ) -> Double {
        var (foreign, fitting) = (0, 0)
        var before: Unicode.Scalar?
        var scalars = text.unicodeScalars.makeIterator()
        var current = scalars.next()
        while let scalar = current {
            let after = scalars.next()
            if scalar.value > 0x7F {
                foreign += 1
                if fits(before, scalar, after) { fitting += 1 }
            }
            before = scalar
            current = after
        }
        return foreign == 0 ? 0 : Double(fitting) / Double(foreign)
    }

    private static func isCyrillic(_ scalar: Unicode.Scalar) -> Bool {
        (0x410...0x44F).contains(scalar.value) || scalar.value == 0x401 || scalar.value == 0x451
    }

    private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic
    }
}
