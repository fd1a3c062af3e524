import Foundation
import Testing

@testable import CEL

/// The specification's own cases. Without the folder that holds them, these tests are skipped.
@Suite(.enabled(if: !Conformance.files.isEmpty, "there is no shared/conformance/cel beside the checkout"))
struct ConformanceTests {
    @Test func `every applicable case of the specification passes`() throws {
        var run = 0
        for file in Conformance.files {
            var passed = 0
            var failed = 0
            var skipped: [String: Int] = [:]
            for test in try Conformance.cases(in: file) {
                if let reason = Conformance.reasonToSkip(test) {
                    skipped[reason, default: 0] += 1
                } else if let complaint = Conformance.complaint(about: test) {
                    failed += 1
                    Issue.record("\(test.id): \(test.expr): \(complaint)")
                } else {
                    passed += 1
                }
            }
            run += passed + failed
            print(summary(of: file.lastPathComponent, passed, failed, skipped))
        }
        #expect(run > 0)
    }

    private func summary(of file: String, _ passed: Int, _ failed: Int, _ skipped: [String: Int]) -> String {
        let reasons = skipped.sorted { $0.key < $1.key }.map { "\($0.value) need \($0.key)" }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"
        return "\(file): \(passed) passed, \(failed) failed, \(skipped.values.reduce(0, +)) skipped\(why)"
    }
}
