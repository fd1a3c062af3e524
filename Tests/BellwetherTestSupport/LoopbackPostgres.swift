import Foundation
import Glibc

/// A PostgreSQL server of a test's own, on a free port of 127.0.0.1, in a folder that goes when this does.
///
/// It needs PostgreSQL's programs; `isInstalled` says whether they are there.
package final class LoopbackPostgres: Sendable {
    package static let password = "swordfish-42"

    /// Where `initdb` and `postgres` are.
    private static let programs: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        return versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }.first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
        }
    }()

    package static var isInstalled: Bool { programs != nil }

    package let port: UInt16
    private let folder: String

    package init(tls: Certificate? = nil) throws {
        guard let programs = Self.programs else { throw Failed(step: "there is no PostgreSQL here") }
        folder = FileManager.default.temporaryDirectory.appending(path: "postgres-\(UUID().uuidString)").path
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data((Self.password + "\n").utf8).write(to: URL(filePath: folder + "/pw"))
        var options = "-p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories=\(folder) -c fsync=off"
        if let tls {
            try FileManager.default.copyItem(atPath: tls.path, toPath: folder + "/server.crt")
            try FileManager.default.copyItem(atPath: tls.keyPath, toPath: folder + "/server.key")
            chmod(folder + "/server.key", 0o600)
            options += " -c ssl=on -c ssl_cert_file=\(folder)/server.crt -c ssl_key_file=\(folder)/server.key"
        }
        try Self.giveToServer(folder)
        try Self.run(
            "\(programs)/initdb -D \(folder)/data -A scram-sha-256 --pwfile=\(folder)/pw -U postgres --no-sync -E UTF8 "
                + "--locale=C.UTF-8", step: "initdb")
        try Self.run(
            "\(programs)/pg_ctl -D \(folder)/data -l \(folder)/log -w -t 120 -o '\(options)' start", step: "start")
    }

    deinit {
        do {
            if let programs = Self.programs {
                try Self.run("\(programs)/pg_ctl -D \(folder)/data -m immediate -w stop", step: "stop")
            }
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            print("the test server in \(folder) stays: \(error)")
        }
    }

    package var url: String { url(password: Self.password) }

    package func url(password: String, database: String = "postgres") -> String {
        "postgres://postgres:\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Runs statements as the server's owner.
    package func execute(_ sql: String) throws {
        let file = folder + "/statement-\(UUID().uuidString).sql"
        try Data(sql.utf8).write(to: URL(filePath: file))
        try Self.run(
            "PGPASSWORD=\(Self.password) psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p \(port) -U postgres -f \(file)",
            asServer: false, step: "psql")
    }

    /// PostgreSQL refuses to be run by root: Debian's user for it does.
    private static func giveToServer(_ folder: String) throws {
        guard getuid() == 0 else { return }
        try run("chown -R postgres \(folder)", asServer: false, step: "chown")
    }

    private static func run(_ command: String, asServer: Bool = true, step: String) throws {
        let shell = "\(command) >/dev/null 2>&1 </dev/null"
        let isRoot = getuid() == 0 && asServer
        let asPostgres = "cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups sh -c \"$1\""
        let words = isRoot ? ["sh", "-c", asPostgres, "sh", shell] : ["sh", "-c", shell]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var (process, status) = (pid_t(), CInt(-1))
        // Foundation's Process would wait for the server itself, which keeps open what it inherited.
        guard posix_spawnp(&process, "/bin/sh", nil, nil, arguments, environ) == 0,
            waitpid(process, &status, 0) == process, status == 0
        else { throw Failed(step: step) }
    }

    private static func freePort() throws -> UInt16 {
        let listener = try LoopbackListener()
        defer { listener.stop() }
        return listener.port
    }

    package struct Failed: Error {
        package let step: String
    }
}
