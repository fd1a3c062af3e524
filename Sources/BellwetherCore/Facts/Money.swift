/// An ISO 4217 code, such as EUR.
package struct Currency: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let code: String

    /// Three letters; upper case is made of lower case. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = text.utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }
        guard bytes.count == 3, bytes.allSatisfy({ (65...90).contains($0) }) else { return nil }
        code = String(decoding: bytes, as: UTF8.self)
    }

    /// How many decimal places the minor unit has: 0 for JPY, 3 for KWD, else 2.
    package var exponent: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// How many minor units make one major unit.
    package var scale: Int64 { [1, 10, 100, 1000][exponent] }

    package var description: String { code }
    package static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}

/// An amount of money in whole minor units of one currency.
package struct Money: Sendable, Hashable {
    package var minor: Int64
    package var currency: Currency

    package init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// The amount in major units, for comparing in rules; exact up to 2^53 minor units.
    package var major: Double { Double(minor) / Double(currency.scale) }
}

/// A rate of money such as MRR, in ten-thousandths of a minor unit, so that sums are integers and free of order.
package struct MoneyRate: Sendable, Hashable {
    package var tenThousandths: Int64
    package var currency: Currency

    package init(tenThousandths: Int64, currency: Currency) {
        self.tenThousandths = tenThousandths
        self.currency = currency
    }

    package var major: Double { Double(tenThousandths) / 10_000 / Double(currency.scale) }
}
