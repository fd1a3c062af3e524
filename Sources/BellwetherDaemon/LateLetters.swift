import BellwetherCore
import BellwetherStore

/// What may still be said by a letter that comes late, or to somebody else than was meant: nothing that is over by then.
struct LateLetters {
    let store: Store

    /// What is left of it for its own reader, or for whoever gets it in their place; nothing where all is over.
    func stillTrue(_ item: OutboxItem, at now: Moment) async throws(StoreError) -> BellwetherCore.Notification? {
        let letter = item.notification
        if letter.original != nil { return try await stillTrue(inSomebodysPlace: letter) }
        // What may have arrived is sent again as it was.
        guard !item.mayHaveArrived else { return letter }
        return try await stillTrue(letter, isLate: now > item.queuedAt + Letter.late)
    }

    /// - Parameter isLate: what is on time is told as it was when it was written.
    func stillTrue(
        _ letter: BellwetherCore.Notification, isLate: Bool
    ) async throws(StoreError) -> BellwetherCore.Notification? {
        var over: Set<String> = []
        for event in letter.events where event.kind == .closed {
            if try await hearing(of: event) == .never { over.insert(event.alertID) }
        }
        let open = letter.opens
        let firing = isLate ? try await store.firing(among: open) : open
        return letter.leaving { event in
            event.kind == .closed ? !over.contains(event.alertID) : firing.contains(event.alertID)
        }
    }

    /// An end is for whoever heard of the beginning: here, or where its own reader cannot hear it any more.
    func stillTrue(
        inSomebodysPlace copy: BellwetherCore.Notification
    ) async throws(StoreError) -> BellwetherCore.Notification? {
        guard let original = copy.original else { return copy }
        let hasArrived = try await store.hearing(of: original) == .arrived
        if hasArrived, copy.events.isEmpty, copy.unchanged.isEmpty { return nil }
        var ends: Set<String> = []
        for event in copy.events where event.kind == .closed {
            if try await isEndNews(event, in: copy, hasArrived: hasArrived) { ends.insert(event.alertID) }
        }
        let firing = hasArrived ? [] : try await store.firing(among: copy.opens)
        return copy.leaving { event in
            (event.kind == .closed ? ends : firing).contains(event.alertID)
        }
    }

    private func isEndNews(
        _ event: Event, in copy: BellwetherCore.Notification, hasArrived: Bool
    ) async throws(StoreError) -> Bool {
        guard let row = try await row(of: event) else { return !hasArrived }
        if let opening = copy.sameReadersCopy(of: row.openedBy) {
            switch try await store.hearing(of: opening) {
            case .arrived, .open: return true
            case .never, nil: break
            }
        }
        guard !hasArrived else { return false }
        return try await store.hearing(of: row, over: event.closedAt) == .arrived
    }

    private func hearing(of event: Event) async throws(StoreError) -> Store.Hearing {
        guard let row = try await row(of: event) else { return .arrived }
        return try await store.hearing(of: row, over: event.closedAt)
    }

    private func row(of event: Event) async throws(StoreError) -> LedgerRow? {
        try await store.ledger(of: event.alertID).first { event.isOf($0) }
    }

    /// Whether whoever gets it in somebody's place hears the same by their own route: only what arrives there counts.
    func hearingByOwnRoute(_ copy: BellwetherCore.Notification) async throws(StoreError) -> Store.Hearing {
        var result: Store.Hearing = copy.events.isEmpty && copy.unchanged.isEmpty ? .never : .arrived
        for event in copy.events + copy.unchanged {
            let rows = try await store.ledger(of: event.alertID)
            guard let own = rows.first(where: { $0.receiver == copy.receiver && $0.recipient == copy.recipient }) else {
                return .never
            }
            switch try await hearing(of: event, by: own) {
            case .never: return .never
            case .open: result = .open
            case .arrived: break
            }
        }
        return result
    }

    private func hearing(of event: Event, by row: LedgerRow) async throws(StoreError) -> Store.Hearing {
        guard event.kind == .closed else { return try await store.hearing(of: row, over: nil) }
        guard let closing = row.closedBy else { return .open }
        return try await store.hearing(of: closing) ?? .arrived
    }

    /// What is over of a message, for those who heard in its reader's place that it began.
    func endings(
        of letter: BellwetherCore.Notification
    ) async throws(StoreError) -> [BellwetherCore.Notification] {
        guard letter.original == nil else { return [] }
        var alerts: [String: Set<String>] = [:]
        var readers: [String: BellwetherCore.Notification] = [:]
        for event in letter.events where event.kind == .closed {
            guard let row = try await row(of: event) else { continue }
            for (copy, arrival) in try await store.copies(of: row.openedBy)
            where [.delivered, .waiting].contains(arrival.state) {
                let reader = "\(copy.receiver)/\(copy.recipient)"
                readers[reader] = copy
                alerts[reader, default: []].insert(event.alertID)
            }
        }
        return readers.sorted { $0.key < $1.key }.map { reader, copy in
            letter.endings(ofAlerts: alerts[reader] ?? [], forReaderOf: copy)
        }
    }
}

extension BellwetherCore.Notification {
    /// What it tells of that is not said to be over.
    fileprivate var opens: Set<String> {
        Set((events.filter { $0.kind != .closed } + unchanged).map(\.alertID))
    }
}
