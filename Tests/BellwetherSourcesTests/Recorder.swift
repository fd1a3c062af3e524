import BellwetherCore
import BellwetherSources
import Curl
import Diagnostics
import Documents
import Foundation

/// Keeps what a source hands over, so that a test can look at it.
actor Recorder: LoadSink {
    private(set) var rows: [String: [FactRow]] = [:]
    private(set) var rejected: [RejectedRow] = []

    func stage(_ kind: FactKind, _ rows: [FactRow]) { self.rows[kind.name, default: []] += rows }

    func quarantine(_ rows: [RejectedRow]) { rejected += rows }

    /// A row's field, by name.
    func value(_ field: String, of key: String, _ kind: FactKind) -> FactValue? {
        guard let index = kind.index(of: field) else { return nil }
        return rows[kind.name]?.last { $0.key == key }?.values[index]
    }
}

/// A folder that goes away with the test.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "bellwether-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }

    /// Writes a file that has lain still for a day.
    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data, changed: Date = Date(timeIntervalSince1970: 1_700_000_000)) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: url.path)
    }
}

/// The sources of a configuration text, and what was wrong with it.
func sources(_ yaml: String, in folder: String = "/nowhere") -> (sources: [SourceDefinition], mistakes: [String]) {
    let document = Document.read(Array(yaml.utf8), named: "bellwether.yaml")
    let report = DiagnosticReport()
    guard let root = document.root else { return ([], document.diagnostics.map(\.description)) }
    let settings = Settings(root, report: report)
    let sources = SourceDefinition.read(settings.sections("sources"), from: folder)
    settings.finish()
    return (
        sources,
        report.diagnostics.inOrder().map { ([$0.description] + [$0.help].compactMap { $0 }).joined(separator: " | ") }
    )
}

let noon = Moment("2026-11-21T12:00:00Z") ?? .distantPast

func context(
    _ cursor: SourceCursor = .beginning, at now: Moment = noon, reporting: Currency = .test,
    deadline: Moment? = nil, outside: Outside = .unreachable
) -> PollContext {
    PollContext(
        source: "crm", now: now, zone: .utc, reporting: reporting, cursor: cursor, outside: outside,
        deadline: deadline)
}

extension Currency {
    static var test: Currency { Currency("EUR") ?? { preconditionFailure("EUR is a currency") }() }
}

extension Outside {
    /// For sources that only read files.
    static var unreachable: Outside {
        Outside(
            transport: NoTransport(), secret: { _ throws(NoSecret) in throw NoSecret(words: "") }, wait: { _ in },
            now: { noon }, sqlite: noFiles)
    }

    static let noFiles: @Sendable (String) async throws(QueryFailure) -> any QueryReader = { _ throws(QueryFailure) in
        throw QueryFailure("there are no files here", isPassing: false)
    }
}

private struct NoTransport: Transport {
    func perform(_ request: Request) async throws(TransferError) -> Response { throw .closed(afterSending: false) }
}
