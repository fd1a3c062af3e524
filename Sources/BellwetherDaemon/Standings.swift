package import BellwetherCore
package import BellwetherSources
package import BellwetherStore

extension SourceDefinition {
    /// How this source stands, by what the store knows of its polls.
    package func standing(_ record: SourceRecord?, at now: Moment, in zone: Zone) -> SourceStanding {
        SourceStanding(
            name: name, kinds: facts, state: state(record, at: now, in: zone), lastGoodLoad: record?.lastGoodLoad,
            newestRow: record?.newestRow)
    }

    private func state(_ record: SourceRecord?, at now: Moment, in zone: Zone) -> SourceStanding.State {
        guard let record, let dated = record.lastGoodLoad else {
            guard let failure = record?.failure else { return .neverLoaded }
            return .broken(since: failure.since, because: failure.because)
        }
        // What failed since came later, whatever a clock that was set back says.
        let lastGood = record.failure.map { min(dated, $0.since) } ?? dated
        // A poll that fails says nothing as long as what is known may be as old as it is: three intervals, where nobody
        // says for how long. After that, what broke it says more than that nothing new has come.
        if let failure = record.failure, now > lastGood + (freshFor ?? every * 3) {
            return .broken(since: failure.since, because: failure.because)
        }
        if let freshFor, now > lastGood + freshFor { return .stale(since: lastGood + freshFor) }
        if let newestWithin, let newest = record.newestRow.map({ Self.end(of: $0, in: zone) }),
            now > newest + newestWithin
        {
            return .stale(since: newest + newestWithin)
        }
        return .fresh
    }

    /// A fact that is dated by its day speaks of all of it, to its end; it stands under the day's first second.
    private static func end(of newest: Moment, in zone: Zone) -> Moment {
        let day = zone.day(of: newest)
        return newest == zone.start(of: day) ? zone.start(of: day + 1) : newest
    }
}

/// Notices sources that begin or cease to be in trouble, so that each trouble is told once, and its end once.
struct SourceTroubles: Sendable, Hashable {
    /// Since when the operator knows of a source's trouble.
    private(set) var told: [String: Moment]

    init(_ told: [String: Moment] = [:]) {
        self.told = told
    }

    /// What the poller said of a source by itself, such as a refused load, is the same trouble.
    mutating func hear(_ words: [OperatorWords], at now: Moment) {
        for word in words where word.topic.hasPrefix(Self.topic) {
            let name = String(word.topic.dropFirst(Self.topic.count))
            told[name] = told[name] ?? now
        }
    }

    /// What to say to the operator about sources whose trouble is new or over.
    mutating func words(
        on standings: [SourceStanding], watched: Int, at now: Moment, in zone: Zone
    ) -> [OperatorWords] {
        standings.compactMap { standing in
            let topic = Self.topic + standing.name
            if let trouble = standing.trouble(in: zone) {
                guard told[standing.name] == nil else { return nil }
                told[standing.name] = now
                return OperatorWords(
                    topic: topic,
                    lines: [
                        "Source \(standing.name) \(trouble)",
                        consequence(of: standing, beside: standings, watched: watched),
                        cure(of: standing),
                    ])
            }
            guard standing.state == .fresh, let since = told[standing.name], let load = standing.lastGoodLoad,
                load > since
            else { return nil }
            told[standing.name] = nil
            return OperatorWords(topic: topic, lines: ["Source \(standing.name) loads again; what it held goes on."])
        }
    }

    private static let topic = "source "

    /// Of what another source brings too, only what this one told is held; of days it is not kept who told them.
    private func consequence(
        of standing: SourceStanding, beside all: [SourceStanding], watched: Int
    ) -> String {
        guard watched > 0 else { return "Until it loads, Bellwether knows nothing from it." }
        let others = Set(all.filter { $0.name != standing.name && $0.state == .fresh }.flatMap(\.kinds))
        let alone = standing.kinds.filter { !others.contains($0) }
        let shared = standing.kinds.filter { others.contains($0) }
        var sentences: [String] = []
        if !alone.isEmpty {
            sentences.append(
                "What hangs on its \(spoken(alone)) is held for \(Wording.count(watched, "account")): nothing opens and "
                    + "nothing closes until it loads again.")
        }
        let rows = shared.filter { FactKind.named($0)?.isDaily == false }
        if !rows.isEmpty {
            sentences.append(
                "Other sources bring \(spoken(rows)) too: only accounts with some from \(standing.name) are held.")
        }
        let days = shared.filter { !rows.contains($0) }
        if !days.isEmpty { sentences.append("Other sources bring \(spoken(days)) too, and nothing is held for those.") }
        return sentences.joined(separator: " ")
    }

    private func spoken(_ kinds: [String]) -> String {
        kinds.map { FactKind.spoken($0, 2) }.joined(separator: ", ")
    }

    private func cure(of standing: SourceStanding) -> String {
        switch standing.state {
        case .stale: "See whether what writes its data still runs, and brings what is new."
        case .broken, .fresh, .neverLoaded:
            "Once that is mended, `bellwether sources test \(standing.name)` shows what it reads."
        }
    }
}

extension SourceStanding {
    fileprivate func trouble(in zone: Zone) -> String? {
        switch state {
        case .fresh, .neverLoaded: nil
        case .stale(let since): "is stale since \(Wording.local(since, in: zone)): no new data has come."
        case .broken(let since, let reason):
            "cannot be read since \(Wording.local(since, in: zone)): \(reason)".asSentence
        }
    }
}
