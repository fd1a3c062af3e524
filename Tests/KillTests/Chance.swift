import Foundation

/// Chance that a number begins, so that a run can be had again.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// What a person asks of these tests through the environment.
enum Wish {
    /// `BELLWETHER_SEED`, or today's own; said aloud, so that what failed can be had again.
    static func seed(for purpose: String) -> UInt64 {
        let seed = number("BELLWETHER_SEED").map(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
        print("\(purpose): BELLWETHER_SEED=\(seed)")
        return seed
    }

    /// How often a daemon is killed at random.
    static var kills: Int { number("BELLWETHER_KILLS").map(Int.init) ?? 20 }

    /// Whether every single step is tried, and not a sample of them.
    static var everyStep: Bool { ProcessInfo.processInfo.environment["BELLWETHER_FULL"] == "1" }

    private static func number(_ name: String) -> UInt32? {
        ProcessInfo.processInfo.environment[name].flatMap(UInt32.init)
    }
}

/// Does several at a time: they wait most of the time.
func together<Task: Sendable, Result: Sendable>(
    _ tasks: [Task], atMost limit: Int = 6, _ body: @escaping @Sendable (Task) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results: [Int: Result] = [:]
        for (index, task) in tasks.enumerated() {
            if index >= limit, let (done, result) = try await group.next() { results[done] = result }
            group.addTask { (index, try await body(task)) }
        }
        for try await (done, result) in group { results[done] = result }
        return results.sorted { $0.key < $1.key }.map(\.value)
    }
}
