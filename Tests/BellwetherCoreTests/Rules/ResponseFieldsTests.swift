import CEL
import Testing

@testable import BellwetherCore

/// M09: of each contact counts the latest answer that is on its scale. On Monday, 2 March.
@Suite struct ResponseFieldsTests {
    struct Answer: Sendable {
        let contact: String?
        let day: Int
        let value: Double
        var survey = "nps"
    }

    private static let detractor = "responses.exists(r, r.survey == 'nps' && r.latest && r.value <= 6)"

    @Test(arguments: [
        ([Answer(contact: "ann", day: 20, value: 6)], true),
        ([Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ann", day: 26, value: 9)], false),
        ([Answer(contact: "ann", day: 26, value: 3), Answer(contact: "ann", day: 20, value: 9)], true),
        ([Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ben", day: 26, value: 9)], true),
        // In the same instant, the greater id is the later.
        ([Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ann", day: 20, value: 9)], false),
        ([Answer(contact: "ann", day: 20, value: 9), Answer(contact: "ann", day: 20, value: 3)], true),
        // What is off the scale is no answer, and takes none back.
        ([Answer(contact: "ann", day: 20, value: -1)], false), ([Answer(contact: "ann", day: 20, value: 4.5)], false),
        ([Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ann", day: 26, value: 11)], true),
        ([Answer(contact: "ann", day: 20, value: 9), Answer(contact: "ann", day: 26, value: -2)], false),
        // Another question has another answer.
        ([Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ann", day: 26, value: 5, survey: "csat")], true),
        ([Answer(contact: "ann", day: 20, value: 3, survey: "csat")], false),
        // Nobody knows whose these are: each stands alone.
        ([Answer(contact: nil, day: 20, value: 3), Answer(contact: nil, day: 26, value: 9)], true), ([], false),
    ])
    func `a detractor is whose latest answer on the scale says so`(answers: [Answer], expected: Bool) throws {
        #expect(try scene(answers).value(Self.detractor).text == "\(expected)")
    }

    @Test func `an answer that is still to come takes none back`() throws {
        let answers = [Answer(contact: "ann", day: 20, value: 3), Answer(contact: "ann", day: 26, value: 9)]
        var scene = scene(answers)
        scene.moment = try #require(Moment("2026-02-25T00:00:00Z"))
        #expect(try scene.value(Self.detractor).text == "true")
    }

    @Test func `of a survey of one's own nobody can say what is on its scale`() throws {
        let scene = scene([Answer(contact: "ann", day: 20, value: 3, survey: "custom")])
        #expect(try scene.value("responses.exists(r, has(r.latest))").text == "false")
        #expect(try scene.value("responses.exists(r, r.survey == 'custom' && r.value == 3)").text == "true")
    }

    private func scene(_ answers: [Answer]) -> Scene {
        var scene = Scene()
        scene.company.deliver(.surveyResponse)
        for (number, answer) in answers.enumerated() {
            scene.company.add(
                .surveyResponse, "r\(number)",
                [
                    "kind": .text(answer.survey), "contact_id": answer.contact.map(FactValue.text) ?? .absent,
                    "at": .text("2026-02-\(answer.day)T09:00:00Z"), "value": .real(answer.value),
                ])
        }
        return scene
    }
}
