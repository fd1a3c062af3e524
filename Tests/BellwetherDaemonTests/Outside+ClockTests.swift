import BellwetherConfig
import BellwetherDaemon
import BellwetherSources
import Curl
import Diagnostics
import Documents
import Foundation
import Testing

@Suite struct OutsideTests {
    @Test func `a service hears why its credential cannot be read, and where it lies`() throws {
        let folder = NSTemporaryDirectory() + "outside-" + UUID().uuidString
        // A folder in its place cannot be read by anybody, not even by who may read everything.
        try FileManager.default.createDirectory(atPath: folder + "/key", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outside = Outside(transport: Curl(), credentials: Credentials(folder: folder), clock: SystemClock())
        let failure = #expect(throws: NoSecret.self) { try outside.secret(reference("key")) }
        #expect(
            failure?.words
                == "credential 'key' is there but '\(folder)/key' cannot be read; Is a directory; "
                + "let the user read it that Bellwether runs as")
        let missing = #expect(throws: NoSecret.self) { try outside.secret(reference("other")) }
        #expect(missing?.words == "credential 'other' is not in '\(folder)'; put it there, in a file of that name")
    }

    private func reference(_ name: String) -> SecretReference {
        SecretReference(credential: name, place: Place(file: "bellwether.yaml", line: 1, column: 1))
    }
}
