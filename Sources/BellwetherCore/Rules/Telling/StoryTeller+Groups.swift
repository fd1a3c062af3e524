import CEL

/// What is told of a group of accounts: an owner's, a tier's, all.
extension StoryTeller {
    func briefStory(of rule: Rule, for group: GroupInSight) -> Story {
        var story = Story(
            accountID: group.subject.id, accountName: group.name,
            title: rule.plainTitle(of: Inert.name(group.name)),
            currency: context.reporting.code)
        if group.scope == .owner, let key = group.key {
            story.owner = key
            story.ownerName = context.people.person(key)?.name ?? key
        }
        story.rulePlace = "\(rule.place)"
        return story
    }

    /// The group's whole book is not at stake because something is said of it; its MRR alone ranks it.
    func tell(_ group: GroupInSight, in story: inout Story) {
        let mrr = Together(group.slots.lazy.map(sight.current("revenue.mrr"))).total
        story.mrrMinor = mrr.value.map { Int64(($0 * Double(context.reporting.scale)).rounded()) }
        story.stakes = stakes(of: group, mrr)
    }

    /// `24 accounts · 31,200 EUR MRR · 5 At risk, 7 Watch, 12 Good`
    private func stakes(of group: GroupInSight, _ mrr: Measured) -> String {
        let count = group.slots.count
        let parts = ["\(count) account\(count == 1 ? "" : "s")", words(mrr), bands(of: group)]
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// Nothing where no account has any; that there is some and it cannot be told is said.
    private func words(_ mrr: Measured) -> String {
        switch mrr {
        case .known(let amount): "\(printer.money(amount)) MRR"
        case .absent(.noFxRate), .absent(.stale), .absent(.sourceError): "MRR not known: \(mrr.reason?.words ?? "")"
        case .absent: ""
        }
    }

    private func bands(of group: GroupInSight) -> String {
        guard let health = sight.health else { return "" }
        let counts = Dictionary(grouping: group.slots.map(health.band), by: \.label).mapValues(\.count)
        // Who has no score comes last.
        let bands = health.bands.filter { $0 != .unknown } + [.unknown]
        let labels = bands.map(\.label).reduce(into: [String]()) { labels, label in
            if !labels.contains(label) { labels.append(label) }
        }
        return labels.compactMap { label in counts[label].map { "\($0) \(label)" } }.joined(separator: ", ")
    }

    func labels(of group: GroupInSight, under rule: Rule) -> [String: String] {
        var labels = ["alert": rule.id, "group": group.key ?? ""]
        switch group.scope {
        case .owner, .tier, .segment: labels[group.scope.rawValue] = group.key
        case .portfolio, .region, .product, .plan, .lifecycleStage, .currency, .parent, .account: break
        }
        return labels
    }
}
