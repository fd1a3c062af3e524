import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherWeb
import Foundation

/// `report`: how customers and their money stand.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Says how customers and their money stand: as a table, CSV, JSON, or a page for a browser.",
        discussion: """
            With --as-of it says how they stood when that day began. Facts count as they were known then. What a source \
            brought with its first load counts from its own date; days of usage have no versions, and count as they are \
            known now.

            Bands, customers and scores are as of that instant; numbers about a period end where the day begins. Accounts \
            and groups may share a name: in JSON each group has an `id`, and in CSV the last column has it.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json, html
    }

    @OptionGroup var installation: InstallationOptions

    @Option(
        name: .long,
        help: "By what accounts are put together: \(GroupScope.allCases.map(\.rawValue).joined(separator: ", ")).")
    var by = "tier"

    @Option(name: .long, help: ArgumentHelp("As of the beginning of that day; now where not given.", valueName: "day"))
    var asOf: String?

    @Option(name: .long, help: "text, csv, json or html.")
    var format = Format.text

    @Option(name: .long, help: ArgumentHelp("Writes it there, and not to the terminal.", valueName: "file"))
    var output: String?

    func validate() throws {
        let names = GroupScope.allCases.map(\.rawValue)
        guard names.contains(by) else {
            throw ValidationError("'--by' must be one of \(names.joined(separator: ", ")), not '\(by)'")
        }
        if let asOf, Day(asOf) == nil {
            throw ValidationError("'--as-of' must be a day such as 2026-03-02, not '\(asOf)'")
        }
    }

    func run() async throws {
        guard let scope = GroupScope.named(by) else { return }
        let inquiries = try installation.inquiries()
        let day = asOf.flatMap { Day($0) }
        let today = inquiries.installation.policy.zone.day(of: inquiries.now)
        if let day, day > today {
            say("bellwether: --as-of must not lie ahead; today is \(today)")
            throw Exit.badData
        }
        let report = try await inquiries.report(by: scope, asOf: day)
        let text = try rendered(report)
        guard let output else {
            let terminator = text.hasSuffix("\n") ? "" : "\n"
            return format == .text
                ? print(text, terminator: terminator) : printExactly(text, terminator: terminator)
        }
        try write(text, to: output)
    }

    private func rendered(_ report: Report) throws -> String {
        switch format {
        case .text: ReportText(report).text
        case .csv: ReportTable(report).csv
        case .json: try json(report)
        case .html: ReportPage(report).html
        }
    }

    private func json(_ report: Report) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
    }

    /// Whole or not at all: a report that is looked at while it is written anew is the old one.
    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            say("bellwether: \(path): cannot be written: \(error.localizedDescription)")
            throw Exit.notPermitted
        }
    }
}
