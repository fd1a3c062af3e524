import Diagnostics
import Testing

@testable import CEL

@Suite struct TimeZonesTests {
    private static let berlin: TimeZones.Offset = { $0 > 0 ? 3600 : 0 }
    private static let evening = Value.timestamp(seconds: 1_795_303_800, nanoseconds: 0)

    @Test(arguments: [
        ("t.getDate('Europe/Berlin')", Value.int(22)), ("t.getHours('+05:45')", .int(5)),
        ("t.getHours('01:00')", .int(0)),
        ("t.getDate('UTC')", .int(21)), ("t.getDate(zone)", .failure(.unknownZone("Europe/Berlin"))),
    ])
    func `a zone named in the condition is looked up while that is loaded`(text: String, value: Value) throws {
        #expect(try Self.value(of: text, TimeZones(named: { $0 == "Europe/Berlin" ? Self.berlin : nil })) == value)
    }

    @Test func `a zone that an evaluation names is one of those handed in`() throws {
        let zones = TimeZones(named: { _ in nil }, known: ["Europe/Berlin": Self.berlin])
        #expect(try Self.value(of: "t.getDate(zone)", zones) == .int(22))
    }

    private static func value(of text: String, _ zones: TimeZones) throws -> Value {
        let vocabulary = Vocabulary(
            variables: [Variable("t", .timestamp), Variable("zone", .string)],
            functions: Function.standard(zones: zones))
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: vocabulary, expecting: .int)
        guard let condition else { throw Unsound(diagnostics: diagnostics) }
        return condition.value { condition.references[$0].name == "t" ? evening : .string("Europe/Berlin") }
    }
}
