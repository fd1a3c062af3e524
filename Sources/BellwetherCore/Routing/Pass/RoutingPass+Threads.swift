/// Which mails stand in one thread. A subject is fixed when a thread begins, so it has to be true of all that follows.
extension RoutingPass {
    /// Nothing where a thread begins.
    ///
    /// What is about one account is one thread, whatever fires for it, until all is over that its subject speaks of. Where
    /// a group is about many, somebody else's opening begins a thread of its own, and what becomes of it stands there.
    func thread(
        of group: Group, telling standing: GroupStanding, _ purpose: Notification.Purpose
    ) -> (first: String, subject: String)? {
        guard let first = group.first, !group.subject.isEmpty else { return nil }
        let ownFirst = (first, group.subject)
        if group.isOneThread, isSpent(group, before: standing) { return nil }
        guard !group.isOneThread else { return ownFirst }
        guard standing.opened.isEmpty else { return nil }
        let told =
            purpose == .reminder
            ? standing.unchanged.map(\.alert.id)
            : standing.worsened.map(\.id) + standing.closings.map(\.alertID)
        let openings = Set(told.compactMap { opening(of: $0, in: group) })
        if purpose == .reminder, openings.count > 1 { return nil }
        guard let opening = openings.min(), let subject = group.threads?[opening] else { return ownFirst }
        return (opening, subject)
    }

    /// Whether all is over that the subject speaks of, and something else is to be told than its end.
    private func isSpent(_ group: Group, before standing: GroupStanding) -> Bool {
        guard !group.isOpeningList, let began = group.spokenOf else { return false }
        let hasMore = standing.closings.isEmpty || !standing.opened.isEmpty || !standing.worsened.isEmpty
        return hasMore && began.allSatisfy { !self.standing.contains($0) }
            && !standing.closings.contains { began.contains($0.alertID) }
    }

    func remember(threadOf notification: Notification, in group: inout Group) {
        let hasThread = group.first != nil && !group.subject.isEmpty
        guard hasThread, !group.isOneThread || notification.threadOf != nil else {
            group.first = hasThread ? notification.id : group.first ?? notification.id
            group.subject = notification.subject
            group.spokenOf = Set((notification.events + notification.unchanged).map(\.alertID))
            return
        }
        guard notification.threadOf == nil else { return }
        var threads = group.threads ?? [:]
        if threads.count >= Self.mostThreads {
            var known: Set<String> = []
            memory.ledger.forEachRow(toldBy: group.key) { alert, _ in
                if let opening = opening(of: alert, in: group) { known.insert(opening) }
            }
            threads = threads.filter { known.contains($0.key) }
        }
        threads[notification.id] = notification.subject
        group.threads = threads
    }

    /// Beyond it those are forgotten of which nothing is open any more.
    private static let mostThreads = 32

    private func opening(of alert: String, in group: Group) -> String? {
        memory.ledger[LedgerRow.id(alertID: alert, receiver: group.receiver, recipient: group.recipient)]?.openedBy
    }
}

extension Group {
    /// Whether it is about one account, or a list of what there is.
    fileprivate var isOneThread: Bool { labels["account"] != nil || labels["subject"] != nil || isOpeningList }
}
