import Foundation
import Glibc

/// A self-signed certificate and its key, made by `openssl` in a directory that goes when this does.
package final class Certificate: Sendable {
    private let directory: URL
    /// The server speaks nothing newer than TLS 1.1.
    let isSpokenInOldTLS: Bool

    /// In PEM; it is its own authority.
    package var path: String { directory.appending(path: "certificate.pem").path }
    var keyPath: String { directory.appending(path: "key.pem").path }

    /// For the given address or name alone.
    package init(for subject: String = "IP:127.0.0.1", isSpokenInOldTLS: Bool = false) throws {
        self.isSpokenInOldTLS = isSpokenInOldTLS
        directory = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Self.run(
            "openssl", "req", "-x509", "-batch", "-nodes", "-days", "2", "-subj", "/CN=loopback",
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-addext", "subjectAltName=\(subject)",
            "-out", path, "-keyout", keyPath)
    }

    /// One that ended years ago.
    package init(expiredFor subject: String) throws {
        isSpokenInOldTLS = false
        directory = FileManager.default.temporaryDirectory.appending(path: "certificate-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        func file(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: directory.appending(path: name))
            return directory.appending(path: name).path
        }
        _ = try file("index.txt", "")
        let settings = try file(
            "ca.cnf",
            """
            [ca]
            default_ca = it
            [it]
            database = \(directory.path)/index.txt
            new_certs_dir = \(directory.path)
            rand_serial = yes
            default_md = sha256
            policy = any
            x509_extensions = more
            [any]
            commonName = supplied
            [more]
            subjectAltName = \(subject)

            """)
        let request = directory.appending(path: "request.pem").path
        try Self.run(
            "openssl", "req", "-new", "-batch", "-nodes", "-subj", "/CN=loopback", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-out", request, "-keyout", keyPath)
        try Self.run(
            "openssl", "ca", "-batch", "-selfsign", "-config", settings, "-keyfile", keyPath, "-in", request, "-out",
            path, "-notext", "-startdate", "20200101000000Z", "-enddate", "20200201000000Z")
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: directory)
        } catch {
            print("the test certificate in \(directory.path) could not be removed: \(error)")
        }
    }

    private static func run(_ command: String...) throws {
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var (process, status) = (pid_t(), CInt(-1))
        guard posix_spawnp(&process, command[0], &files, nil, arguments, environ) == 0,
            waitpid(process, &status, 0) == process, status == 0
        else { throw Failed(command: command) }
    }

    private struct Failed: Error {
        let command: [String]
    }
}
