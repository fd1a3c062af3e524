import Testing

extension KillTests {
    /// A first start that breaks off: it is begun again, at once, and makes one opening list.
    @Suite struct FirstStartTests {
        @Test func `makes one opening list, at whichever commit it broke off, without waiting for the next poll`()
            async throws
        {
            let stride = Wish.everyStep ? 1 : 4
            var chance = Chance(Wish.seed(for: "first starts"))
            let first = Int.random(in: 1...stride, using: &chance)
            let steps = Swift.stride(from: first, through: 40, by: stride).map { "commit:after:\($0)" }
            let deaths = try await together(steps) { step in
                // Were it to wait for the next poll, it would wait for an hour.
                let trial = try Trial([.fault(step)], lookingEvery: "1h")
                try await trial.play(.opening)
                try await trial.end()
                let lists = Dictionary(grouping: try trial.letters(), by: \.receiver).mapValues { Set($0.map(\.key)) }
                #expect(lists.keys.sorted() == Company.receivers, "\(step)")
                #expect(lists.values.allSatisfy { $0.count == 1 }, "\(step): \(lists)")
                return trial.deaths
            }
            #expect(deaths.reduce(0, +) > 4, "there is less to strike at than there must be")
        }
    }
}
