/// An ISO 4217 code, such as EUR; compared millions of times in a turn, and so a number within.
package struct Currency: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The three letters, the first in the highest byte, and in the lowest how many decimals amounts are counted with.
    private let letters: UInt32

    /// Three letters; upper case is made of lower case. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = text.utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }
        guard bytes.count == 3, bytes.allSatisfy({ (65...90).contains($0) }) else { return nil }
        let exponent = Self.exponent(of: String(decoding: bytes, as: UTF8.self))
        letters = bytes.reduce(0) { $0 << 8 | UInt32($1) } << 8 | exponent
    }

    private init(_ currency: Currency, decimals: UInt32) { letters = currency.letters & ~0xFF | decimals }

    /// How many decimal places the minor unit has: 0 for JPY, 3 for KWD, else 2.
    package var exponent: Int { Int(letters & 0xFF) }

    /// As many as any of them has.
    package static let mostDecimals = 3

    /// The same, of which amounts are counted with so many decimals, 0 to 3, whatever its minor unit.
    package func counted(decimals: Int) -> Currency {
        Currency(self, decimals: UInt32(min(max(0, decimals), Self.mostDecimals)))
    }

    /// The same, of which amounts are counted in its minor units.
    package var inMinorUnits: Currency { Currency(self, decimals: Self.exponent(of: code)) }

    package var code: String {
        String(unsafeUninitializedCapacity: 3) { text in
            for place in 0..<3 { text[place] = UInt8(truncatingIfNeeded: letters >> UInt32(24 - 8 * place)) }
            return 3
        }
    }

    private static func exponent(of code: String) -> UInt32 {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    /// How many minor units make one major unit.
    package var scale: Int64 {
        switch exponent {
        case 0: 1
        case 1: 10
        case 3: 1000
        default: 100
        }
    }

    package var description: String { code }
    package static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
}

/// The currency of a row's amounts, as far as the row says.
package enum StatedCurrency: Sendable, Hashable {
    case stated(Currency)
    /// That of what the row belongs to: of an invoice, a subscription or an account. Its amounts were read with so many
    /// decimals; where that is absent, they are in its minor units.
    case inherited(decimals: Int?)

    /// Whether its amounts must be counted anew once its currency is known.
    var isCountedOtherwise: Bool {
        if case .inherited(_?) = self { true } else { false }
    }

    /// What the amounts are counted in.
    ///
    /// - Parameter other: the currency of what the row belongs to.
    package func or(_ other: @autoclosure () -> Currency) -> Currency {
        switch self {
        case .stated(let currency): currency
        case .inherited(let decimals):
            decimals.map { other().counted(decimals: $0) } ?? other().inMinorUnits
        }
    }
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
