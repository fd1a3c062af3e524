/// RFC 3492, the encoding half, under its own names.
enum Punycode {
    private static let base = 36
    private static let tmin = 1
    private static let tmax = 26
    private static let skew = 38
    private static let damp = 700
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars)

    static func encoded(_ label: [Unicode.Scalar]) -> String {
        var output = String.UnicodeScalarView(label.filter(\.isASCII))
        let basic = output.count
        if basic > 0 { output.append("-") }
        var (next, delta, bias, handled) = (0x80, 0, 72, basic)
        while handled < label.count {
            let smallest = label.lazy.map { Int($0.value) }.filter { $0 >= next }.min() ?? next
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for scalar in label {
                if scalar.value < next { delta += 1 }
                guard scalar.value == next else { continue }
                output.append(contentsOf: variableLength(delta, bias: bias))
                bias = adapted(delta, points: handled + 1, isFirst: handled == basic)
                (delta, handled) = (0, handled + 1)
            }
            (delta, next) = (delta + 1, next + 1)
        }
        return String(output)
    }

    private static func variableLength(_ number: Int, bias: Int) -> [Unicode.Scalar] {
        var (rest, threshold, output) = (number, 0, [Unicode.Scalar]())
        for position in stride(from: base, through: .max, by: base) {
            threshold = min(max(position - bias, tmin), tmax)
            if rest < threshold { break }
            output.append(digits[threshold + (rest - threshold) % (base - threshold)])
            rest = (rest - threshold) / (base - threshold)
        }
        return output + [digits[rest]]
    }

    private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / points
        var steps = 0
        while delta > (base - tmin) * tmax / 2 {
            delta /= base - tmin
            steps += base
        }
        return steps + (base - tmin + 1) * delta / (delta + skew)
    }
}
