package import BellwetherCore
package import BellwetherSources
package import BellwetherStore

extension SourceDefinition {
    /// How this source stands, by what the store knows of its polls.
    package func standing(_ record: SourceRecord?, at now: Moment) -> SourceStanding {
        SourceStanding(
            name: name, kinds: facts, state: state(record, at: now), lastGoodLoad: record?.lastGoodLoad,
            newestRow: record?.newestRow)
    }

    private func state(_ record: SourceRecord?, at now: Moment) -> SourceStanding.State {
        guard let record, let lastGood = record.lastGoodLoad else {
            guard let failure = record?.failure else { return .neverLoaded }
            return .broken(since: failure.since, because: failure.because)
        }
        if let freshFor, now > lastGood + freshFor { return .stale(since: lastGood + freshFor) }
        if let newestWithin, let newest = record.newestRow, now > newest + newestWithin {
            return .stale(since: newest + newestWithin)
        }
        // A poll that fails now and then says nothing; three intervals without a good one do.
        if let failure = record.failure, now > lastGood + every * 3 {
            return .broken(since: failure.since, because: failure.because)
        }
        return .fresh
    }
}

/// Notices sources that begin or cease to be in trouble, so that each is said once.
struct SourceTroubles: Sendable, Hashable {
    private(set) var names: Set<String>

    init(_ names: Set<String> = []) {
        self.names = names
    }

    /// What to say to the operator about sources whose trouble is new or over.
    mutating func words(on standings: [SourceStanding], watched: Int) -> [OperatorWords] {
        standings.compactMap { standing in
            if let trouble = standing.trouble {
                guard names.insert(standing.name).inserted else { return nil }
                let kinds = standing.kinds.joined(separator: ", ")
                return OperatorWords(
                    topic: "source \(standing.name)",
                    lines: [
                        "Source \(standing.name) \(trouble)",
                        "What hangs on its \(kinds) is held for \(watched) accounts: nothing opens and nothing closes "
                            + "until it loads again.",
                    ])
            }
            guard standing.state == .fresh, names.remove(standing.name) != nil else { return nil }
            return OperatorWords(
                topic: "source \(standing.name)", lines: ["Source \(standing.name) loads again; what it held goes on."])
        }
    }
}

extension SourceStanding {
    fileprivate var trouble: String? {
        switch state {
        case .fresh, .neverLoaded: nil
        case .stale(let since): "is stale since \(since): no new data has come."
        case .broken(let since, let reason): "cannot be read since \(since): \(reason)."
        }
    }
}
