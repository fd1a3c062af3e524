package import BellwetherConfig
import BellwetherCore
import BellwetherReceivers
import BellwetherStore

/// Looks at an installation as it runs, and says what is not as it should be and how to mend it.
package struct Doctor: Sendable {
    package struct Finding: Sendable, Hashable, Codable {
        package let what, fix: String

        package init(_ what: String, fix: String) {
            self.what = what
            self.fix = fix
        }
    }

    package struct Findings: Sendable, Codable {
        package let version: Int
        package let findings: [Finding]

        package init(_ findings: [Finding]) {
            version = 1
            self.findings = findings
        }
    }

    private let installation: Installation
    private let status: StatusReport
    private let waiting: [Inquiries.Letter]

    /// - Parameter waiting: what lies in the outbox, the undelivered among it.
    package init(_ installation: Installation, _ status: StatusReport, waiting: [Inquiries.Letter] = []) {
        self.installation = installation
        self.status = status
        self.waiting = waiting
    }

    package var findings: [Finding] { running + sources + unconfirmed + letters + readers + outside }

    private var running: [Finding] {
        guard let daemon = status.daemon else {
            return [
                Finding("no daemon answers", fix: "start it: systemctl start bellwether; its log says why it ended")
            ]
        }
        var findings: [Finding] = []
        if let since = daemon.filesBrokenSince {
            findings.append(
                Finding(
                    "the files on the disk are broken since \(local(since)); the last sound ones are in force",
                    fix: "`bellwether check` says where"))
        }
        if let trouble = status.stateTrouble {
            findings.append(
                Finding(
                    "the state cannot be kept: \(trouble)", fix: "make room on the disk of \(installation.daemon.state)"
                ))
        }
        if status.stateTrouble == nil, let space = status.space, space.isLow {
            findings.append(
                Finding(
                    "only \(Space.words(space.free)) are left on the disk of the state, which takes "
                        + Space.words(space.taken),
                    fix: "make room on the disk of \(installation.daemon.state); once it is full nothing can be kept"))
        }
        if let last = daemon.lastTurn, status.now - last > installation.daemon.evaluateEvery * 3 {
            findings.append(
                Finding(
                    "the last turn was \(local(last))", fix: "look into the log: it says what cannot be kept or read"))
        }
        if !status.firstStartDone {
            findings.append(
                Finding(
                    "the first start is not done" + (daemon.beginning.map { ": \($0)" } ?? ""),
                    fix: "every source must load once; `bellwether status` shows which has not"))
        }
        return findings
    }

    private var sources: [Finding] {
        let bad = status.sources.filter { $0.state != "ok" }.map { source in
            Finding(
                "source \(source.name) is \(source.state)",
                fix: "until it loads again, what hangs on its "
                    + "\(source.kinds.map { FactKind.spoken($0, 2) }.joined(separator: ", ")) is held"
                    // What broke it says what to do.
                    + (source.state.hasPrefix("broken") ? "" : "; look where its data comes from"))
        }
        let ahead = status.sources.filter { $0.isAhead(of: status.now) }.map { source in
            Finding(
                "source \(source.name) was read at a time still to come; the clock was set back, or is wrong",
                fix: "look at the time service of this machine; the daemon reads it again at once")
        }
        let clocks =
            ahead
            + [status.turnsAhead].compactMap { $0 }.map { turns in
                Finding(
                    "\(Wording.count(turns.count, "turn")) of the past \(turns.count == 1 ? "is" : "are") dated after now, "
                        + "the last \(local(turns.last)); a clock ran ahead, or is behind now",
                    fix: "look at the time service of this machine; if the clock is right now, nothing has to be done: "
                        + "scores of a day to come are not looked at, and that day's own turns take their place")
            }
        let owners = status.ownerless.isEmpty ? [] : [Finding.ownerless(status.ownerless)]
        guard status.unmatchedRows > 0 else { return bad + clocks + owners }
        return bad + clocks + owners + [
            Finding(
                "\(Wording.count(status.unmatchedRows, "row")) "
                    + "\(status.unmatchedRows == 1 ? "names" : "name") no known account",
                fix: "`bellwether unmatched` lists them by the money they hide")
        ]
    }

    private var unconfirmed: [Finding] {
        status.unconfirmed.sorted { $0.key < $1.key }.map { rule, count in
            Finding(
                "\(count == 1 ? "one alert" : "\(count) alerts") of rule '\(rule)' \(count == 1 ? "is" : "are") held "
                    + "since it fired for too many at once; nobody is told of them",
                fix: "look at them with `bellwether alerts`; if they are true, `bellwether confirm \(rule)`")
        }
    }

    private var letters: [Finding] {
        let dead = status.outbox["dead"] ?? 0
        var findings = refusals
        if dead > 0 {
            findings.append(
                Finding(
                    "\(dead == 1 ? "one message" : "\(dead) messages") could not be delivered",
                    fix: "`bellwether outbox list --dead` shows why; then `outbox retry` or `outbox drop`"))
        }
        if let oldest = status.oldestInOutbox, status.now - oldest > .seconds(900) {
            findings.append(
                Finding(
                    "a message waits to be sent since \(local(oldest))",
                    fix: "`bellwether outbox list` shows what its receiver answered"))
        }
        return findings
            + status.mailboxes.map { mailbox in
                Finding(
                    "mailbox \(mailbox.reader) of receiver \(mailbox.receiver) has taken nothing since "
                        + "\(local(mailbox.since)): \(mailbox.reason)",
                    fix: "ask its reader, or whoever keeps it; it is tried again until it takes what waits")
            }
    }

    /// What receivers said that took nothing when they were asked last, each receiver once. One that took something
    /// since is well, whatever still lies there from before.
    private var refusals: [Finding] {
        status.refusing.sorted { $0.key < $1.key }.map { name, error in
            let isGivenUp = waiting.contains { $0.receiver == name && $0.state == "dead" }
            return Finding(
                "receiver \(name) took nothing when last asked: \(error)"
                    + (status.nextTry(of: name, in: installation.policy.zone).map {
                        "; all that is for it waits, and it is tried next \($0)"
                    } ?? ""),
                fix: isGivenUp
                    ? "look at its address and its rights there; then `bellwether notify test \(name)`"
                    : "it is asked again until it takes what waits; `bellwether notify test \(name)` tries it at once")
        }
    }

    private var readers: [Finding] {
        let routing = installation.policy.routing
        var findings: [Finding] = []
        if let rehearsal = routing.quiet.rehearsal {
            findings.append(
                Finding(
                    "this is a rehearsal: everything goes to \(rehearsal), and nobody else hears a thing",
                    fix: "take 'rehearsal' out of \(installation.files.main.name) once the messages are right"))
        }
        let named = routing.root.receiversBelow
        for receiver in routing.receivers.values.sorted(by: { $0.name < $1.name })
        where named.contains(receiver.name) && receiver.hours == nil && ReceiverKind.isForPeople(receiver.kind) {
            findings.append(
                Finding(
                    "receiver \(receiver.name) has no hours; it may send at night",
                    fix: "give it hours: { days: mon-fri, from: \"08:00\", to: \"18:00\" }"))
        }
        for receiver in routing.receivers.values.sorted(by: { $0.name < $1.name }) {
            if case .owner(let fallback) = receiver.recipients, fallback.isEmpty {
                findings.append(
                    Finding(
                        "receiver \(receiver.name) has no fallback; accounts without an owner's address reach nobody there",
                        fix: "give it a fallback address"))
            }
        }
        return findings
    }

    private var outside: [Finding] {
        var findings: [Finding] = []
        if installation.daemon.heartbeat == nil {
            findings.append(
                Finding(
                    "nobody notices when Bellwether stops", fix: "give 'heartbeat' an address that misses it"))
        }
        if installation.policy.routing.operatorReceiver.fallback == nil {
            findings.append(
                Finding(
                    "the operator hears nothing when their own receiver is down",
                    fix: "give 'operator' a fallback of another kind"))
        }
        return findings
    }

    private func local(_ moment: Moment) -> String { Wording.local(moment, in: installation.policy.zone) }
}

extension Doctor.Finding {
    /// As the operator was told it: what there is first, what to do last.
    fileprivate static func ownerless(_ lines: [String]) -> Doctor.Finding {
        Doctor.Finding(lines.dropLast().map(\.asClause).joined(separator: ". "), fix: (lines.last ?? "").asClause)
    }
}

extension String {
    /// Without the full stop that ends it.
    fileprivate var asClause: String { hasSuffix(".") ? String(dropLast()) : self }
}
