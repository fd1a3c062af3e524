import ArgumentParser
import BellwetherStore
import Foundation

/// `unmatched`: rows that name an account nobody has described, by the money they hide.
struct UnmatchedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmatched", abstract: "Lists rows that name no known account, by the money they hide.")

    @OptionGroup var installation: InstallationOptions

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let installed = try installation.sound()
        let rows = try await installation.store(of: installed).unmatched().map(Unmatched.init)
        if json { return try printJSON(rows) }
        guard !rows.isEmpty else { return print("every row names a known account") }
        for row in rows.sorted(by: { (sum($0), $0.rows, $1.account) > (sum($1), $1.rows, $0.account) }) {
            let money = row.money.sorted { $0.key < $1.key }.map { "  \($0.value) \($0.key) (minor units)" }.joined()
            print("\(row.account)  \(counted(row.rows, row.kind + " row"))\(money)")
        }
    }

    private func sum(_ row: Unmatched) -> Int64 { row.money.values.reduce(0, +) }
}
