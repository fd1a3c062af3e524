package import BellwetherConfig

/// The installation in force, swapped whole; services take it once and use that one.
package actor Installations {
    package private(set) var current: Installation
    private var listeners: [Int: AsyncStream<Installation>.Continuation] = [:]
    private var nextListener = 0

    package init(_ installation: Installation) {
        current = installation
    }

    package func replace(with installation: Installation) {
        current = installation
        for listener in listeners.values { listener.yield(installation) }
    }

    /// Returns as soon as the configuration itself (not the rules) is another one, or when cancelled.
    func waitForOtherConfiguration(than known: Installation) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Installation.self)
        let number = nextListener
        nextListener += 1
        listeners[number] = continuation
        continuation.yield(current)
        for await installation in stream where installation.files.main != known.files.main { break }
        listeners[number] = nil
    }
}
