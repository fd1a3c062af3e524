import BellwetherSources

extension SourceDefinition {
    /// Polls it, but no longer than it may take: for the daemon, and for whoever tries it by hand.
    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        let result: Result<PollResult, PollError> = await withTaskGroup { group in
            group.addTask { () async -> Result<PollResult, PollError> in
                do throws(PollError) { return .success(try await source.poll(context, into: sink)) } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do { try await context.outside.wait(timeout) } catch { return .failure(.cancelled) }
                return .failure(.timedOut(after: timeout))
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            return first
        }
        return try result.get()
    }
}
