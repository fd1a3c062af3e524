/// People think in accounts: what two rules say of the same thing about one account is told once.
extension RoutingPass {
    /// A score that falls below its floor has mostly fallen far as well. What waits for the same reader then is told by
    /// one group, that of the most severe. What was told before stays where it is.
    mutating func joinWhatIsAboutTheSame() {
        var waiting: [Matter: [Waiting]] = [:]
        for group in memory.groups.values where joins(group) {
            for alert in group.waiting.compactMap({ standing[$0] }) {
                guard let matter = Matter(alert, for: group) else { continue }
                waiting[matter, default: []].append(Waiting(alert: alert, group: group))
            }
        }
        for others in waiting.values where Set(others.map(\.group.key)).count > 1 {
            guard let first = others.min(by: Waiting.comesBefore) else { continue }
            for other in others where other.group.key != first.group.key {
                memory.groups[other.group.key]?.waiting.remove(other.alert.id)
                memory.groups[first.group.key]?.waiting.insert(other.alert.id)
            }
        }
        removeEmptyGroups()
    }

    /// Programs sort by the labels of groups, lists are made of all there is, and who is called in is called for what
    /// nobody has acknowledged.
    private func joins(_ group: Group) -> Bool {
        !group.waiting.isEmpty && !group.isOpeningList && !group.isEscalation && !isPaused(group)
            && routing.receivers[group.addressee.receiver]?.handsOnLabels == false
    }

    private struct Matter: Hashable {
        let receiver, recipient, account: String
        let topic: Story.Topic
        /// When it may be told, and who is called in: as the route has it.
        let quiet: RouteQuiet

        /// Nothing of what is about nothing in particular, or about many.
        init?(_ alert: Alert, for group: Group) {
            guard alert.story.topic != .other, !alert.subject.isGroup, alert.labels["kind"] != "opportunity" else {
                return nil
            }
            receiver = group.receiver
            recipient = group.recipient
            account = alert.subject.account
            topic = alert.story.topic
            quiet = group.quiet
        }
    }

    private struct Waiting {
        let alert: Alert
        let group: Group

        static func comesBefore(_ left: Waiting, _ right: Waiting) -> Bool {
            let (one, other) = (left.alert.severityRank, right.alert.severityRank)
            guard one == other else { return one > other }
            return (left.group.waitingSince, left.group.key, left.alert.id)
                < (right.group.waitingSince, right.group.key, right.alert.id)
        }
    }
}
