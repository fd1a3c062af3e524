/// A seedable stream of chance: SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators" (2014).
///
/// Our own, because the standard library promises neither a seedable generator nor that `Int.random(in:using:)` stays
/// what it is: the same seed must give the same bytes on every machine and with every compiler. Everything is
/// integers, or doubles made by the four basic operations, for the same reason.
package struct Chance: Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for each purpose and thing, so that a new table moves no other.
    package init(seed: UInt64, for purpose: String, _ thing: Int = 0) {
        // FNV-1a spreads the purpose; the first draw spreads the thing.
        let spread = purpose.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        state = seed ^ spread &+ UInt64(bitPattern: Int64(thing)) &* 0xd1b5_4a32_d192_ed03
        state = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, 1.
    package mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    package mutating func between(_ range: ClosedRange<Int>) -> Int {
        let span = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: span).high)
    }

    package mutating func between(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * fraction()
    }

    /// True about `percent` times in a hundred.
    package mutating func happens(_ percent: Double) -> Bool { fraction() * 100 < percent }

    package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        precondition(!choices.isEmpty, "there is something to pick from")
        return choices[between(0...choices.count - 1)]
    }

    /// One of them, each as likely as its weight.
    package mutating func pick<Choice>(weighing choices: [(choice: Choice, weight: Int)]) -> Choice {
        var rest = between(1...max(1, choices.reduce(0) { $0 + $1.weight }))
        for (choice, weight) in choices {
            rest -= weight
            if rest <= 0 { return choice }
        }
        preconditionFailure("there is something to pick from")
    }

    package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for last in elements.indices.dropFirst().reversed() {
            elements.swapAt(last, between(0...last))
        }
        return elements
    }
}
