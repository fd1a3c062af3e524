import BellwetherCore
import BellwetherSources
import CEL
import Diagnostics
import Foundation
import Testing

@testable import BellwetherConfig

/// What `deploy` ships can be used as it is: it is the first thing that anybody reads, and what they begin with.
@Suite struct ShippedConfigurationTests {
    @Test(arguments: ["deploy/bellwether.yaml", "deploy/examples/sample-company.yaml"])
    func `is sound as it is shipped`(_ path: String) throws {
        let reading = try Checkout.reading(path)
        #expect(reading.rendered == "")
        #expect(reading.installation?.sources.isEmpty == false)
    }

    @Test func `shows every setting: all of it switched on is sound as well`() throws {
        let credentials = try CredentialsFolder(holding: [
            "heartbeat_url", "ops_key", "ops_url", "slack_url", "smtp_password", "teams_url", "telegram_token",
            "stripe_key", "database_url", "service_key",
        ])
        defer { credentials.remove() }
        let reading = try Checkout.reading("deploy/bellwether.yaml", credentials: credentials.path) { text in
            // '#' without a blank behind it switches off; with one it explains.
            text.replacing(#/(?m)^( *)#(?=[^\s#])/#) { $0.1 }
        }
        #expect(reading.rendered == "")
        let installation = try #require(reading.installation)
        #expect(
            Set(installation.receivers.keys) == [
                "terminal", "cs-chat", "cs-teams", "cs-telegram", "owner-mail", "ops-chat",
            ])
        #expect(installation.daemon.heartbeat != nil)
        #expect(installation.policy.routing.root.routes.count == 3)
    }

    /// Switched off, a setting shows its default; so switching these on changes nothing.
    @Test(arguments: [
        "state: /var/lib/bellwether", "rules: rules", "evaluate_every: 5m", "first_start_days: 180",
        "watch: account.status in ['active', 'past_due', 'cancelling'] && !account.excluded",
    ])
    func `shows defaults that are true`(_ setting: String) throws {
        let shipped = try #require(try Checkout.reading("deploy/bellwether.yaml").installation)
        let reading = try Checkout.reading("deploy/bellwether.yaml") { text in
            #expect(text.contains("\n#\(setting)\n"))
            return text.replacing("\n#\(setting)\n", with: "\n\(setting)\n")
        }
        let switchedOn = try #require(reading.installation)
        #expect(switchedOn.daemon == shipped.daemon)
        #expect(switchedOn.policy.rules.context.watch.source.text == shipped.policy.rules.context.watch.source.text)
    }

    @Test(arguments: ["saas-exports", "messy-exports"])
    func `maps whole exports in the example`(_ name: String) throws {
        let reading = try Checkout.reading("deploy/bellwether.yaml") { text in
            let start = try #require(text.range(of: "\nsources:\n"))
            let end = try #require(text.range(of: "\n# The mail server"))
            let example = try Checkout.text("deploy/examples/\(name).yaml")
            return text[..<start.lowerBound] + "\n" + example + text[end.lowerBound...]
        }
        #expect(reading.rendered == "")
        #expect(reading.installation?.sources.count == 11)
    }
}

private enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// An installation of one of the checkout's configurations and its rules.
    static func reading(
        _ path: String, credentials: String? = nil, edited: (String) throws -> String = { $0 }
    ) throws -> InstallationReading {
        let rules = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "rules").path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        let main = InstallationFiles.File(name: "bellwether.yaml", bytes: Array(try edited(text(path)).utf8))
        let files = InstallationFiles(
            main: main,
            rules: try rules.map { .init(name: "rules/\($0)", bytes: Array(try text("rules/\($0)").utf8)) },
            people: nil, folder: "/etc/bellwether")
        return Installation.read(files, credentials: Credentials(folder: credentials))
    }
}

private struct CredentialsFolder {
    let path: String

    init(holding names: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "credentials-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in names { try Data("https://example.com/secret\n".utf8).write(to: folder.appending(path: name)) }
        path = folder.path
    }

    func remove() {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) stays: \(error)") }
    }
}
