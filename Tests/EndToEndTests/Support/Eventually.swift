import Testing

/// What was waited for did not come in time.
struct WaitedInVain: Error, CustomStringConvertible {
    let what: String
    let last: String

    var description: String { "waited in vain until \(what)\n\(last)" }
}

/// Looks again and again until it is so, but not for ever.
func eventually(
    _ what: String, within limit: Duration = .seconds(60), last: () -> String = { "" },
    _ isSo: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !isSo() {
        guard ContinuousClock.now < deadline else { throw WaitedInVain(what: what, last: last()) }
        try await Task.sleep(for: .milliseconds(50))
    }
}
