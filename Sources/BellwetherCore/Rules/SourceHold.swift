/// Which rules hang on sources that are stale or broken: for them nothing fires and nothing resolves.
struct SourceHold {
    private let catalogue: [Metric]
    /// The kinds of fact that health is made of; nobody asks where nothing is stale.
    private let healthKinds: [FactKind]
    /// By kind of fact, a source that leaves it stale.
    private let staleBy: [String: String]

    init(_ sources: [SourceStanding], catalogue: [Metric], healthModels: HealthModels) {
        self.catalogue = catalogue
        let byKind = sources.reduce(into: [String: [SourceStanding]]()) { byKind, source in
            for kind in source.kinds { byKind[kind, default: []].append(source) }
        }
        // As long as one source of a kind is fresh, the kind is.
        staleBy = byKind.compactMapValues { sources in
            sources.contains { $0.state == .fresh } ? nil : sources.map(\.name).min()
        }
        healthKinds = staleBy.isEmpty ? [] : healthModels.kinds(in: catalogue)
    }

    /// The source that the rule waits for. What only chooses thresholds or words holds nothing up.
    func source(holding rule: Rule) -> String? {
        guard !staleBy.isEmpty else { return nil }
        let target: [FactKind] =
            switch rule.target {
            case .account: []
            case .invoice: [.invoice]
            case .contract: Field.Dependence.renewals.kinds
            case .group: []
            }
        let kinds = target + rule.decidingFields.sorted().flatMap(kinds(under:))
        return kinds.compactMap { staleBy[$0.name] }.min()
    }

    private func kinds(under name: String) -> [FactKind] {
        if let metric = catalogue.first(where: { $0.name == name }) { return metric.kinds }
        guard let dependence = Field.named(name)?.hangsOn else { return [] }
        return dependence.kinds + (dependence.health ? healthKinds : [])
    }
}
