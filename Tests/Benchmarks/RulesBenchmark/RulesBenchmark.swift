import BellwetherCore
import Foundation

/// Measures health and rules over columns that are loaded: `RulesBenchmark FOLDER PAIRS`, where the folder holds the
/// `accounts.csv` and `rules.json` of the workload, and so many pairs of an account and a rule must come out.
///
/// The clock covers the score of eight measures, and fifty rules over everybody, up to the accounts of each rule. Two
/// halves of the accounts run at the same time, since the peer has two threads.
@main
enum RulesBenchmark {
    private static let runs = 15

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let expected = Int(arguments[2]) else {
            print("usage: RulesBenchmark FOLDER PAIRS")
            exit(64)
        }
        let workload = try Workload(in: arguments[1])
        let policy = try BenchmarkPolicy(workload)
        let table = try AccountTable(csv: arguments[1] + "/accounts.csv")
        let half = table.rows / 2 / 4096 * 4096
        let halves = [Company(table, rows: 0..<half, policy), Company(table, rows: half..<table.rows, policy)]
        let resident = memory("VmRSS:")
        let two = best { inParallel(halves) }
        let one = best { halves.reduce(0) { $0 + $1.pairs() } }
        let full = best { halves.reduce(0) { $0 + $1.pairsAndScores() } }
        for pairs in [one.pairs, two.pairs, full.pairs] {
            precondition(pairs == expected, "\(pairs) pairs in place of \(expected)")
        }
        print(
            "bellwether   accounts \(table.rows)  cycle \(text(two.seconds)) s  processor \(text(two.processor)) s  one thread \(text(one.seconds)) s  "
                + "with scores to a tenth, bands and coverage \(text(full.seconds)) s  pairs \(two.pairs)  "
                + "loaded \(resident) MiB  peak \(memory("VmHWM:")) MiB")
        print("one rule, one account: \(text(OneByOne(halves[1]).nanoseconds())) ns")
    }

    /// The best of several runs, and what came out. Where others use the machine too, the time of the processors says
    /// more than that of the clock.
    private static func best(_ run: () -> Int) -> (seconds: Double, processor: Double, pairs: Int) {
        let clock = ContinuousClock()
        var (best, processor, pairs) = (Double.infinity, Double.infinity, 0)
        for _ in 0..<runs {
            let (start, before) = (clock.now, Foundation.clock())
            pairs = run()
            best = min(best, (clock.now - start) / .seconds(1))
            processor = min(processor, Double(Foundation.clock() - before) / Double(CLOCKS_PER_SEC))
        }
        return (best, processor, pairs)
    }

    private static func inParallel(_ companies: [Company]) -> Int {
        let counts = Counts(companies.count)
        DispatchQueue.concurrentPerform(iterations: companies.count) { counts.set($0, companies[$0].pairs()) }
        return counts.sum
    }

    /// `VmRSS:` or `VmHWM:` of this process in MiB.
    private static func memory(_ key: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
            let kilobytes = Int(line.split(separator: " ").dropLast().last ?? "0")
        else { return 0 }
        return kilobytes / 1024
    }

    private static func text(_ number: Double) -> String { String(format: "%.4f", number) }
}

/// What each thread counted.
private final class Counts: @unchecked Sendable {
    private var counts: [Int]
    private let lock = NSLock()

    init(_ count: Int) { counts = Array(repeating: 0, count: count) }

    func set(_ place: Int, _ count: Int) { lock.withLock { counts[place] = count } }
    var sum: Int { counts.reduce(0, +) }
}
