import BellwetherTestSupport
import Testing

extension KillTests {
    /// Told to end, as at every upgrade and every reboot.
    @Suite struct EndingTests {
        /// A machine that is too busy to answer within the daemon's patience proves nothing, and is asked once more.
        @Test func `lets a letter on its way arrive, and does not send it again`() async throws {
            for _ in 1...3 {
                if try await endsWhileALetterIsOnItsWay() { return }
            }
            Issue.record("the letter was never answered in time")
        }

        /// - Returns: whether the letter was answered in time.
        private func endsWhileALetterIsOnItsWay() async throws -> Bool {
            let gate = Gate()
            let trial = try Trial { _ in
                gate.wait()
                return .status(200)
            }
            try trial.company.show(.opening)
            try await trial.until("a letter is on its way") { gate.isReached }
            let daemon = try trial.keepAlive()
            daemon.askToEnd()
            // Whether it has heard cannot be seen from outside while it waits for the answer; it must not end meanwhile.
            for _ in 0..<25 where daemon.isRunning { try await Task.sleep(for: .milliseconds(20)) }
            let stayed = daemon.isRunning
            gate.open()
            try await trial.play()
            if trial.lastWords.contains("did not answer in time") { return false }
            #expect(stayed)
            #expect(trial.deaths == 0)
            let complaints = try await trial.complaints()
            #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))\n\(trial.lastWords)")
            return true
        }
    }
}
