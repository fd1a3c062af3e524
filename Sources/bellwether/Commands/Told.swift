import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore

/// `told`: who was told what of an account.
struct ToldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "told", abstract: "Says who was told what of an account, when, and whether it arrived.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The account's id, or the beginning of its name.")
    var account: String

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let list = try await installation.answer("told", ["account": account]) { try await $0.told(account) }
        if json { return try printJSON(list) }
        guard !list.told.isEmpty else { return print("nobody was told anything of \(Inert.row(list.account))") }
        let zone = Zones.named(list.timezone) ?? .utc
        for entry in list.told {
            let whom = entry.recipient == "all" ? entry.receiver : "\(entry.recipient) by \(entry.receiver)"
            let arrival = entry.openedArrival.words { Wording.local($0, in: zone) }
            print("\(Wording.local(entry.opened, in: zone))  \(whom) (\(arrival)): \(Inert.row(entry.title))")
            for standIn in entry.standIns {
                let whom = standIn.recipient == "all" ? standIn.receiver : "\(standIn.recipient) by \(standIn.receiver)"
                print("  in its place \(whom) (\(standIn.arrival.words { Wording.local($0, in: zone) }))")
            }
            for worse in entry.worsened {
                let arrival = worse.arrival.words { Wording.local($0, in: zone) }
                print("  then \(Wording.local(worse.at, in: zone)) (\(arrival)): \(Inert.row(worse.title))")
            }
            if let closed = entry.closed {
                let arrival = entry.closedArrival.map { $0.words { Wording.local($0, in: zone) } }
                let when = [Wording.local(closed, in: zone), arrival.map { "(\($0))" } ?? ""].filter { !$0.isEmpty }
                let how = entry.closing ?? entry.closingReason?.replacing("_", with: " ") ?? ""
                print("  closed \(when.joined(separator: " ")): \(Inert.row(how))")
            }
        }
    }
}

/// `why-not`: why nobody was told something.
struct WhyNotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not", abstract: "Says why nobody was told of an account by a rule, step by step.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The account's id, or the beginning of its name.")
    var account: String

    @Argument(help: "The rule.")
    var rule: String

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let answer = try await installation.answer("why-not", ["account": account, "rule": rule]) {
            try await $0.whyNot(account, rule: rule)
        }
        if json { return try printJSON(answer) }
        print("\(Inert.row(answer.name)), \(answer.rule):")
        for step in answer.steps { print("  \(Inert.row(step))") }
    }
}

/// `alerts`: what is pending, firing and recovering.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Lists what is pending, firing and recovering, by account.",
        discussion: "The account comes first of which most money is at stake soonest; of each, the most severe first.")

    @OptionGroup var installation: InstallationOptions

    @Option(name: .long, help: "Only of this account.")
    var account: String?

    @Option(name: .long, help: "Only of this rule.")
    var rule: String?

    @Option(name: .long, help: "Only of this owner.")
    var owner: String?

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        var arguments: [String: String] = [:]
        arguments["account"] = account
        arguments["rule"] = rule
        arguments["owner"] = owner
        let list = try await installation.answer("alerts", arguments) {
            try await $0.alerts(of: account, rule: rule, owner: owner)
        }
        if json { return try printJSON(list) }
        guard !list.alerts.isEmpty else { return print("nothing is pending or firing") }
        let rows = list.alerts.map { alert in
            [alert.state, alert.severity, alert.rule, alert.owner ?? "", told(alert), alert.title]
        }
        print(columns(rows))
    }

    private func told(_ alert: Inquiries.AlertEntry) -> String {
        if alert.held != nil { return "held" }
        if alert.quiet != nil { return "quiet" }
        return alert.told == 0 ? "not told" : "told \(alert.told)"
    }
}
