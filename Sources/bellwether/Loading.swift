import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Foundation

extension InstallationOptions {
    /// The installation as its files are now; ends the verb where they are broken, with everything that is wrong.
    func sound() throws -> Installation {
        let reading = try read()
        guard let installation = reading.installation else {
            say(reading.rendered)
            throw Exit.configuration
        }
        return installation
    }

    func read() throws -> InstallationReading {
        Installation.read(try files(), credentials: credentialsFolder.map { Credentials(folder: $0) })
    }

    func files() throws(UnreadableFile) -> InstallationFiles { try InstallationFiles.load(configuration: config) }

    /// The state, for looking only.
    func store(of installation: Installation) throws(StoreError) -> Store {
        try Store.open(at: installation.daemon.state, as: .reader)
    }

    func inquiries() throws -> Inquiries {
        let installation = try sound()
        return Inquiries(
            store: try store(of: installation), installation: installation, now: SystemClock().now())
    }
}

/// Prints a value as JSON: moments as seconds since 1970, keys in order.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    printExactly(String(decoding: try encoder.encode(value), as: UTF8.self))
}

extension DaemonSettings {
    /// Where the daemon of this installation listens for verbs.
    static func controlSocket(ofStateIn state: String) -> String {
        // Where the unit names several folders, the first is ours.
        let runtime = ProcessInfo.processInfo.environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first
        return runtime.map { $0 + "/api.sock" } ?? usualControlSocket(ofStateIn: state)
    }

    /// Where whoever does not run under systemd looks for it.
    private static func usualControlSocket(ofStateIn state: String) -> String {
        state == "/var/lib/bellwether" ? "/run/bellwether/api.sock" : state + "/api.sock"
    }

    /// Under systemd the socket of a state of one's own lies where nobody outside of the unit would look: a link there
    /// leads to it. Without that link verbs only miss the daemon, and say so.
    func showWayToControlSocket() {
        let usual = Self.usualControlSocket(ofStateIn: state)
        guard usual != controlSocket else { return }
        unlink(usual)
        symlink(controlSocket, usual)
    }

    var controlSocket: String { Self.controlSocket(ofStateIn: state) }
}
