import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Foundation

/// `status`: how the daemon, its sources and its outbox stand.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Says how the daemon, its sources and its outbox stand.")

    @OptionGroup var installation: InstallationOptions

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let status =
            if let asked = try await asked() { asked } else { try await installation.inquiries().status(of: nil) }
        if json { try printJSON(status) } else { print(StatusText(status).text) }
        if status.daemon == nil { throw Exit.unreachable }
    }

    private func asked() async throws -> StatusReport? {
        // The files may be broken while the daemon runs on the last sound ones: then only the state's place is needed.
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("GET", "status") else { return nil }
        guard reply.status == 200 else { throw refused(reply) }
        return try JSONDecoder().decode(StatusReport.self, from: Data(reply.json))
    }
}

/// A status as a person reads it in a terminal.
struct StatusText {
    private let status: StatusReport

    init(_ status: StatusReport) {
        self.status = status
    }

    var text: String {
        var lines = [headline]
        if let rehearsal = status.rehearsal {
            let waiting = status.waitingForRehearsal
            let rest =
                waiting == 0
                ? "" : "; \(counted(waiting, "message")) from before \(waiting == 1 ? "waits" : "wait") for its end"
            lines.append("REHEARSAL: everything goes to \(rehearsal), and nobody else hears a thing\(rest)")
        }
        if let daemon = status.daemon, let accounts = daemon.accounts, !daemon.bands.isEmpty {
            let bands = daemon.bands.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                "\($0.value) \((status.bandLabels[$0.key] ?? $0.key).lowercased())"
            }
            lines.append("\(counted(accounts, "account")): \(bands.joined(separator: ", "))")
        }
        let zone = Zones.named(status.timezone) ?? .utc
        if let line = status.restored?.line(at: status.now, in: zone) { lines.append(line) }
        if let ahead = status.turnsAhead {
            lines.append(
                "\(counted(ahead.count, "turn")) dated after now, the last \(Wording.local(ahead.last, in: zone)): a clock "
                    + "ran ahead, or is behind now")
        }
        if status.unmatchedRows > 0 {
            let name = status.unmatchedRows == 1 ? "names" : "name"
            lines.append(
                "\(counted(status.unmatchedRows, "row")) \(name) no known account (`bellwether unmatched`)")
        }
        lines += status.sources.map { source in "  \(source.name): \(age(of: source))" }
        let alerts = ["firing", "recovering", "pending"].map { "\($0) \(status.alerts[$0] ?? 0)" }
        let quiet = status.silenced > 0 ? ", \(counted(status.silenced, "silence")) (`bellwether silence list`)" : ""
        lines.append("\(alerts.joined(separator: ", ")), held \(status.held)\(quiet)")
        lines += status.unconfirmed.sorted { $0.key < $1.key }.map { rule, count in
            "HELD: \(counted(count, "alert")) of \(rule), told to nobody until `bellwether confirm \(rule)`"
        }
        if status.openTasks > 0 {
            let late = status.overdueTasks > 0 ? ", \(status.overdueTasks) overdue" : ""
            lines.append("\(counted(status.openTasks, "task")) open\(late) (`bellwether tasks`)")
        }
        lines += status.shadows.map { shadow in
            "in the shadow: \(shadow.rule) for \(span(shadow.until - status.now)) more; would have opened "
                + "\(shadow.opened), closed \(shadow.closed)"
        }
        lines += status.refusing.sorted { $0.key < $1.key }.map { name, reason in
            let since = status.takingNothingSince[name].map { " since \(Wording.local($0, in: zone))" }
            let next = status.nextTry(of: name, in: zone).map { ", is tried next \($0)" } ?? ""
            return
                "RECEIVER \(name) \(since.map { "has taken nothing\($0)" } ?? "took nothing when last asked")\(next): "
                + Self.brief(reason, atMost: 240)
        }
        lines += status.mailboxes.map { mailbox in
            "MAILBOX \(mailbox.reader) of \(mailbox.receiver) has taken nothing since "
                + "\(Wording.local(mailbox.since, in: zone)): \(Self.brief(mailbox.reason))"
        }
        let waiting = (status.outbox["pending"] ?? 0) + (status.outbox["in_flight"] ?? 0)
        lines.append(
            "outbox \(waiting), dead \(status.outbox["dead"] ?? 0)   today \(status.sentToday) sent"
                + "   state \(status.stateBytes >> 20) MB, \(counted(status.quarantined, "row")) in quarantine")
        let awaited = [status.daemon?.hoursAwaited, status.lateForHours].compactMap(\.self)
        if let next = awaited.map(\.until).min() {
            let count = awaited.map(\.messages).reduce(0, +)
            lines.append(
                "\(counted(count, "message")) \(count == 1 ? "waits for its reader's" : "wait for their readers'") hours, "
                    + "the next at \(Wording.local(next, in: zone))")
        }
        return lines.joined(separator: "\n")
    }

    private var headline: String {
        guard let daemon = status.daemon else { return "NOT RUNNING; this is what the state says" }
        var line = "\(daemon.phase.uppercased()) \(span(status.now - daemon.startedAt))"
        if let turn = daemon.lastTurn, let took = daemon.turnMilliseconds {
            line += ", turn \(span(status.now - turn)) ago (\(Double(took) / 1000) s)"
        }
        line += "   rules: \(status.rules)"
        if status.overrides > 0 { line += ", \(counted(status.overrides, "exception"))" }
        if status.endedOverrides > 0 { line += " (\(status.endedOverrides) ended)" }
        if let broken = daemon.filesBrokenSince { line += "   DEGRADED: files broken for \(span(status.now - broken))" }
        if let trouble = status.stateTrouble { line += "   DEGRADED: \(trouble)" }
        if status.stateTrouble == nil, let space = status.space, space.isLow {
            line += "   LOW ON SPACE: \(Space.words(space.free)) left for the state"
        }
        if !status.firstStartDone { line += "   first start: \(daemon.beginning ?? "about to begin")" }
        return line
    }

    private func age(of source: Inquiries.SourceAge) -> String {
        let age = source.lastGoodLoad.map { "\(span(status.now - $0)) " } ?? ""
        if let load = source.lastGoodLoad, source.isAhead(of: status.now) {
            let zone = Zones.named(status.timezone) ?? .utc
            return "last read \(Wording.local(load, in: zone)), which is still to come: the clock was set back, or is "
                + "wrong now"
        }
        return age + source.state + (source.lastFailure.map { ", last try failed: \(Self.brief($0))" } ?? "")
    }

    /// A line of a terminal; the log and the operator's message have the whole of it.
    ///
    /// - Parameter most: with what to do it may be longer, so that this is not what is cut off.
    private static func brief(_ words: String, atMost most: Int = mostCharacters) -> String {
        let line = words.prefix { !$0.isNewline }
        return line.count <= most ? String(line) : line.prefix(most - 1) + "…"
    }

    private static let mostCharacters = 120

    /// `6 d 2 h`, `12 min`, `4 s`: the two largest parts.
    private func span(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        if seconds < 86_400 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
        return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }
}
