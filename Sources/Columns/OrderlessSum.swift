/// A sum of numbers that does not hang on the order they come in, as one of floating-point numbers does.
///
/// Whole parts and billionths are added up as integers: amounts of money, counts and scores lose nothing by that.
package struct OrderlessSum: Sendable {
    private var whole: Int128 = 0
    private var billionths: Int128 = 0
    /// What no integer holds.
    private var rest = 0.0

    package init() {}

    package init(_ numbers: some Sequence<Double>) {
        for number in numbers { add(number) }
    }

    package mutating func add(_ number: Double) {
        let integral = number.rounded(.towardZero)
        guard let integer = Int64(exactly: integral) else {
            rest += number
            return
        }
        whole += Int128(integer)
        billionths += Int128(Int64(((number - integral) * 1e9).rounded()))
    }

    package var value: Double {
        let (units, part) = (whole * 1_000_000_000 + billionths).quotientAndRemainder(dividingBy: 1_000_000_000)
        return Double(units) + Double(part) / 1e9 + rest
    }
}
