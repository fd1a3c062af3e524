import BellwetherCore
import Dispatch
import Glibc
import ServiceLifecycle

/// Takes the place of the services' loops where somebody turns the clock by hand: for tests that live through weeks.
///
/// Each line of the standard input is a moment. All that is due then is done, by the services' own steps, one after
/// another; then a line says when something is due next. So the same moments make the same messages.
package struct Stepper: Service {
    private let poller: Poller
    private let evaluator: Evaluator
    private let courier: Courier
    private let clock: SteppedClock

    package init(poller: Poller, evaluator: Evaluator, courier: Courier, clock: SteppedClock) {
        self.poller = poller
        self.evaluator = evaluator
        self.courier = courier
        self.clock = clock
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            do { try await stepAsTold() } catch is CancellationError {
                // Told to stop: what was not committed is computed again.
            }
        }
    }

    private func stepAsTold() async throws {
        var line = try await evaluator.begun()
        var rhythms: [String: Poller.Rhythm] = [:]
        say("ready")
        for await text in Self.linesOfInput() {
            guard let moment = Moment(text) else {
                say("'\(text)' is no moment")
                continue
            }
            clock.go(to: moment)
            say("next \(try await step(&line, &rhythms))")
        }
        try await gracefulShutdown()
    }

    /// Goes round until nothing is due any more: what was delivered may call for words to the operator, and those for
    /// a turn.
    private func step(_ line: inout Line, _ rhythms: inout [String: Poller.Rhythm]) async throws -> Moment {
        while true {
            let (polled, nextPoll) = try await poller.pollDue(&rhythms)
            var pause = Duration.zero
            while pause < .seconds(1) { pause = try await evaluator.turnIfDue(&line) }
            let delivered = await courier.deliverDue()
            guard polled == 0, delivered == 0 else { continue }
            let now = clock.now()
            let next = [now + nextPoll, now + pause, try await courier.nextAttempt()].compactMap { $0 }.min()
            return max(next ?? now, now + .seconds(1))
        }
    }

    /// At once, and not when a buffer is full: whoever steps waits for it.
    private func say(_ words: String) {
        let bytes = Array((words + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    private static func linesOfInput() -> AsyncStream<String> {
        AsyncStream { lines in
            DispatchQueue.global().async {
                while let line = readLine() { lines.yield(line) }
                lines.finish()
            }
        }
    }
}
