import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import BellwetherStore
import BellwetherWeb

/// What the pages show beside the last turn comes from the store.
extension ControlDesk: PageDesk {
    func display() async -> TurnDisplay? { await state.display }

    func scores(of slot: Int, since: Moment) async throws -> [ScorePoint] {
        let zone = await installations.current.policy.zone
        return try await store.series(of: "health.score", for: slot, since: since, in: zone)
            .map { ScorePoint(at: $0.at, score: $0.value) }
    }

    func told(of alertID: String) async throws -> [ToldLine] {
        var lines: [ToldLine] = []
        for row in try await store.ledger(of: alertID) {
            let arrival = try await store.arrival(of: row.openedBy)
            let zone = await installations.current.policy.zone
            lines.append(
                ToldLine(
                    receiver: row.receiver, recipient: row.recipient, opened: row.openedAt,
                    missing: [.delivered, .toldBefore].contains(arrival.state)
                        ? nil : arrival.words { Wording.local($0, in: zone) },
                    closed: row.closedAt))
        }
        return lines
    }

    func tasks(of account: String) async throws -> [PlaybookTask] {
        try await store.tasks(ofAccount: account, withSettled: true)
    }

    func otherNames(of slot: Int) async throws -> [OtherNameLine] {
        try await store.otherNames(ofSlot: slot).map {
            OtherNameLine(source: $0.source, id: $0.id, because: $0.because)
        }
    }

    func sources() async throws -> [SourceLine] {
        let installation = await installations.current
        let records = Dictionary(uniqueKeysWithValues: try await store.sources().map { ($0.name, $0) })
        return installation.sources.map { source in
            let record = records[source.name]
            return SourceLine(
                source.standing(record, at: clock.now(), in: installation.policy.zone), rows: record?.rows ?? [:],
                in: installation.policy.zone)
        }
    }

    func outbox(page: Int) async throws -> OutboxPicture {
        let zone = await installations.current.policy.zone
        let summary = try await store.summary(countingDeliveriesSince: zone.start(of: zone.day(of: clock.now())))
        let leaf = Leaf(page, of: summary.outbox.values.reduce(0, +))
        let lines = try await store.undelivered(atMost: Leaf.size, after: leaf.range.lowerBound)
        return OutboxPicture(
            counts: summary.outbox, sentToday: summary.deliveredSince, lines: lines.map(OutboxPicture.Line.init),
            leaf: leaf, troubles: try await receiversInTrouble(in: zone))
    }

    private func receiversInTrouble(in zone: Zone) async throws -> [String] {
        let outages = try await store.outages().sorted { $0.key < $1.key }
        return outages.compactMap { name, outage in
            outage.circuit.map { circuit in
                let next =
                    circuit.probeAt < clock.now()
                    ? "with its next message" : Wording.local(circuit.probeAt, in: zone)
                return "All that is for \(name) waits; it is tried next \(next). "
                    + "It has taken nothing since \(Wording.local(outage.since, in: zone)): \(outage.reason)"
            }
        }
            + (try await store.mailboxOutages()).filter { $0.value.isLong(at: clock.now()) }.sorted { $0.key < $1.key }
            .map { taker, outage in
                "Mailbox \(taker.reader ?? "") of \(taker.receiver) has taken nothing since "
                    + "\(Wording.local(outage.since, in: zone)): \(outage.reason)"
            }
    }

    /// Whoever has more than so many mistakes in the files reads them elsewhere.
    private static let mostMistakes = 5

    func troubles() async throws -> [String] {
        var troubles: [String] = []
        if let broken = await state.broken {
            let since = Wording.local(broken.since, in: await installations.current.policy.zone)
            troubles.append("The files on the disk are broken since \(since); the last sound ones are in force.")
            troubles += broken.mistakes.prefix(Self.mostMistakes)
            let rest = broken.mistakes.count - Self.mostMistakes
            if rest > 0 { troubles.append("\(rest) more of them: `bellwether check` says where.") }
        }
        if let trouble = await store.trouble { troubles.append("Nothing can be kept: \(trouble.description).") }
        for source in try await sources() where source.light != .green {
            troubles.append("Source \(source.name): \(source.words).")
        }
        return troubles
    }
}

extension SourceLine {
    init(_ standing: SourceStanding, rows: [String: Int], in zone: Zone) {
        let (light, words): (Light, String) =
            switch standing.state {
            case .fresh: (.green, "ok")
            case .neverLoaded: (.yellow, "not loaded yet")
            case .stale(let since): (.yellow, "stale since \(Wording.local(since, in: zone)): no new data has come")
            case .broken(let since, let reason):
                (.red, "cannot be read since \(Wording.local(since, in: zone)): \(reason)")
            }
        self.init(
            name: standing.name, light: light, words: words, lastGoodLoad: standing.lastGoodLoad,
            newestRow: standing.newestRow, rows: rows, kinds: standing.kinds)
    }
}

extension OutboxPicture.Line {
    init(_ item: Undelivered) {
        self.init(
            receiver: item.receiver, recipient: item.recipient, state: item.state, events: item.events,
            attempts: item.attempts, queued: item.queuedAt,
            nextAttempt: item.nextAttempt, lastError: item.lastError)
    }
}
