import Diagnostics
import Testing

@testable import CEL

@Suite struct GapTests {
    private static let names = Vocabulary(variables: [
        Variable("score", .double), Variable("threshold.floor", .double), Variable("tier", .string),
        Variable("late", .bool),
    ])

    private func gap(_ text: String, score: Value = .double(61), late: Bool = false) throws -> Condition.Gap? {
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: Self.names)
        let checked = try #require(condition, "\(diagnostics)")
        return checked.gap { index in
            switch checked.references[index].name {
            case "score": score
            case "threshold.floor": .double(60)
            case "tier": .string("Gold")
            default: .bool(late)
            }
        }
    }

    @Test(arguments: [
        ("score < threshold.floor", "score", 61.0, 60.0), ("score < 50", "score", 61, 50),
        ("50 > score", "score", 61, 50),
        ("tier == 'Gold' && score < 50", "score", 61, 50), ("2 * score < 100", "2 * score", 122, 100),
    ])
    func `is how far the one comparison is that keeps it from holding`(
        _ text: String, _ compared: String, _ value: Double, _ against: Double
    ) throws {
        #expect(try gap(text) == Condition.Gap(text: compared, value: value, against: against))
    }

    @Test(arguments: ["score > 50", "late && score < 50", "tier == 'Iron'", "score < 50 || score > 70"])
    func `is not there where it holds, or where no single number decides`(_ text: String) throws {
        #expect(try gap(text) == nil)
    }

    @Test func `is not there where the number is not known`() throws {
        #expect(try gap("score < 50", score: .unknown("score", because: "no_data")) == nil)
    }
}
