import BellwetherTestSupport
import Foundation
import Testing

/// Hands what arrived to the shared checker of receivers, in the form in which that records requests itself.
enum ForeignValidator {
    static var isThere: Bool {
        guard FileManager.default.fileExists(atPath: tool.path) else { return false }
        let modules = "import slack_sdk, standardwebhooks, html5lib"
        do {
            return try run(["-c", modules]).status == 0
        } catch {
            return false
        }
    }

    /// Whether this Python has a package; a test without it says so.
    static func has(_ package: String) -> Bool {
        do {
            let status = try run([
                "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('\(package)') is None)",
            ])
            .status
            if status != 0 { print("skipped: this Python has no '\(package)'") }
            return status == 0
        } catch {
            return false
        }
    }

    private static var tool: URL {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["BELLWETHER_SHARED"].map { URL(filePath: $0) }
        return (shared ?? checkout.deletingLastPathComponent().appending(path: "shared"))
            .appending(path: "tools/receiver_check.py")
    }

    static func judge(
        _ requests: [HTTPArrival], as name: String, secret: String, allowing options: [String] = []
    ) throws {
        try judge(
            requests.enumerated().map { index, request in
                [
                    "n": index + 1, "receiver": name, "ts": Date().timeIntervalSince1970, "scenario": "ok",
                    "method": request.method, "target": request.target,
                    "headers": request.headers.map { [$0.name, $0.value] }, "body": request.text,
                    "body_b64": Data(request.body).base64EncodedString(),
                    "response": ["status": 200, "headers": [:], "body": "ok", "retry": "done", "after_s": 0.0],
                ]
            }, required: name, secret: secret, allowing: options)
    }

    static func judge(_ mails: [MailArrival]) throws {
        try judge(
            mails.enumerated().map { index, mail in
                [
                    "n": index + 1, "receiver": "smtp_plain", "ts": Date().timeIntervalSince1970, "scenario": "smtp",
                    "mail_from": mail.from, "rcpt_tos": mail.recipients,
                    "eml_b64": Data(mail.content).base64EncodedString(),
                    "response": ["status": 250, "body": "250 OK", "retry": "done", "after_s": 0.0],
                ]
            }, required: "smtp_plain", secret: "")
    }

    private static func judge(
        _ records: [[String: Any]], required: String, secret: String, allowing options: [String] = []
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        for (index, record) in records.enumerated() {
            let file = folder.appending(path: String(format: "%06d-%@.json", index + 1, required))
            try JSONSerialization.data(withJSONObject: record).write(to: file)
        }
        let arguments = [tool.path, "validate", folder.path, "--require", required, "--strict"] + options
        let judged = try run(arguments, environment: ["RECEIVER_WEBHOOK_SECRET": secret])
        #expect(judged.status == 0, "\(judged.output)")
        #expect(judged.output.contains("\(required) ".prefix(12)))
        #expect(judged.output.contains("1 passed, 0 failed, 0 skipped"), "\(judged.output)")
    }

    private static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
