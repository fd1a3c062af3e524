import BellwetherConfig
package import BellwetherCore
package import BellwetherStore

extension Inquiries {
    /// What follows now from all that is stored, and the history it was told from; nothing of it is kept or sent.
    package func turn() async throws(StoreError) -> (turn: Turn, history: History) {
        let (memory, sources) = try await Line.remembered(from: store, under: installation, at: now)
        return (Turn(from: memory, with: Facts(sources: sources), under: installation.policy, at: now), memory.history)
    }

    /// Of what scores can be made on a first day.
    package func firstModels() async throws(StoreError) -> FirstModels {
        FirstModels(of: try await turn().turn, under: installation.policy)
    }
}
