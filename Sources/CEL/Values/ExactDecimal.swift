/// All decimal digits of a double: every double has finitely many, and rounding is right only if all are known.
struct ExactDecimal {
    /// Without leading zeros; empty for 0.
    private(set) var digits: [UInt8]
    /// Where the point stands among the digits: 0.0125 is 125 and -1.
    private(set) var point: Int

    /// For a finite number; its sign is left out.
    init(_ value: Double) {
        let value = value.magnitude
        guard value > 0 else {
            (digits, point) = ([], 0)
            return
        }
        // value = significand × 2^exponent, and 2^-n = 5^n × 10^-n.
        let isSubnormal = value.exponentBitPattern == 0
        let significand = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        let exponent = max(1, Int(value.exponentBitPattern)) - 1075
        var number = Limbs(significand)
        number.multiply(by: exponent < 0 ? 5 : 2, times: abs(exponent))
        digits = number.digits
        point = digits.count + min(0, exponent)
    }

    /// Rounded so that so many digits are left, halves to the even neighbour; fewer than none leaves nothing.
    mutating func round(toDigits count: Int) {
        guard count < digits.count else { return }
        guard count >= 0 else {
            digits = []
            return
        }
        let isOdd = count > 0 && digits[count - 1] % 2 == 1
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let isUp = isHalf ? isOdd : (rest.first ?? 0) >= 5
        digits.removeLast(rest.count)
        if isUp { increment() }
    }

    private mutating func increment() {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        point += 1
    }
}

/// A large whole number, in groups of nine decimal digits, the least first.
private struct Limbs {
    private static let base: UInt64 = 1_000_000_000
    private var limbs: [UInt64]

    init(_ number: UInt64) {
        limbs = []
        var rest = number
        while rest > 0 {
            limbs.append(rest % Self.base)
            rest /= Self.base
        }
    }

    mutating func multiply(by factor: UInt64, times count: Int) {
        // As many factors at once as fit beside a limb.
        let step = factor == 5 ? 13 : 30
        var left = count
        while left > 0 {
            let power = (0..<min(left, step)).reduce(UInt64(1)) { power, _ in power * factor }
            multiply(by: power)
            left -= step
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index] * factor + carry
            limbs[index] = product % Self.base
            carry = product / Self.base
        }
        while carry > 0 {
            limbs.append(carry % Self.base)
            carry /= Self.base
        }
    }

    /// The most significant first, without leading zeros.
    var digits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return digits.reversed()
    }
}
