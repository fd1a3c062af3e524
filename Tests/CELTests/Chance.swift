import Foundation

/// Chance that a number begins, so that a run can be had again.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// `BELLWETHER_SEED`, or today's own; said aloud, so that what failed can be had again.
    static func seed(for purpose: String) -> UInt64 {
        let named = ProcessInfo.processInfo.environment["BELLWETHER_SEED"].flatMap(UInt64.init)
        let seed = named ?? UInt64.random(in: 0..<1_000_000)
        print("\(purpose): BELLWETHER_SEED=\(seed)")
        return seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

    /// In one of so many cases.
    mutating func onceIn(_ cases: Int) -> Bool { below(cases) == 0 }
}
