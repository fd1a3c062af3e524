import BellwetherCore

/// A header, without what differs between two spellings of it: `Fällig am (EUR)`, `faelligAm` and `FAELLIG_AM` are one.
struct HeaderText: Sendable, Hashable {
    /// `fällig_am`
    let words: [String]
    /// `faelligam`
    let bare: String
    /// The code of the currency that it ends in.
    let currency: String?

    init(_ written: String) {
        var words = Self.plain(written).split(separator: "_").map(String.init)
        var currency: String?
        while words.count > 1, let last = words.last, let code = Self.endings[last] {
            currency = currency ?? code
            words.removeLast()
        }
        self.words = words
        bare = words.map(Self.folded).joined()
        self.currency = currency ?? Self.signs.first { written.contains($0.key) }?.value
    }

    /// The code of the currency that it ends in, or that one of its words is.
    var namedCurrency: String? { currency ?? words.lazy.compactMap { Self.endings[$0] ?? nil }.first }

    /// What texts that are no codes of currencies mean: `руб.` is RUB.
    static func currencies(in texts: [String]) -> [String: String] {
        Set(texts).reduce(into: [:]) { found, text in
            guard Currency(text) == nil else { return }
            let code = endings[plain(text)].flatMap(\.self) ?? signs.first { text.contains($0.key) }?.value
            if let code { found[text] = code }
        }
    }

    /// The same without what stands in brackets behind it: `Last seen (Europe/Berlin)`.
    static func withoutBrackets(_ written: String) -> HeaderText? {
        guard let start = written.firstIndex(where: { "(（[".contains($0) }), start > written.startIndex else {
            return nil
        }
        return HeaderText(String(written[..<start]))
    }

    /// Whether it says that and something else: `Оценка NPS` says `оценка`. Short words say too little.
    func says(_ other: HeaderText) -> Bool {
        guard other.bare.count >= (other.isAlphabetic ? 4 : 2), bare != other.bare else { return false }
        guard other.isAlphabetic else { return bare.contains(other.bare) }
        let (own, theirs) = (words.map(Self.folded), other.words.map(Self.folded))
        guard own.count >= theirs.count else { return false }
        return (0...own.count - theirs.count).contains { Array(own[$0..<$0 + theirs.count]) == theirs }
    }

    /// Whether one of its words is that, however short.
    func contains(_ word: HeaderText) -> Bool {
        words.contains { Self.folded($0) == word.bare } || !word.isAlphabetic && bare.contains(word.bare)
    }

    /// `Fällig am` is `fällig_am`.
    static func plain(_ name: String) -> String {
        let characters = name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return String(characters).split(separator: "_").joined(separator: "_")
    }

    /// Chinese is written without blanks: there, a part of a word is a word.
    private var isAlphabetic: Bool { !bare.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } }

    private static func folded(_ word: String) -> String {
        word.map { character -> String in
            switch character {
            case "ä": "ae"
            case "ö": "oe"
            case "ü": "ue"
            case "ß": "ss"
            case "ё": "е"
            default: String(character)
            }
        }.joined()
    }

    /// What stands behind the name, with the currency it is, if it is one.
    private static let endings: [String: String?] = [
        "eur": "EUR", "euro": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "cny": "CNY", "rmb": "CNY",
        "元": "CNY", "人民币": "CNY", "rub": "RUB", "руб": "RUB", "рублей": "RUB", "р": "RUB", "in": nil, "в": nil,
        "utc": nil,
    ]
    private static let signs = ["€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY", "₽": "RUB"]
}
