import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Diagnostics

/// `route test`: what reaches whom, by the files as they are now.
struct RouteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Tries the routes.", subcommands: [Try.self])

    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Says whom an alert with these labels reaches, by the files as they are now."
        )

        @OptionGroup var installation: InstallationOptions

        @Argument(help: "label=value, such as severity=critical owner=kim.")
        var labels: [String]

        @Option(name: .long, help: ArgumentHelp("As of this time, such as 2026-11-27T22:00.", valueName: "time"))
        var at: String?

        @Flag(name: .long, help: "Prints JSON.")
        var json = false

        func run() async throws {
            let policy = try installation.sound().policy
            let labels = try read(labels)
            let trial = RouteTrial(labels, in: policy.routing, at: try moment(in: policy.zone))
            let known = policy.rules.labelNames
            for label in labels.keys.sorted() where !known.contains(label) {
                let meant = Suggestion.nearest(to: label, among: known).map { "; did you mean '\($0)'?" } ?? ""
                say("bellwether: no rule gives alerts the label '\(label)'\(meant)")
            }
            if json { try printJSON(trial) } else { print(trial.text) }
        }

        private func moment(in zone: Zone) throws -> Moment {
            guard let at else { return SystemClock().now() }
            guard let moment = Moment(at) ?? local(at, in: zone) else {
                say("bellwether: '\(at)' must be a time such as 2026-11-27T22:00, or 2026-11-27T22:00Z in UTC")
                throw Exit.badData
            }
            return moment
        }

        /// By the clock of the installation, where it is not said by which.
        private func local(_ text: String, in zone: Zone) -> Moment? {
            guard let asUTC = Moment(text.replacing(" ", with: "T") + "Z") else { return nil }
            return zone.moment(of: Zone.utc.day(of: asUTC), second: Zone.utc.secondOfDay(at: asUTC))
        }

        private func read(_ labels: [String]) throws -> [String: String] {
            var read: [String: String] = [:]
            for label in labels {
                guard let sign = label.firstIndex(of: "="), sign != label.startIndex else {
                    say("bellwether: '\(label)' must be a label and its value, such as severity=critical")
                    throw Exit.badData
                }
                read[String(label[..<sign])] = String(label[sign...].dropFirst()).trimmingQuotes
            }
            return read
        }
    }
}

extension String {
    fileprivate var trimmingQuotes: String {
        count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}

/// What routes make of labels.
struct RouteTrial: Codable {
    struct Reach: Codable {
        let route, receiver, recipient: String
        /// When it would be told at the earliest, where that is not at once.
        let waitsUntil: Moment?
        let groupedBy: [String: String]
        let timers: String
    }

    let version: Int
    /// The receiver that everything goes to for now, if this is a rehearsal.
    let rehearsal: String?
    let reaches: [Reach]
    /// Receivers that this severity does not reach, and which one would.
    let reachedOnlyBy: [String: [String]]
    private let timezone: String

    init(_ labels: [String: String], in routing: Routing, at now: Moment) {
        version = 1
        rehearsal = routing.quiet.rehearsal
        timezone = routing.calendar.zone.name
        // Routes of the same labels have one path: each is told by its place.
        let steps = routing.explanation(for: labels).steps
        reaches = zip(routing.root.matches(for: labels), steps).flatMap { match, step in
            step.reaches.flatMap { reach in
                reach.recipients.map { recipient in
                    let opening = routing.opening(
                        of: reach.receiver, for: recipient, by: match.route.quiet, from: now)
                    return Reach(
                        route: step.path, receiver: reach.receiver, recipient: recipient.address,
                        waitsUntil: opening > now ? opening : nil, groupedBy: step.groupLabels,
                        timers: "\(step.timers)")
                }
            }
        }
        let here = Set(reaches.map(\.receiver))
        var others: [String: [String]] = [:]
        for severity in ["info", "warning", "critical"] where severity != labels["severity"] {
            let there = routing.explanation(for: labels.merging(["severity": severity]) { $1 })
                .steps.flatMap { $0.reaches.map(\.receiver) }
            for receiver in Set(there).subtracting(here) { others[receiver, default: []].append(severity) }
        }
        reachedOnlyBy = others
    }

    var text: String {
        let zone = Zones.named(timezone) ?? .utc
        var lines = reaches.isEmpty ? ["it reaches nobody"] : []
        if let rehearsal, !reaches.isEmpty {
            lines.append("REHEARSAL: all of it goes to \(rehearsal), headed \"would go to …\"; without one it goes to:")
        }
        var last = ""
        for reach in reaches {
            if reach.route != last { lines.append(Route.words(ofPath: reach.route)) }
            last = reach.route
            let whom = reach.recipient == "all" ? reach.receiver : "\(reach.recipient) by \(reach.receiver)"
            let when = reach.waitsUntil.map { ", not before \(Wording.local($0, in: zone))" } ?? ""
            lines.append("  \(whom)\(when)")
        }
        if let first = reaches.first { lines.append("  \(first.timers)") }
        for (receiver, severities) in reachedOnlyBy.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "\(receiver) hears nothing of it; it would of severity \(severities.joined(separator: " or "))")
        }
        return lines.joined(separator: "\n")
    }
}
