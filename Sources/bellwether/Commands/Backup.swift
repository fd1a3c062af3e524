import ArgumentParser
import BellwetherDaemon
import BellwetherStore
import Foundation

/// `backup`: a sound copy of the state, while the daemon goes on.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the whole state into a new file, and proves the copy sound.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The file; it must not be there yet.")
    var file: String

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            say("bellwether: '\(file)' is there already; nothing is written over")
            throw Exit.cannotCreate
        }
        let folder = URL(filePath: file).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            let isThere = FileManager.default.fileExists(atPath: folder)
            say(
                isThere
                    ? "bellwether: nothing can be written to '\(folder)'; name another folder, or be a user that may"
                    : "bellwether: there is no folder '\(folder)'; make it, or name another")
            throw Exit.cannotCreate
        }
        let store = try installation.store(of: try installation.sound())
        do {
            try store.copy(to: file)
        } catch {
            say(error)
            throw Exit.cannotCreate
        }
        let size = (try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        print(
            "copied \(size >> 20) MB to \(file); to restore it, stop the daemon and put it in place of the state's file"
        )
    }
}

/// `doctor`: what is not as it should be.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what is not as it should be, and how to mend it.")

    @OptionGroup var installation: InstallationOptions

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let installed = try installation.sound()
        let status = try await installation.answer("status") { try await $0.status(of: nil) }
        let letters = try await installation.answer("outbox") { try await $0.outbox(deadOnly: false) }.letters
        let findings = Doctor(installed, status, waiting: letters).findings
        if json {
            try printJSON(Doctor.Findings(findings))
        } else if findings.isEmpty {
            print("all is as it should be")
        } else {
            for finding in findings { print("\(finding.what)\n  \(finding.fix)") }
        }
        if !findings.isEmpty { throw Exit.findings }
    }
}
