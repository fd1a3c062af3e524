import Foundation

/// localstripe, with the company in it.
final class LoopbackStripe {
    static let key = "sk_test_4eC39HqLyjW"

    /// Whether Python has it: `deploy/test` installs it beside the validators.
    static let isInstalled: Bool = {
        do {
            let child = try Child(
                ["python3", "-c", "import localstripe"], writingTo: URL(filePath: "/dev/null"))
            var code: Int?
            while code == nil { code = child.exitCode }
            return code == 0
        } catch {
            return false
        }
    }()

    struct Customer: Encodable {
        let id, name, email: String
        let start: Int
        let amount: Int
        let currency = "eur"
        let status: String
        let ended: Int?
        let invoices: [Invoice]
    }

    struct Invoice: Encodable {
        let id: String
        let at: Int
        let amount: Int
        let paid: Int?
    }

    let url: String
    private let child: Child

    init(in folder: URL, _ customers: [Customer]) async throws {
        let company = folder.appending(path: "stripe.json")
        try JSONEncoder().encode(customers).write(to: company)
        let port = folder.appending(path: "stripe.port")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "stripes.py").path
        let log = folder.appending(path: "stripe.log")
        child = try Child(["python3", script, company.path, port.path], writingTo: log)
        let child = child
        try await eventually("localstripe answers") {
            guard child.isRunning else {
                throw WaitedInVain(what: "localstripe answers", last: try String(contentsOf: log, encoding: .utf8))
            }
            return FileManager.default.fileExists(atPath: port.path)
        }
        url = "http://127.0.0.1:\(try String(contentsOf: port, encoding: .utf8))"
    }

    func stop() { child.end() }

    /// An invoice is paid by a transfer; a subscription is ended; its clock goes on.
    func paid(_ invoice: String, at moment: Instant) async throws {
        try await post("_config/clock/\(moment.seconds)")
        try await post("_config/paid/\(invoice)")
    }

    private func post(_ path: String) async throws {
        let asking = "import sys, urllib.request as r; r.urlopen(r.Request(sys.argv[1], method='POST'))"
        let child = try Child(
            ["python3", "-c", asking, "\(url)/\(path)"], writingTo: URL(filePath: "/dev/null"))
        let code = try await child.end(within: .seconds(30))
        guard code == 0 else { throw WaitedInVain(what: "localstripe takes \(path)", last: "\(code)") }
    }
}
