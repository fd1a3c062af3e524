import BellwetherTestSupport
import Foundation
import Glibc

/// The daemon on a clock that is turned by hand: a moment goes in, all that is due then is done, and out comes the moment
/// at which something is due next.
final class SteppedDaemon {
    private let child: Child
    private let moments: FileHandle
    private let answers: FileHandle
    private var heard = ""

    /// - Parameter moment: where its clock stands at first.
    init(in folder: URL, at moment: Instant, _ more: [String] = []) throws {
        // Whether it still listens is seen by its silence.
        signal(SIGPIPE, SIG_IGN)
        let (input, output) = (Pipe(), Pipe())
        child = try Child(
            [
                Program.path, "run", "--config", folder.appending(path: "bellwether.yaml").path, "--credentials",
                folder.appending(path: "credentials").path, "--stepped-from", moment.text, "--log-level", "debug",
            ] + Program.asWhoeverWeAre + more,
            hearing: input.fileHandleForReading.fileDescriptor,
            answeringOn: output.fileHandleForWriting.fileDescriptor, complainingTo: folder.appending(path: "daemon.log")
        )
        moments = input.fileHandleForWriting
        answers = output.fileHandleForReading
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
    }

    /// Does all that is due at the moment, and says when something is due next; nothing where it was killed.
    func step(to moment: Instant) async throws -> Instant? {
        do { try moments.write(contentsOf: Data((moment.text + "\n").utf8)) } catch { return nil }
        while let line = await line() {
            if line.hasPrefix("next ") { return try Instant(String(line.dropFirst(5))) }
        }
        return nil
    }

    /// Waits until it is ready to be stepped; false where it was killed before.
    func isReady() async -> Bool { await line() == "ready" }

    /// Without a word, and waits until it is gone.
    func kill() { child.end() }

    func stop() async throws -> Int {
        child.send(SIGTERM)
        return try await child.end(within: .seconds(40))
    }

    /// Read elsewhere, so that whoever waits here keeps nobody else from working.
    private func line() async -> String? {
        while !heard.contains("\n") {
            let answers = answers
            let data = await withCheckedContinuation { caller in
                DispatchQueue.global().async { caller.resume(returning: answers.availableData) }
            }
            guard !data.isEmpty else { return nil }
            heard += String(decoding: data, as: UTF8.self)
        }
        let end = heard.firstIndex(of: "\n") ?? heard.endIndex
        defer { heard = String(heard[end...].dropFirst()) }
        return String(heard[..<end])
    }
}

/// A moment of the month, as the daemon is told it.
struct Instant: Comparable, Hashable {
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    init(_ text: String) throws {
        guard let date = ISO8601DateFormatter().date(from: text) else {
            throw WaitedInVain(what: "'\(text)' is a moment", last: "")
        }
        seconds = Int(date.timeIntervalSince1970)
    }

    var text: String { ISO8601DateFormatter().string(from: date) }
    var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

    static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }
    static func + (moment: Instant, more: Int) -> Instant { Instant(seconds: moment.seconds + more) }
}
