/// Which rules, and which of the accounts that they are about, hang on sources that are stale or broken: for them nothing
/// fires and nothing resolves.
struct SourceHold {
    private let catalogue: [Metric]
    /// The kinds of fact that health is made of; nobody asks where nothing is stale.
    private let healthKinds: [FactKind]
    /// By kind of fact, a source that leaves it stale.
    private let staleBy: [String: String]
    private let mixed: MixedFreshness

    init(_ sources: [SourceStanding], catalogue: [Metric], healthModels: HealthModels) {
        self.catalogue = catalogue
        let byKind = sources.reduce(into: [String: [SourceStanding]]()) { byKind, source in
            for kind in source.kinds { byKind[kind, default: []].append(source) }
        }
        // As long as one source of a kind is fresh, the kind is.
        staleBy = byKind.compactMapValues { sources in
            sources.contains { $0.state == .fresh } ? nil : sources.map(\.name).min()
        }
        mixed = MixedFreshness(sources)
        healthKinds = staleBy.isEmpty && mixed == .none ? [] : healthModels.kinds(in: catalogue)
    }

    /// The source that the rule waits for. What only chooses thresholds or words holds nothing up.
    func source(holding rule: Rule) -> String? {
        guard !staleBy.isEmpty || mixed != .none else { return nil }
        let kinds = kinds(under: rule)
        let source = kinds.compactMap { staleBy[$0.name] }.min()
        // What many accounts come to together is as old as the oldest of it.
        return source ?? (rule.target.groupScope == nil ? nil : mixed.sources(of: kinds).min())
    }

    /// Where the rule waits for a source with some of those it is about, and not with others.
    func rowHold(of rule: Rule) -> RowHold? {
        guard mixed != .none, rule.target.groupScope == nil else { return nil }
        let object = Self.objectKinds(of: rule.target)
        let others = rule.decidingFields.sorted().flatMap { name in
            let isOfObject = Field.named(name)?.isOfObject ?? false
            return kinds(under: name).filter { !isOfObject || !object.contains($0) }
        }
        guard mixed.touches(object + others) else { return nil }
        return RowHold(mixed: mixed, objectKinds: object, kinds: others)
    }

    private func kinds(under rule: Rule) -> [FactKind] {
        Self.objectKinds(of: rule.target) + rule.decidingFields.sorted().flatMap(kinds(under:))
    }

    private static func objectKinds(of target: Rule.Target) -> [FactKind] {
        switch target {
        case .account, .group: []
        case .invoice: [.invoice]
        case .contract: Field.Dependence.renewals.kinds
        }
    }

    private func kinds(under name: String) -> [FactKind] {
        if let metric = catalogue.first(where: { $0.name == name }) { return metric.kinds }
        guard let dependence = Field.named(name)?.hangsOn else { return [] }
        return dependence.kinds + (dependence.health ? healthKinds : [])
    }
}

/// Which of a rule's invoices, contracts and accounts hang on a source that is stale while others are not.
struct RowHold: Sendable, Hashable {
    let mixed: MixedFreshness
    /// What an invoice or a contract is told by: it hangs on its own source.
    let objectKinds: [FactKind]
    /// What else the rule hangs on: all that its account has of that.
    let kinds: [FactKind]

    /// The source that this one waits for.
    func source(holding row: SubjectRow, in accounts: Accounts) -> String? {
        let own = row.identity.flatMap { identity in
            objectKinds.lazy.compactMap { mixed.source(of: identity, $0) }.first
        }
        return own ?? (kinds.isEmpty ? nil : mixed.source(telling: kinds, of: accounts[row.slot]))
    }
}
