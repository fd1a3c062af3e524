extension Double {
    /// `self` to a power, for numbers from 0 on; without a library, so that the same bytes come out everywhere.
    ///
    /// The whole part by squaring, the rest as `e^(r · ln x)` by series; good to 1e-13 of the value.
    func power(_ exponent: Double) -> Double {
        guard self > 0 else { return exponent == 0 ? 1 : 0 }
        guard exponent >= 0 else { return 1 / power(-exponent) }
        let whole = exponent.rounded(.down)
        var result = 1.0
        var base = self
        var left = Int(whole)
        while left > 0 {
            if left % 2 == 1 { result *= base }
            base *= base
            left /= 2
        }
        let rest = exponent - whole
        return rest == 0 ? result : result * (rest * naturalLogarithm).exponential
    }

    /// `ln x = ln m + e · ln 2` with m between ½√2 and √2, by the series of the inverse hyperbolic tangent.
    var naturalLogarithm: Double {
        var mantissa = significand
        var shift = Double(exponent)
        if mantissa > 1.414_213_562_373_095 {
            mantissa /= 2
            shift += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        var term = ratio
        var sum = 0.0
        var divisor = 1.0
        while abs(term) > 1e-18 {
            sum += term / divisor
            term *= ratio * ratio
            divisor += 2
        }
        return 2 * sum + shift * 0.693_147_180_559_945_3
    }

    /// `e^x` for small x, halved until the series ends soon and squared back.
    var exponential: Double {
        var halvings = 0
        var small = self
        while abs(small) > 0.5 {
            small /= 2
            halvings += 1
        }
        var term = 1.0
        var sum = 1.0
        var index = 1.0
        while abs(term) > 1e-18 {
            term *= small / index
            sum += term
            index += 1
        }
        for _ in 0..<halvings { sum *= sum }
        return sum
    }
}
