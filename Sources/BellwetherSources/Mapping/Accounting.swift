/// Amounts as accountants write them: `(1,200.00)` is negative, `€` or `$` says nothing we do not know.
enum Accounting {
    private static let symbols = [
        "$", "€", "£", "¥", "₽", "₹", "zł", "kr", "EUR", "USD", "GBP", "CHF", "руб.", "руб", "元",
    ].map { Array($0.utf8) }

    static func stripped(_ text: ArraySlice<UInt8>) -> (digits: ArraySlice<UInt8>, isNegative: Bool) {
        var rest = text.trimmed
        var isNegative = false
        if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
            rest = rest.dropFirst().dropLast().trimmed
            isNegative = true
        } else if rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst().trimmed
            isNegative = true
        }
        for symbol in symbols {
            if rest.starts(with: symbol) { rest = rest.dropFirst(symbol.count).trimmed }
            if rest.suffix(symbol.count).elementsEqual(symbol) { rest = rest.dropLast(symbol.count).trimmed }
        }
        return (rest, isNegative)
    }
}
