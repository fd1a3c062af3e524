import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Foundation
import Sample

/// `sample`: a made-up company as CSV files, to try things on.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Makes up a company as CSV files, the same for the same seed.")

    @Argument(help: "The folder to write to.")
    var folder: String

    @Option(name: .long, help: "How many accounts.")
    var accounts = 200

    @Option(
        name: .long, help: ArgumentHelp("The last day there is data for; yesterday where not given.", valueName: "day"))
    var until: String?

    @Option(name: .long, help: "How many days of history.")
    var days = 540

    @Option(name: .long, help: "What the made-up things hang on.")
    var seed: UInt64 = 1

    @Option(name: .long, help: ArgumentHelp("Writes the n-th batch of changes over an earlier sample.", valueName: "n"))
    var step: Int?

    func validate() throws {
        guard (1...100_000).contains(accounts) else { throw ValidationError("--accounts must be from 1 to 100000") }
        guard (60...2000).contains(days) else { throw ValidationError("--days must be from 60 to 2000") }
        if let step, step < 1 { throw ValidationError("--step must be 1 or more") }
        if let until, Day(until) == nil { throw ValidationError("--until must be a day such as 2026-11-20") }
    }

    func run() async throws {
        let now = SystemClock().now()
        let last = until.flatMap { Day($0) } ?? Zone.utc.day(of: now) - 1
        let company = SampleCompany(accounts: accounts, until: last, days: days, seed: seed)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let step else {
            for file in company.files { try write(file) }
            return print(
                "\(folder): \(counted(company.files.count, "file")), \(counted(accounts, "account")), until \(last)")
        }
        let change = company.changes(atStep: step)
        for file in change.files { try write(file) }
        for news in change.news { print(news) }
    }

    /// A reader never sees half a file: it is written beside and renamed.
    private func write(_ file: SampleFile) throws {
        try Data(file.text.utf8).write(to: URL(fileURLWithPath: folder + "/" + file.name), options: .atomic)
    }
}
