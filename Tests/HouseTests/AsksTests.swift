import Foundation
import Testing

/// What users ask for and was promised has a test that says so in its name.
@Suite struct AsksTests {
    @Test func `names a test for each ask`() throws {
        let names = try Checkout.swiftFiles(below: "Tests").map(Checkout.text).joined(separator: "\n")
            .matches(of: #/func `((?:C\d+|item \d+)[^`]*)`/#).map { String($0.1) }
        let asks = (1...10).map { "C\($0)" } + [1, 2, 7, 8, 12, 14, 15, 21, 22].map { "item \($0)" }
        for ask in asks {
            let isNamed = names.contains { name in name.hasPrefix("\(ask):") || name.hasPrefix("\(ask),") }
            #expect(isNamed, "no test is called '\(ask): …'")
        }
    }
}
