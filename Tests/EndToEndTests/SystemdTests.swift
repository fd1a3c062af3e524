import BellwetherTestSupport
import Foundation
import Glibc
import Testing

extension EndToEndTests {
    /// The daemon as systemd starts it, and what it tells systemd and the journal.
    @Suite struct SystemdTests {
        @Test func `systemd hears of the start, of reloads, of life and of the end`() async throws {
            try await inRoom { room in
                let systemd = try NotifySocket()
                try room.prepareUsual()
                // Its first line would be lost to who opens it; the journal is there before the daemon.
                try room.write("", to: "daemon.log")
                try FileManager.default.createDirectory(
                    at: room.folder.appending(path: "runtime"), withIntermediateDirectories: true)
                try room.startDaemon(under: [
                    "NOTIFY_SOCKET=\(systemd.path)", "WATCHDOG_USEC=400000", "INVOCATION_ID=0123456789abcdef",
                    "RUNTIME_DIRECTORY=\(room.folder.path)/runtime:\(room.folder.path)/other",
                    "JOURNAL_STREAM=\(try identity(of: room.folder.appending(path: "daemon.log").path))",
                ])
                var heard: [String] = []
                func hears(_ what: String, _ isSo: @escaping (String) -> Bool) async throws {
                    try await eventually("systemd hears of \(what)", last: { "\(heard)\n\(room.log)" }) {
                        while true {
                            let next = systemd.next()
                            if next.isEmpty { return false }
                            heard.append(next)
                            if isSo(next) { return true }
                        }
                    }
                }
                try await hears("the start") { $0.hasPrefix("READY=1\nSTATUS=watching 2 sources") }
                #expect(heard.dropLast().allSatisfy { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") || $0 == "WATCHDOG=1" })
                try await hears("life") { $0 == "WATCHDOG=1" }
                // Who asks is no child of systemd, and finds the socket all the same.
                try await room.becomes("it answers") { $0.daemon?.phase == "running" }
                try room.write("rules: [", to: "rules/broken.yaml")
                _ = try await room.ask("reload", "--wait")
                try await hears("a reload") {
                    $0.wholeMatch(of: #/RELOADING=1\nMONOTONIC_USEC=\d+/#) != nil
                }
                try await hears("its refusal") {
                    $0 == "READY=1\nSTATUS=new files refused; running on the last sound ones"
                }
                #expect(try await room.stopDaemon() == 0)
                try await hears("the end") { $0 == "STOPPING=1" }
                let lines = room.log.split(separator: "\n")
                #expect(lines.allSatisfy { $0.wholeMatch(of: #/<[2-6]>[a-z].*/#) != nil }, "\(room.log)")
                #expect(lines.contains { $0.hasPrefix("<5>started invocation=0123456789abcdef ") }, "\(room.log)")
                #expect(lines.contains { $0.hasPrefix("<3>files refused ") }, "\(room.log)")
            }
        }

        @Test func `who cannot start tells systemd why, and the journal among its errors`() async throws {
            try await inRoom { room in
                let systemd = try NotifySocket()
                try room.write("state: state\nrules: rules\n", to: "bellwether.yaml")
                try room.write("", to: "daemon.log")
                let daemon = try room.startDaemon(under: [
                    "NOTIFY_SOCKET=\(systemd.path)",
                    "JOURNAL_STREAM=\(try identity(of: room.folder.appending(path: "daemon.log").path))",
                ])
                #expect(try await daemon.end(within: .seconds(30)) == 78)
                var last = ""
                while case let next = systemd.next(), !next.isEmpty { last = next }
                #expect(last == "STATUS=the files are broken, and there is no sound policy to run on")
                #expect(room.log.split(separator: "\n").allSatisfy { $0.hasPrefix("<3>") }, "\(room.log)")
            }
        }

        /// As `JOURNAL_STREAM` has it.
        private func identity(of path: String) throws -> String {
            var status = stat()
            try #require(stat(path, &status) == 0)
            return "\(status.st_dev):\(status.st_ino)"
        }
    }
}
