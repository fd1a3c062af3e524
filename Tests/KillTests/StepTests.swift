import Testing

extension KillTests {
    /// Ended as by kill -9 at exactly one step, once for each step there is.
    @Suite(.serialized) struct StepTests {
        /// How many steps are tried at once.
        private static let breadth = 6

        @Test(arguments: ["commit:before", "commit:after", "send:before", "send:after"])
        func `tells everything once, at whichever step it dies`(place: String) async throws {
            let stride = Wish.everyStep ? 1 : place.hasPrefix("commit") ? 5 : 3
            var chance = Chance(Wish.seed(for: "steps of \(place)"))
            var first = Int.random(in: 1...stride, using: &chance)
            var deaths = 0
            var wasStruck = true
            while wasStruck {
                let steps = (0..<Self.breadth).map { "\(place):\(first + $0 * stride)" }
                let struck = try await together(steps, atMost: Self.breadth) { try await Self.dies(at: $0) }
                deaths += struck.count { $0 }
                wasStruck = struck.allSatisfy { $0 }
                first += Self.breadth * stride
            }
            print("steps of \(place): \(deaths) deaths, one step in \(stride)")
            #expect(deaths > 2, "there is less to strike at than there must be")
        }

        /// Whether that step was ever reached.
        private static func dies(at step: String) async throws -> Bool {
            let trial = try Trial([.fault(step)])
            do {
                try await trial.play()
            } catch let stuck as Trial.Stuck {
                Issue.record(stuck, "\(step)")
                return false
            }
            let complaints = try await trial.complaints()
            #expect(complaints.isEmpty, "\(step):\n\(complaints.joined(separator: "\n"))\n\(trial.lastWords)")
            return trial.deaths > 0
        }
    }
}
