import BellwetherTestSupport
import Glibc
import Testing

extension KillTests {
    /// Killed at any moment: while it starts, loads, turns, sends, records, or does nothing.
    @Suite struct RandomKillTests {
        /// How many runs go on at once, and how many daemons are killed in one at most.
        private static let (breadth, killsOfOneTrial) = (5, 6)

        private struct Outcome: Sendable {
            let kills: Int
            let tales: Set<Tale>
        }

        @Test func `tells everything once, whenever it is killed`() async throws {
            var chance = Chance(Wish.seed(for: "random kills"))
            let undisturbed = try await Self.outcome(of: [])
            var (kills, runs) = (0, 0)
            while kills < Wish.kills, runs < Wish.kills {
                let trials = (0..<Self.breadth).map { _ in
                    (0..<Self.killsOfOneTrial).map { _ in Self.fate(&chance) }
                }
                for outcome in try await together(trials, atMost: Self.breadth, { try await Self.outcome(of: $0) }) {
                    #expect(outcome.tales == undisturbed.tales)
                    kills += outcome.kills
                    runs += 1
                }
                print("random kills: \(kills) of \(Wish.kills), in \(runs) runs through all scenes")
            }
            #expect(kills >= Wish.kills, "hardly any daemon lived to be killed")
        }

        /// Half of them die young: starting is where most is taken up again. One in four is told to end instead, which
        /// is no excuse for a repetition.
        private static func fate(_ chance: inout Chance) -> Trial.Fate {
            let isYoung = Bool.random(using: &chance)
            let age = Duration.milliseconds(Int.random(in: 0...(isYoung ? 400 : 1_500), using: &chance))
            return Int.random(in: 1...4, using: &chance) == 1 ? .toldToEnd(after: age) : .killed(after: age)
        }

        private static func outcome(of fates: [Trial.Fate]) async throws -> Outcome {
            // Receivers that take their time keep the window open in which a death leaves a letter in doubt.
            let trial = try Trial(fates) { _ in
                usleep(30_000)
                return .status(200)
            }
            try await trial.play()
            let complaints = try await trial.complaints()
            #expect(complaints.isEmpty, "\(fates):\n\(complaints.joined(separator: "\n"))\n\(trial.lastWords)")
            return Outcome(kills: trial.deaths, tales: Set(try trial.letters().flatMap(\.events).map(\.tale)))
        }
    }
}
