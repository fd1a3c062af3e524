import Foundation
import Testing

@testable import CEL

/// The specification's own cases. Without the folder that holds them, these tests are skipped.
@Suite(.enabled(if: !Conformance.files.isEmpty, "there is no shared/conformance/cel beside the checkout"))
struct ConformanceTests {
    @Test func `every applicable case of the specification passes`() throws {
        for evaluator in Conformance.Evaluator.all {
            var total = Tally()
            for file in Conformance.files {
                let tally = try tally(of: file, by: evaluator)
                print("\(file.lastPathComponent), \(evaluator.name): \(tally)")
                total += tally
            }
            print("all of the suite, \(evaluator.name): \(total)")
            #expect(total.withValue > 0, "no case with a value was run")
        }
    }

    private func tally(of file: URL, by evaluator: Conformance.Evaluator) throws -> Tally {
        var tally = Tally()
        for test in try Conformance.cases(in: file) {
            if let reason = Conformance.reasonToSkip(test) {
                tally.skipped["need \(reason)", default: 0] += 1
                continue
            }
            switch Conformance.outcome(of: test, by: evaluator) {
            case .passed: tally.pass(test)
            case .notTaken: tally.skipped["are not for it", default: 0] += 1
            case .failed(let complaint):
                tally.failed += 1
                Issue.record("\(test.id), \(evaluator.name): \(test.expr): \(complaint)")
            }
        }
        return tally
    }
}

/// How the cases of a file came out. A case that expects an error passes where a function is just missing, so those that
/// expect a value or a type are counted on their own.
private struct Tally: CustomStringConvertible {
    private(set) var passed = 0
    private(set) var withValue = 0
    var failed = 0
    var skipped: [String: Int] = [:]

    mutating func pass(_ test: ConformanceCase) {
        passed += 1
        if test.expect.error == nil { withValue += 1 }
    }

    static func += (left: inout Tally, right: Tally) {
        left.passed += right.passed
        left.withValue += right.withValue
        left.failed += right.failed
        left.skipped.merge(right.skipped, uniquingKeysWith: +)
    }

    var description: String {
        let reasons = skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
        return "\(passed) passed (\(withValue) with a value), \(failed) failed, "
            + "\(skipped.values.reduce(0, +)) skipped\(why)"
    }
}
