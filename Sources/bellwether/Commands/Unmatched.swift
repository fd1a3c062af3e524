import ArgumentParser
import BellwetherConfig
import BellwetherCore
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
        let store = try installation.store(of: installed)
        let reporting = installed.policy.reporting
        let list = UnmatchedList(
            try await store.unmatched(reporting: reporting), try await store.unmatchedInvoices(reporting: reporting))
        if json { return try printJSON(list) }
        let rows = list.rows
        guard !rows.isEmpty else { return print("every row names a known account") }
        if let unpaid = Self.words(for: list.unpaidInvoices) { print(unpaid) }
        for row in rows.sorted(by: { (sum($0), $0.rows, $1.account) > (sum($1), $1.rows, $0.account) }) {
            let money = row.money.sorted { $0.key < $1.key }.map { "  \(Self.amount($0.value, $0.key))" }.joined()
            let about = [row.name, row.source].compactMap(\.self).joined(separator: ", ")
            let who = about.isEmpty ? row.account : "\(row.account) (\(about))"
            let why = row.because.map { "  \($0)" } ?? ""
            print("\(who)  \(counted(row.rows, row.kind + " row"))\(money)\(why)")
        }
    }

    /// `14 unpaid invoices, 23,110 EUR, belong to no account`
    private static func words(for unpaid: UnmatchedList.Unpaid) -> String? {
        guard unpaid.count > 0 else { return nil }
        let money = unpaid.open.sorted { $0.key < $1.key }.map { amount($0.value, $0.key) }.joined(separator: " and ")
        let verb = unpaid.count == 1 ? "belongs" : "belong"
        return "\(counted(unpaid.count, "unpaid invoice")), \(money.isEmpty ? "" : money + ", ")\(verb) to no account"
    }

    /// Whole units are enough to see what matters.
    private static func amount(_ minor: Int64, _ code: String) -> String {
        let scale = Currency(code)?.scale ?? 100
        return "\(Int((Double(minor) / Double(scale)).rounded()).inProse) \(code)"
    }

    private func sum(_ row: Unmatched) -> Int64 { row.money.values.reduce(0, +) }
}
