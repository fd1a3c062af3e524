import Curl
import Diagnostics
import Documents
import Foundation
import Testing

@testable import BellwetherConfig

@Suite struct CredentialsTests {
    private func reference(_ name: String) -> SecretReference {
        SecretReference(credential: name, place: .init(file: "bellwether.yaml", line: 1, column: 1))
    }

    @Test(arguments: [
        (["slack_url": "https://a\n"], "https://a"),
        (["slack_url": "https://a\r\n"], "https://a"),
        (["slack_url": "https://a\n\n"], "https://a\n"),
        (["slack_url": " with blanks "], " with blanks "),
        (["slack_url": "plain", "secrets_slack_url": "from systemd"], "from systemd"),
    ])
    func `finds a secret by name, without the line break that editors add`(
        files: [String: String], secret: String
    ) throws {
        let folder = try TemporaryFolder(files)
        let found = try Credentials(folder: folder.path).secret(reference("slack_url"))
        #expect(found.reveal() == secret)
        #expect("\(found)" == "•••")
    }

    @Test func `says of a credential that cannot be read why, and what to do`() throws {
        let folder = try TemporaryFolder([:])
        try FileManager.default.createDirectory(
            atPath: folder.path + "/slack_url", withIntermediateDirectories: false)
        let unreadable = #expect(throws: MissingCredential.self) {
            try Credentials(folder: folder.path).secret(reference("slack_url"))
        }
        #expect(
            unreadable?.description
                == "credential 'slack_url' is there but '\(folder.path)/slack_url' cannot be read; Is a directory; "
                + "let the user read it that Bellwether runs as")
    }

    @Test func `says which credential is missing, and where it was looked for`() throws {
        let folder = try TemporaryFolder([:])
        let missing = #expect(throws: MissingCredential.self) {
            try Credentials(folder: folder.path).secret(reference("slack_url"))
        }
        #expect(
            missing?.description
                == "credential 'slack_url' is not in '\(folder.path)'; put it there, in a file of that name")
        let nowhere = #expect(throws: MissingCredential.self) { try Credentials(folder: nil).secret(reference("x")) }
        #expect(
            nowhere?.description
                == "credential 'x' is asked for, but there is no credentials folder; give one with --credentials")
    }

    @Test func `every credential that is asked for must be there when the files are read`() throws {
        let folder = try TemporaryFolder(["slack_url": "https://hooks.example.com/x"])
        let configuration = Written.configuration
            .edited("console: {}", "slack: { url: { credential: slack_url } }")
            .edited("from: ", "user: bell, password: { credential: smtp_password }, from: ")
        let reading = Written.read(configuration, credentials: folder.path)
        #expect(reading.installation == nil)
        #expect(
            reading.diagnostics.told == [
                "bellwether.yaml:11:69: error: credential 'smtp_password' is not in '\(folder.path)'; "
                    + "put it there, in a file of that name"
            ])
        try folder.write("smtp_password", "secret")
        #expect(Written.read(configuration, credentials: folder.path).diagnostics.told == [])
    }
}

/// A folder of small files, gone with the test.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    func write(_ name: String, _ text: String) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }
}
