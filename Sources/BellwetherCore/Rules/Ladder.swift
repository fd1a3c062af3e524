import CEL
import Diagnostics
import Documents

/// Days before a term ends, or before notice is due, at each of which it is told again: 120, 90, 60, 30, 14, 7.
///
/// A term stands on the lowest step that it has come to. One alert goes down the whole ladder; whoever comes late, or
/// passes several steps at once, hears of the step it stands on, and of none above.
package struct Ladder: Sendable, Hashable {
    package enum Target: String, Sendable, Hashable, CaseIterable {
        case renewal, notice
    }

    /// From the furthest on, each once.
    package let steps: [Int]
    package let target: Target

    package init(steps: [Int], to target: Target = .renewal) {
        self.steps = Set(steps).sorted(by: >)
        self.target = target
    }

    /// The field that counts down to it.
    var field: String {
        switch target {
        case .renewal: "contract.days_to_renewal"
        case .notice: "contract.days_to_notice"
        }
    }

    func date(of renewal: RenewalForecast) -> Day {
        switch target {
        case .renewal: renewal.renewsOn
        case .notice: renewal.noticeBy
        }
    }

    /// Nothing above the ladder, and when the day is over.
    package func step(daysLeft days: Int) -> Int? {
        days >= 0 ? steps.last { days <= $0 } : nil
    }
}

/// On which step of its rule's ladder an alert stands, and for which date.
///
///     another date ──▶ the step it stands on for that date (told to nobody: only steps ahead are armed)
///     same date, a lower step ──▶ that step (told once, however many were passed)
///
package struct LadderStanding: Sendable, Hashable, Codable {
    package private(set) var date: Day
    package private(set) var step: Int

    package init(date: Day, step: Int) {
        self.date = date
        self.step = step
    }

    /// Whether it came down to a step that has to be told.
    mutating func move(to other: LadderStanding) -> Bool {
        defer { self = other }
        return other.date == date && other.step < step
    }
}

extension Ladder {
    /// `ladder: [120, 90, 60]`, or `ladder: { days: [120, 90, 60], to: notice }`
    static func read(from settings: Settings, for target: Rule.Target) -> Ladder? {
        guard let node = settings.node("ladder") else { return nil }
        let ladder: Ladder? =
            if case .mapping = node.content {
                settings.section("ladder").flatMap { section in
                    let steps = section.required("days", .list(of: .integer(in: 1...730)))
                    let target = section.optional("to", .choice, default: Target.renewal)
                    return steps.map { Ladder(steps: $0, to: target) }
                }
            } else {
                settings.optional("ladder", .list(of: .integer(in: 1...730))).map { Ladder(steps: $0) }
            }
        guard let ladder else { return nil }
        if target != .contract {
            settings.report(.ladderWithoutContract(at: settings.placeOfKey("ladder") ?? node.place))
        }
        if ladder.steps.isEmpty { settings.report(.emptyLadder(at: node.place)) }
        return ladder
    }
}

extension Diagnostic {
    fileprivate static func ladderWithoutContract(at place: Place) -> Diagnostic {
        error("a 'ladder' counts down to the end of a contract", at: place, help: "write `for_each: contract`")
    }

    fileprivate static func emptyLadder(at place: Place) -> Diagnostic {
        error("a 'ladder' must have at least one step", at: place, help: "such as [120, 90, 60, 30, 14, 7]")
    }
}
