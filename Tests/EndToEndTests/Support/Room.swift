import BellwetherTestSupport
import Foundation
import Glibc

/// One installation by itself: a folder with its files, receivers on loopback, and the processes started in it.
final class Room {
    static let signingKey = "whsec_" + Data("a key that no one else has heard".utf8).base64EncodedString()

    let folder: URL
    let http: LoopbackHTTP
    let smtp: LoopbackSMTP
    private(set) var daemon: Child?
    private var children: [Child] = []

    /// Receivers answer as the scripts say; `/chat`, `/operator` and whatever else there is are paths of one server.
    init(
        answering http: @escaping @Sendable (HTTPArrival) -> HTTPAnswer = { _ in .status(200) },
        mail: @escaping @Sendable (MailStep) -> MailAnswer = { _ in .accept }
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "end-to-end-\(UUID())")
        self.http = try LoopbackHTTP(http)
        smtp = try LoopbackSMTP(mail)
        for name in ["exports", "rules", "credentials"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        try write(Self.signingKey + "\n", to: "credentials/hook_key")
    }

    /// Ends whatever was started here and has not ended, and takes everything away.
    func close() {
        for child in children { child.end() }
        http.stop()
        smtp.stop()
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("\(folder.path) could not be removed: \(error)")
        }
    }

    // MARK: Files

    /// Whole or not at all: written beside, and renamed.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    func edit(_ name: String, replacing old: String, with new: String) throws {
        let before = try text(of: name)
        guard before.contains(old) else { throw WaitedInVain(what: "\(name) has '\(old)' to replace", last: before) }
        try write(before.replacing(old, with: new), to: name)
    }

    // MARK: Processes

    var configuration: String { folder.appending(path: "bellwether.yaml").path }

    /// What the daemons of this room have written so far, one after the other.
    var log: String {
        (try? String(contentsOf: folder.appending(path: "daemon.log"), encoding: .utf8)) ?? ""
    }

    @discardableResult
    func startDaemon(_ more: [String] = [], under environment: [String] = []) throws -> Child {
        let arguments = ["run", "--config", configuration, "--credentials", folder.appending(path: "credentials").path]
        let child = try Child(
            (environment.isEmpty ? [] : ["env"] + environment) + [Program.path] + arguments + Program.asWhoeverWeAre
                + more,
            writingTo: folder.appending(path: "daemon.log"))
        children.append(child)
        daemon = child
        return child
    }

    /// As systemd stops it; says how it ended.
    func stopDaemon() async throws -> Int? {
        daemon?.send(SIGTERM)
        return try await daemon?.end(within: .seconds(40))
    }

    /// A verb of the command line, to its end.
    func run(_ arguments: String..., within limit: Duration = .seconds(60)) async throws -> Ended {
        try await run(arguments, within: limit)
    }

    func run(_ arguments: [String], within limit: Duration = .seconds(60)) async throws -> Ended {
        try await runProcess([Program.path] + arguments, within: limit)
    }

    func runProcess(_ arguments: [String], within limit: Duration) async throws -> Ended {
        let (output, errors) = ("output-\(UUID())", "errors-\(UUID())")
        let child = try Child(
            arguments, writingTo: folder.appending(path: output), complainingTo: folder.appending(path: errors))
        children.append(child)
        let code = try await child.end(within: limit)
        let ended = Ended(code: code, output: try text(of: output), errors: try text(of: errors))
        try remove(output)
        try remove(errors)
        return ended
    }

    /// A verb on this room's installation.
    func ask(_ verb: String...) async throws -> Ended {
        try await run(verb + ["--config", configuration])
    }

    func status() async throws -> Status? {
        let ended = try await ask("status", "--json")
        guard ended.code == 0 else { return nil }
        return try JSONDecoder().decode(Status.self, from: Data(ended.output.utf8))
    }

    /// Waits until the daemon's status is as wanted.
    func becomes(
        _ what: String, within limit: Duration = .seconds(60), _ isSo: (Status) -> Bool
    ) async throws {
        try await until(what, within: limit) { try await status().map(isSo) ?? false }
    }

    /// Waits, and tells what the daemon said last where it was in vain.
    func until(_ what: String, within limit: Duration = .seconds(60), _ isSo: () async throws -> Bool) async throws {
        try await eventually(what, within: limit, last: { log.suffix(3_000).description }) {
            if let daemon, !daemon.isRunning {
                throw WaitedInVain(what: "\(what): the daemon has ended", last: log.suffix(3_000).description)
            }
            return try await isSo()
        }
    }
}

/// Gives a room for as long as the body lasts.
func inRoom(
    answering http: @escaping @Sendable (HTTPArrival) -> HTTPAnswer = { _ in .status(200) },
    mail: @escaping @Sendable (MailStep) -> MailAnswer = { _ in .accept },
    _ body: (Room) async throws -> Void
) async throws {
    let room = try Room(answering: http, mail: mail)
    defer { room.close() }
    try await body(room)
}
