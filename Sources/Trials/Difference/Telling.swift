import BellwetherCore

/// What people would be sent if some alerts began now and others ended: routed as the daemon would, with its waiting
/// times gone through at once.
struct Telling {
    private(set) var sent: [Notification] = []

    /// What ends was told under the old routes, and its end follows that.
    init(
        beginning: [Alert], ending: [Alert], under new: Routing, toldUnder old: Routing, at now: Moment
    ) {
        var before = Passage(routing: old, memory: RoutingMemory())
        if !ending.isEmpty { before.go(from: now, AlertNews(standing: ending)) }
        // Nobody's day is filled by what was told long ago.
        let told = RoutingMemory(
            groups: before.memory.groups, ledger: before.memory.ledger, episodes: before.memory.episodes)
        var after = Passage(routing: new, memory: told)
        let changes = ending.map { AlertChange(.closed(.ruleChanged), $0) }
        after.go(from: now, AlertNews(changes: changes, standing: beginning))
        sent = after.sent.filter { $0.purpose != .operational }
    }

    private struct Passage {
        let routing: Routing
        var memory: RoutingMemory
        var sent: [Notification] = []

        /// Goes from one thing that is due to the next, until nothing waits.
        mutating func go(from start: Moment, _ news: AlertNews) {
            var (now, news) = (start, news)
            for _ in 0..<Self.most {
                let result = routing.notifications(for: news, since: memory, at: now)
                sent += result.outbox
                memory = result.memory
                guard memory.groups.values.contains(where: \.waits), let due = result.due,
                    due < start + Self.longest
                else { return }
                now = max(due, now + .seconds(1))
                news = AlertNews(standing: news.standing)
            }
        }

        private static let most = 100
        private static let longest = Duration.seconds(14 * 86_400)
    }
}

extension Group {
    fileprivate var waits: Bool { !waiting.isEmpty || !closings.isEmpty }
}

extension PolicyDifference {
    /// What one person, or one place that many read, would be sent.
    package struct Mail: Sendable, Hashable {
        package let receiver: String
        package let recipient: String
        /// What people call whoever reads it.
        package let name: String
        package let messages: Int
        package let accounts: Int
    }

    /// By who reads it, those with most accounts first.
    static func mails(in sent: [Notification]) -> [Mail] {
        let byReader = Dictionary(grouping: sent) { [$0.receiver, $0.recipient] }
        let mails = byReader.values.compactMap { list -> Mail? in
            guard let first = list.first else { return nil }
            let accounts = Set(list.flatMap(\.events).map(\.story.accountID))
            let address = first.recipient == Recipient.all.address ? first.receiver : first.recipient
            return Mail(
                receiver: first.receiver, recipient: first.recipient, name: first.recipientName ?? address,
                messages: list.count, accounts: accounts.count)
        }
        return mails.sorted { ($1.accounts, $0.name, $0.receiver) < ($0.accounts, $1.name, $1.receiver) }
    }
}
