/// Where something that was told goes by now: it got worse, it has other labels, or somebody edited the routes.
extension RoutingPass {
    /// A receiver that knows nothing of an alert that goes there now opens it. What got worse opens like anything new;
    /// of all else, as after an edit, a reader gets many as one list. Within a receiver it is handed over instead.
    mutating func routeOnwards() {
        let waiting = receiversWaiting
        let destinations = routedBefore(waiting).sorted { $0.id < $1.id }.flatMap { alert -> [Destination] in
            let known = receivers(knowing: alert)
            // One may only have another name by now: those who read there are not told again for that.
            let isLost = known.contains { routing.receivers[$0] == nil }
            guard !isLost || isWorse(alert) else { return [] }
            return self.destinations(of: alert, besides: known.union(waiting[alert.id] ?? [])).reached
        }
        route(destinations.filter { isWorse($0.alert) }, onOpeningList: false)
        let others = Dictionary(grouping: destinations.filter { !isWorse($0.alert) }, by: Reader.init(of:))
        for (_, list) in others.sorted(by: { $0.key < $1.key }) {
            route(list, onOpeningList: list.count > Message.mostInFull)
        }
    }

    private struct Reader: Hashable, Comparable {
        let receiver, recipient: String

        init(of destination: Destination) {
            receiver = destination.receiver.name
            recipient = destination.recipient.address
        }

        static func < (left: Reader, right: Reader) -> Bool {
            (left.receiver, left.recipient) < (right.receiver, right.recipient)
        }
    }

    /// What somebody was told of, or is about to be, and may be told of now; where nothing moves what routes say, only what
    /// may have moved.
    private func routedBefore(_ waiting: [String: Set<String>]) -> [Alert] {
        let isRouted = { (alert: Alert) in
            alert.hold == nil && quiet[alert.id] == nil
                && (waiting[alert.id] != nil || memory.ledger.hasRows(about: alert.id))
        }
        guard let unsettled, memory.rest.isUnder(routing) else { return standing.filter(isRouted) }
        return unsettled.compactMap { standing[$0] }.filter(isRouted)
    }

    /// The receivers at which alerts wait to be told, by the ids of these.
    private var receiversWaiting: [String: Set<String>] {
        memory.groups.values.reduce(into: [:]) { result, group in
            for alert in group.waiting { result[alert, default: []].insert(group.addressee.receiver) }
        }
    }

    /// Those that told of an alert, but for a rehearsal that is over: what it told of is anybody's news still.
    private func receivers(knowing alert: Alert) -> Set<String> {
        Set(
            memory.ledger.rows(about: alert.id).compactMap { row in
                guard let group = memory.groups[row.groupKey] else { return row.receiver }
                return isRehearsed(group) ? nil : group.addressee.receiver
            })
    }

    private func isWorse(_ alert: Alert) -> Bool {
        memory.ledger.rows(about: alert.id).contains { alert.level > $0.levelTold }
    }
}
