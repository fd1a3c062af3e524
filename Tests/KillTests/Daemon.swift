import Foundation
import Glibc

/// The built program as a child process, and what it says.
final class Daemon {
    /// Where `BELLWETHER_BINARY` says, or beside the tests.
    static func binary() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["BELLWETHER_BINARY"] { return URL(filePath: path) }
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "bellwether")
    }

    private let process = Process()
    private let speech = Pipe()
    private var isTold = false

    /// - Parameter log: what it says is added there, by us: the child itself may be kept from writing files.
    init(of company: Company, _ options: [String] = [], log: FileHandle) throws {
        process.executableURL = try Self.binary()
        process.arguments =
            ["run", "--config", company.configuration] + (geteuid() == 0 ? ["--allow-root"] : []) + options
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = speech
        process.standardError = speech
        speech.fileHandleForReading.readabilityHandler = { speech in
            let words = speech.availableData
            if words.isEmpty { speech.readabilityHandler = nil } else { log.write(words) }
        }
        try process.run()
    }

    deinit {
        if process.isRunning { strike() }
    }

    var identifier: pid_t { process.processIdentifier }
    var isRunning: Bool { process.isRunning }
    /// Whether it was ended as by `kill -9`, and not by a mistake of its own.
    var wasStruck: Bool {
        !isRunning && process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }
    /// Whether it ended because it was told to: well, or so young that it knew no better way.
    var obeyed: Bool {
        guard isTold, !isRunning else { return false }
        return process.terminationStatus == (process.terminationReason == .exit ? 0 : SIGTERM)
    }
    var ending: String {
        process.terminationReason == .exit
            ? "exit status \(process.terminationStatus)" : "signal \(process.terminationStatus)"
    }

    func strike() { kill(identifier, SIGKILL) }

    func askToEnd() {
        isTold = true
        kill(identifier, SIGTERM)
    }
}
