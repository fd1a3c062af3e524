import BellwetherTestSupport
import Foundation
import Glibc
import Testing

extension KillTests {
    /// No room for what has to be kept: nothing is forgotten, nobody is told what could not be recorded, and everything
    /// goes on by itself once there is room.
    @Suite(.serialized) struct FullDiskTests {
        @Test func `goes on where it was when there is room again`() async throws {
            let trial = try Trial()
            try await trial.play(.opening)
            try await trial.until("the opening list is recorded") { try await trial.nothingIsWaiting() }
            try trial.allowFiles(ofAtMost: "1")
            try trial.company.show(.trouble)
            try await trial.until("it says so in its log") { trial.lastWords.contains("cannot be kept") }
            let status = try await trial.status()
            #expect(status.contains("DEGRADED: "), "\(status)")
            #expect(try !trial.letters().flatMap(\.events).contains { Company.Scene.trouble.news.contains($0.tale) })
            try trial.allowFiles(ofAtMost: "unlimited")
            try await trial.play(.trouble)
            try await trial.play(.peace)
            try await trial.finish()
            #expect(try await trial.status().contains("NOT RUNNING"))
            #expect(trial.deaths == 0)
        }

        @Test func `records what was accepted meanwhile, and sends it once`() async throws {
            let gate = Gate()
            // The disk fills up just while a receiver accepts the first closing.
            let trial = try Trial { arrival in
                if arrival.text.contains("\"kind\":\"closed\"") { gate.wait() }
                return .status(200)
            }
            try await trial.play(.opening)
            try await trial.play(.trouble)
            try trial.company.show(.peace)
            try await trial.until("a closing arrives") { gate.isReached }
            try trial.allowFiles(ofAtMost: "1")
            gate.open()
            try await trial.until("it says so in its log") { trial.lastWords.contains("verdict cannot be kept") }
            try trial.allowFiles(ofAtMost: "unlimited")
            try await trial.play(.peace)
            try await trial.finish()
            #expect(trial.deaths == 0)
        }

        /// Only root may make a file system of two megabytes; others have the tests above.
        @Test(.enabled(if: SmallDisk.isAllowed, "file systems cannot be mounted here"))
        func `does so on a disk that is really full`() async throws {
            let trial = try Trial()
            let disk = try SmallDisk(at: trial.company.state)
            try await trial.play(.opening)
            try await trial.until("the opening list is recorded") { try await trial.nothingIsWaiting() }
            try disk.fill()
            try trial.company.show(.trouble)
            try await trial.until("it says so in its log") {
                trial.lastWords.contains("there is no room left for state")
            }
            #expect(try await trial.status().contains("DEGRADED: there is no room left for state"))
            try disk.clear()
            try await trial.play(.trouble)
            try await trial.play(.peace)
            try await trial.finish()
            #expect(trial.deaths == 0)
        }
    }
}

extension Trial {
    /// Everything delivered and recorded, the daemon ended, and nothing to complain of.
    fileprivate func finish() async throws {
        try await end()
        let complaints = try await complaints()
        #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))\n\(lastWords)")
    }

    /// Limits the files of the daemon that runs, and its alone; it may be undone.
    fileprivate func allowFiles(ofAtMost bytes: String) throws {
        let prlimit = Process()
        prlimit.executableURL = URL(filePath: "/usr/bin/prlimit")
        prlimit.arguments = ["--pid", "\(try keepAlive().identifier)", "--fsize=\(bytes):unlimited"]
        try prlimit.run()
        prlimit.waitUntilExit()
        guard prlimit.terminationStatus == 0 else { throw POSIXError(.EPERM) }
    }

    /// What `status` says.
    fileprivate func status() async throws -> String {
        let process = Process()
        let answer = Pipe()
        process.executableURL = try Daemon.binary()
        process.arguments = ["status", "--config", company.configuration]
        process.standardOutput = answer
        try process.run()
        return String(decoding: try answer.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
}

/// A file system of its own in memory.
private final class SmallDisk {
    static let isAllowed: Bool = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID().uuidString)").path
        do { _ = try SmallDisk(at: folder) } catch { return false }
        rmdir(folder)
        return true
    }()

    private let path: String
    private var ballast: String { path + "/ballast" }

    init(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("none", path, "tmpfs", 0, "size=4m") == 0 else {
            rmdir(path)
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }

    deinit {
        umount2(path, CInt(MNT_DETACH))
    }

    func fill() throws {
        let file = open(ballast, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let block = [UInt8](repeating: 0, count: 4096)
        while write(file, block, block.count) > 0 {}
        close(file)
    }

    func clear() throws { try FileManager.default.removeItem(atPath: ballast) }
}
