package import BellwetherConfig
import BellwetherCore
import BellwetherReceivers
package import BellwetherStore
package import Curl
import Glibc
package import Logging
import ServiceLifecycle

/// Empties the outbox. Each receiver is sent to in order and by itself, so that a slow one delays no other; one that does
/// not work is left alone, but for a probe now and then.
///
/// What came of each try is in the store before the next goes to the same place. A try whose answer was lost is made
/// again under the same id.
package struct Courier: Service {
    private static let mostAtOnce = 32

    let installations: Installations
    let store: Store
    let transport: any Transport
    let credentials: Credentials
    let bell: Bell
    let desk: OperatorDesk
    let evaluator: Bell
    let numbers: DeliveryNumbers
    let clock: any WallClock
    let logger: Logger
    private let skew: ClockSkew

    package init(
        installations: Installations, store: Store, transport: any Transport, credentials: Credentials,
        wokenBy bell: Bell, desk: OperatorDesk, waking evaluator: Bell, counting numbers: DeliveryNumbers,
        clock: any WallClock, logger: Logger
    ) {
        self.installations = installations
        self.store = store
        self.transport = transport
        self.credentials = credentials
        self.bell = bell
        self.desk = desk
        self.evaluator = evaluator
        self.numbers = numbers
        self.clock = clock
        self.logger = logger
        skew = ClockSkew(store: store)
    }

    private enum Happening: Sendable {
        case woken
        case finished(receiver: String)
    }

    /// Told to stop, it takes on nothing more, and lets what is on its way arrive: its verdict is kept, and nothing is
    /// sent twice for a restart.
    package func run() async throws {
        await withTaskGroup(of: Happening.self) { group in
            var busy: Set<String> = []
            group.addTask { await waitForWork() }
            while !Self.isOver {
                for (receiver, items) in await leased(notFor: busy) {
                    busy.insert(receiver)
                    group.addTask {
                        await deliver(items)
                        return .finished(receiver: receiver)
                    }
                }
                switch await group.next() {
                case .finished(let receiver):
                    busy.remove(receiver)
                    // Whoever waits does so for what was due before; there may be more now.
                    bell.ring(.outbox)
                case .woken: group.addTask { await waitForWork() }
                case nil: return
                }
            }
        }
    }

    /// Delivers what is due at this moment, one receiver after another, and says how much that was.
    func deliverDue() async -> Int {
        var delivered = 0
        while case let due = await leased(notFor: []), !due.isEmpty, !Self.isOver {
            for (_, items) in due {
                await deliver(items)
                delivered += items.count
            }
        }
        return delivered
    }

    /// When there is something to do next, if nothing new comes.
    func nextAttempt() async throws(StoreError) -> Moment? {
        let stage = await installations.current.policy.routing.quiet.rehearsal
        return try await store.nextAttempt(probing: try await circuits().mapValues(\.probeAt), onlyTo: stage)
    }

    static var isOver: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    private func waitForWork() async -> Happening {
        await cancelWhenGracefulShutdown {
            let next: Moment?
            do throws(StoreError) { next = try await nextAttempt() } catch { next = nil }
            let pause = next.map { max(.milliseconds(200), $0 - clock.now()) } ?? .seconds(60)
            _ = await bell.heard(within: min(pause, .seconds(60)), by: clock)
        }
        return .woken
    }

    private func leased(notFor busy: Set<String>) async -> [(String, [OutboxItem])] {
        do throws(StoreError) {
            let stage = await installations.current.policy.routing.quiet.rehearsal
            let (now, circuits) = (clock.now(), try await circuits())
            var items = try await store.lease(
                atMost: Self.mostAtOnce, at: now, notFor: busy, resting: Set(circuits.keys), onlyTo: stage)
            for (receiver, circuit) in circuits where !busy.contains(receiver) && !circuit.isOpen(at: now) {
                guard !items.contains(where: { $0.notification.receiver == receiver }) else { continue }
                items += try await [store.leaseProbe(of: receiver, with: circuit.wanted, at: now, onlyTo: stage)]
                    .compactMap(\.self)
            }
            return Dictionary(grouping: items, by: \.notification.receiver).sorted { $0.key < $1.key }
        } catch {
            logger.error("nothing can be taken from the outbox", metadata: ["reason": "\(error)"])
            await restAfterFailure()
            return []
        }
    }
}

// MARK: One delivery

extension Courier {
    /// One after another, until it turns out that the receiver does not work: the rest waits with all else.
    private func deliver(_ items: [OutboxItem]) async {
        for (place, item) in items.enumerated() {
            guard await mayBeTried(item, isFirst: place == 0) else { return await takeBack(Array(items[place...])) }
            await deliver(item)
        }
    }

    private func mayBeTried(_ item: OutboxItem, isFirst: Bool) async -> Bool {
        if Self.isOver { return false }
        if isFirst || item.notification.purpose == .test { return true }
        return await !isResting(item.notification.receiver)
    }

    private func deliver(_ item: OutboxItem) async {
        let installation = await installations.current
        guard let receiver = installation.receivers[item.notification.receiver] else {
            return await keeping(item) { () async throws(StoreError) in try await redirect(item, under: installation) }
        }
        if let morning = hoursMissed(by: item, under: installation) {
            let settlement = Settlement.retry(at: morning, because: "it is late, and waits for its reader's hours")
            return await keeping(item) { () async throws(StoreError) in
                try await store.settle(item, settlement, at: clock.now())
            }
        }
        guard let letter = await stillTrue(item) else {
            logger.info("notification is over", metadata: metadata(of: item))
            return await keeping(item) { () async throws(StoreError) in try await drop(item) }
        }
        let verdict = await verdict(on: item, saying: letter, by: receiver, under: installation)
        if case .delivered = verdict { store.noteTaken(item.notification, at: clock.now()) }
        await keeping(item) { () async throws(StoreError) in try await settle(item, verdict, under: installation) }
        if case .delivered = verdict { numbers.delivered(letter, at: clock.now()) }
    }

    /// Its reader never heard that it began; whoever did in their place hears the end.
    private func drop(_ item: OutboxItem) async throws(StoreError) {
        let endings = try await letters.endings(of: item.notification)
        try await store.settle(
            item, .dropped(because: "it was over before it could be delivered"), at: clock.now(), queueing: endings)
        if !endings.isEmpty { bell.ring(.outbox) }
    }

    /// What cannot be looked up is told as it was written.
    private func stillTrue(_ item: OutboxItem) async -> BellwetherCore.Notification? {
        do throws(StoreError) {
            let letter = try await letters.stillTrue(item, at: clock.now())
            if letter == item.notification { return letter }
            return try await store.isInsisted(item.number) ? item.notification : letter
        } catch {
            logger.warning("what is over of it cannot be read", metadata: metadata(of: item, because: "\(error)"))
            return item.notification
        }
    }

    var letters: LateLetters { LateLetters(store: store) }

    /// When its reader's hours begin, where nobody was there to send it within them: a daemon that comes back at night
    /// wakes nobody. What was not delivered at first was put into the hours too, and what somebody wants again is due now.
    private func hoursMissed(by item: OutboxItem, under installation: Installation) -> Moment? {
        let now = clock.now()
        // Due before its time is what a clock put back that was set back since.
        guard now > item.dueAt + .seconds(900) || now < item.dueAt else { return nil }
        let opening = installation.policy.routing.opening(for: item.notification, from: now)
        return opening > now ? opening : nil
    }

    /// A verdict that cannot be kept, as where the disk is full, is kept as soon as it can: were it forgotten, the same
    /// would be sent again, and until then nothing else to the same group.
    private func keeping(_ item: OutboxItem, _ settle: () async throws(StoreError) -> Void) async {
        while true {
            do throws(StoreError) { return try await settle() } catch {
                logger.error("verdict cannot be kept", metadata: metadata(of: item, because: "\(error)"))
                // It stays leased until the next start, which sends it again under the same id.
                guard error.isWorthTryingAgain, !Self.isOver else { return }
            }
            await restAfterFailure()
        }
    }

    private func restAfterFailure() async {
        await cancelWhenGracefulShutdown {
            // Resting ends early only because the service is stopping, which the caller sees by itself.
            do { try await clock.wait(.seconds(5)) } catch {}
        }
    }

    private func verdict(
        on item: OutboxItem, saying letter: BellwetherCore.Notification, by receiver: any Receiver,
        under installation: Installation
    ) async -> Verdict {
        let notification = await withTrends(letter, of: item, for: receiver.profile, under: installation)
        let outgoing: Outgoing
        var missing: MissingCredential?
        let secrets: FindSecret = { reference in
            do throws(MissingCredential) { return try credentials.secret(reference) } catch {
                missing = error
                return nil
            }
        }
        do throws(Unsendable) {
            outgoing = try receiver.outgoing(for: notification, at: clock.now(), secrets: secrets)
        } catch {
            numbers.failed(receiver.name, .clientError)
            return missing.map { .rejected(because: Reason($0.description)) } ?? receiver.verdict(on: error)
        }
        switch outgoing {
        case .print(let text):
            let bytes = Array((text + "\n").utf8)
            let written = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard written < bytes.count else { return .delivered(reference: nil) }
            numbers.failed(receiver.name, .other)
            return .retry(after: nil, because: "the terminal does not take it")
        case .transfer(let request):
            do throws(TransferError) {
                let answer = try await answer(to: request, of: receiver.name)
                guard let again = secondTry(after: answer, for: notification, by: receiver, secrets) else {
                    return verdict(on: answer, by: receiver)
                }
                return verdict(on: try await self.answer(to: again, of: receiver.name), by: receiver)
            } catch {
                numbers.failed(receiver.name, error.label)
                return receiver.verdict(on: error)
            }
        }
    }

    private func answer(to request: Request, of receiver: String) async throws(TransferError) -> Response {
        do throws(TransferError) {
            let answer = try await transport.perform(request)
            numbers.asked(receiver, answer.status)
            await compareClocks(answer, of: receiver)
            return answer
        } catch {
            numbers.asked(receiver, error.reply)
            throw error
        }
    }

    private func verdict(on answer: Response, by receiver: any Receiver) -> Verdict {
        let verdict = receiver.verdict(on: answer, at: clock.now())
        if case .delivered = verdict { return verdict }
        let isTaken = (200..<300).contains(answer.status)
        numbers.failed(receiver.name, isTaken ? .bodyError : TransferError.label(status: answer.status))
        return verdict
    }

    private func compareClocks(_ answer: Response, of receiver: String) async {
        guard let words = await skew.words(on: answer, of: receiver, at: clock.now()) else { return }
        logger.warning("clock differs from a receiver's", metadata: ["receiver": "\(receiver)"])
        await desk.say("clock", words)
        evaluator.ring(.asked)
    }

    private func secondTry(
        after answer: Response, for notification: Notification, by receiver: any Receiver, _ secrets: FindSecret
    ) -> Request? {
        do throws(Unsendable) {
            let outgoing = try receiver.secondTry(after: answer, for: notification, secrets: secrets)
            if case .transfer(let request)? = outgoing { return request }
        } catch {}
        return nil
    }

    /// Where the past cannot be read, it goes without pictures.
    private func withTrends(
        _ letter: BellwetherCore.Notification, of item: OutboxItem, for receiver: ReceiverProfile,
        under installation: Installation
    ) async -> BellwetherCore.Notification {
        do throws(StoreError) {
            return try await Trends(store: store, policy: installation.policy).added(
                to: letter, for: receiver)
        } catch {
            logger.warning("a mail goes without its pictures", metadata: metadata(of: item, because: "\(error)"))
            return letter
        }
    }

    private func settle(
        _ item: OutboxItem, _ verdict: Verdict, under installation: Installation
    ) async throws(StoreError) {
        let now = clock.now()
        switch verdict {
        case .delivered(let reference):
            let ids = reference.map { ["reference": $0] } ?? [:]
            let endings = try await letters.endings(of: item.notification)
            try await store.settle(item, .delivered(externalIDs: ids), at: now, queueing: endings)
            logger.info("notification delivered", metadata: metadata(of: item))
            if !endings.isEmpty { bell.ring(.outbox) }
            try await endOutages(by: item.notification, under: installation.policy.routing)
        case .retry(let patience, let reason):
            try await tryAgain(item, Setback(.broken, reason, after: patience), under: installation)
        case .busy(let patience, let reason):
            try await tryAgain(item, Setback(.busy, reason, after: patience), under: installation)
        case .unknown(let reason):
            try await tryAgain(item, Setback(.broken, reason, mayHaveArrived: true), under: installation)
        case .putOffByReader(let patience, let reason):
            try await tryAgain(item, Setback(.busy, reason, after: patience, byReader: true), under: installation)
        case .denied(let reason): try await waitToBeLetIn(item, because: reason, under: installation)
        case .rejected(let reason): try await giveUp(item, because: reason, under: installation)
        case .gone(let reason): try await giveUp(item, because: reason, advising: Self.newAddress, under: installation)
        case .refusedByReader(let reason): try await giveUp(item, because: reason, byReader: true, under: installation)
        }
    }

    private func tryAgain(
        _ item: OutboxItem, _ setback: Setback, under installation: Installation
    ) async throws(StoreError) {
        let (now, reason) = (clock.now(), setback.reason)
        let taker = Taker(item.notification.receiver, reader: setback.byReader ? item.notification.recipient : nil)
        let outage = try await store.notTaken(
            by: taker, because: setback.byReader ? reason.logged : reason.full, setback.failure,
            after: setback.patience,
            at: now)
        if try await isTooOld(item, at: now) {
            numbers.failed(item.notification.receiver, .expired)
            return try await giveUp(
                item, because: "\(reason); nothing came of it for 7 days", isKnown: outage.toldAt != nil,
                under: installation)
        }
        let wait = max(.seconds(1), Backoff.pause(after: item.attempt, of: item.number), setback.patience ?? .zero)
        let earliest = max(outage.circuit?.probeAt ?? now + .seconds(wait.components.seconds), now + .seconds(1))
        let next = installation.policy.routing.opening(for: item.notification, from: earliest)
        let settlement: Settlement =
            setback.mayHaveArrived
            ? .unknown(retryAt: next, because: reason.full) : .retry(at: next, because: reason.full)
        try await store.settle(item, settlement, at: now)
        var metadata = metadata(of: item, because: reason)
        metadata["again_in"] = "\((next - now).components.seconds)s"
        logger.warning("notification not delivered", metadata: metadata)
        if let circuit = outage.circuit, circuit.openedAt == now {
            logger.warning("receiver is left alone but for probes", metadata: ["receiver": "\(taker.receiver)"])
        }
        if outage.isLong(at: now) { try await turnOver(item, of: taker, in: outage, under: installation) }
    }

    /// Nothing gets in there before somebody mends that, so all of it waits; but what others passed by was meant itself.
    private func waitToBeLetIn(
        _ item: OutboxItem, because reason: Reason, under installation: Installation
    ) async throws(StoreError) {
        if try await store.hasTakenOthers(since: item) {
            return try await giveUp(item, because: reason, under: installation)
        }
        try await tryAgain(item, Setback(.denied, reason), under: installation)
    }

    /// For seven days, and as long as an alert it tells of still fires.
    private func isTooOld(_ item: OutboxItem, at now: Moment) async throws(StoreError) -> Bool {
        guard now > item.queuedAt + .seconds(7 * 86_400) else { return false }
        let firing = Set(try await store.alerts().standing.map(\.id))
        return !item.notification.events.contains { firing.contains($0.alertID) }
    }

    /// A delivery that stays impossible goes to somebody else and the dead letters; it never just expires.
    ///
    /// - Parameter isKnown: whether the operator knows that nothing gets through there.
    private func giveUp(
        _ item: OutboxItem, because reason: Reason, byReader: Bool = false, advising advice: String? = nil,
        isKnown: Bool = false, under installation: Installation
    ) async throws(StoreError) {
        if byReader {
            _ = try await store.endOutage(of: Taker(item.notification.receiver, reader: item.notification.recipient))
        }
        let others = try await others(
            for: item.notification, because: reason.full, byReader, under: installation.policy.routing)
        var turned = Turned()
        for other in others { try await turn(other, noting: &turned) }
        try await store.settle(item, .dead(because: reason.full), at: clock.now(), queueing: turned.letters)
        logger.error("notification given up", metadata: metadata(of: item, because: reason))
        // One is told of all that follow it, until the receiver, or the reader's mailbox, takes something again.
        let refusals = try await store.deadLettersSinceDelivery(
            to: item.notification.receiver, for: byReader ? item.notification.recipient : nil)
        guard refusals == 1, !isKnown else { return bell.ring(.outbox) }
        await desk.say(
            "receiver \(item.notification.receiver)",
            [
                "A message did not reach receiver \(item.notification.receiver): \(reason)".asSentence,
                Self.whom(item.notification).map { "It was for \($0)." },
                turned.words(of: "It"), advice,
                "`bellwether outbox list --dead` shows what did not arrive; `bellwether outbox retry \(item.number)` sends it "
                    + "again.",
            ].compactMap { $0 })
        bell.ring(.outbox)
        evaluator.ring(.asked)
    }

    /// Whoever stands in for a reader whose mailbox takes nothing; else the receiver that stands in for this one.
    private func others(
        for notification: BellwetherCore.Notification, because reason: String, _ byReader: Bool,
        under routing: Routing
    ) async throws(StoreError) -> [BellwetherCore.Notification] {
        let standIns = byReader ? routing.standIns(for: notification) : []
        guard standIns.isEmpty else {
            return standIns.map { notification.readdressed(to: $0, because: reason) }
        }
        // Where none of them takes anything it waits with the last, who hears of Bellwether itself.
        let taking = try await others(thatTake: notification, under: routing).first
        let other = taking ?? fallbacks(for: notification, under: routing).last
        return [other.map { notification.redirected(to: $0, in: routing, because: reason) }].compactMap(\.self)
    }

    /// Receivers to turn to, but for those that are known to take nothing either.
    func others(
        thatTake letter: BellwetherCore.Notification, under routing: Routing
    ) async throws(StoreError) -> [String] {
        let now = clock.now()
        let outages = try await store.outages()
        var names: [String] = []
        for name in fallbacks(for: letter, under: routing) where outages[name]?.isLong(at: now) != true {
            let reader = letter.redirected(to: name, in: routing, because: "").recipient
            if try await store.deadLettersSinceDelivery(to: name, for: reader) == 0 { names.append(name) }
        }
        return names
    }

    /// What came from elsewhere goes on once, and not back: dead receivers make no loop.
    private func fallbacks(for letter: BellwetherCore.Notification, under routing: Routing) -> [String] {
        guard !letter.isAtItsEnd else { return [] }
        let names = routing.fallbacks(for: letter.receiver, sayingOfItself: letter.purpose == .operational)
        guard letter.isRedirected, let original = letter.original else { return names }
        return names.filter { !original.hasPrefix("\($0)/") }
    }

    /// A person, where it was for one: a mailbox that is full or gone is theirs, and not the receiver's.
    private static func whom(_ notification: Notification) -> String? {
        guard notification.recipient.contains("@") else { return nil }
        return notification.recipientName.map { "\($0), \(notification.recipient)" } ?? notification.recipient
    }

    private static let newAddress =
        "Its address is not known there any more: make a new one, and put it in the place of the old; a new secret "
        + "counts from the next start on."

    /// What waits for a receiver that is no longer configured goes to the first route's.
    private func redirect(_ item: OutboxItem, under installation: Installation) async throws(StoreError) {
        let reason: Reason = "receiver '\(item.notification.receiver)' is no longer configured"
        try await giveUp(item, because: reason, under: installation)
    }

    private func metadata(of item: OutboxItem, because reason: Reason? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "receiver": "\(item.notification.receiver)", "notification": "\(item.number)", "attempt": "\(item.attempt)",
        ]
        if let reason { metadata["reason"] = "\(reason.logged)" }
        return metadata
    }
}

/// Why a try came to nothing that is made again.
private struct Setback {
    let failure: Outage.Failure
    let reason: Reason
    /// How long it asked to be left alone.
    let patience: Duration?
    let mayHaveArrived: Bool
    let byReader: Bool

    init(
        _ failure: Outage.Failure, _ reason: Reason, after patience: Duration? = nil, mayHaveArrived: Bool = false,
        byReader: Bool = false
    ) {
        self.failure = failure
        self.reason = reason
        self.patience = patience
        self.mayHaveArrived = mayHaveArrived
        self.byReader = byReader
    }
}

/// How long to wait before the next try: exponential with full jitter, so that many that failed together do not come
/// back together. The chance is drawn from the item's own number, so that a test sees the same.
enum Backoff {
    private static let base: Int64 = 2000
    private static let cap: Int64 = 900_000

    static func pause(after attempt: Int, of number: Int) -> Duration {
        let most = min(cap, base << Int64(min(max(0, attempt - 1), 20)))
        var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: attempt)
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return .milliseconds(Int64(mixed % UInt64(most)))
    }
}
