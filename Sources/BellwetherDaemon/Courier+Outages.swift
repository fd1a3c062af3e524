import BellwetherConfig
import BellwetherCore
import BellwetherStore
import Logging

// MARK: Receivers that are left alone

extension Courier {
    /// Of receivers that do not work, by name.
    func circuits() async throws(StoreError) -> [String: Circuit] {
        try await store.outages().compactMapValues(\.circuit)
    }

    func isResting(_ receiver: String) async -> Bool {
        do throws(StoreError) { return try await circuits()[receiver] != nil } catch { return false }
    }

    /// What cannot go back stays leased until the next start, which sends it under the same id.
    func takeBack(_ items: [OutboxItem]) async {
        do throws(StoreError) { try await store.takeBack(items) } catch {
            logger.error("what was not tried cannot go back", metadata: ["reason": "\(error)"])
        }
    }
}

extension Store {
    /// What these receivers did not take is tried again now, whatever stood in its way.
    func tryAtOnce(_ receivers: Set<String>, under routing: Routing, at now: Moment) async throws(StoreError) {
        for name in try await outages().keys where receivers.contains(name) {
            try await probe([name], at: now)
            try await bringForward(name, under: routing, at: now)
        }
    }

    /// What was put off because it was not taken is tried at once, within its readers' hours.
    func bringForward(_ receiver: String, under routing: Routing, at now: Moment) async throws(StoreError) {
        let waiting = try await triedInVain(for: receiver, dueAfter: now)
        try await hurry(
            waiting.filter { routing.opening(for: $0.notification, from: now) <= now }.map(\.number), at: now)
    }
}

// MARK: Outages

extension Courier {
    /// What waits for whoever has taken nothing for long goes to somebody else too, each message once, and the operator
    /// is told once. It waits on for its own reader. All of it is looked at with the oldest, which keeps what belongs to
    /// the same group from being tried, and with each probe; anything else that is tried in vain, by itself.
    func turnOver(
        _ item: OutboxItem, of taker: Taker, in outage: Outage, under installation: Installation
    ) async throws(StoreError) {
        let routing = installation.policy.routing
        let isProbe = taker.reader != nil || outage.toldAt == nil || outage.circuit != nil
        let looksAtAll = try await isProbe ? true : store.isOldestWaiting(item)
        let all = looksAtAll ? try await store.waiting(for: taker) : [item.notification]
        let waiting = all.filter { $0.purpose != .test }
        var turned = Turned()
        for letter in waiting {
            let copies = try await copies(of: letter, insteadOf: taker, because: outage.reason, under: routing)
            for copy in copies { try await turn(copy, noting: &turned) }
        }
        try await store.queue(inSomebodysPlace: turned.letters)
        if !turned.letters.isEmpty { bell.ring(.outbox) }
        guard try await canHear(under: routing), try await store.noteTold(ofOutageOf: taker, at: clock.now()) else {
            return
        }
        await desk.say(
            "receiver \(taker.receiver)", outage.words(of: taker, waiting, turned, in: installation.policy.zone))
        evaluator.ring(.asked)
    }

    /// For whom it goes to meanwhile: where one mailbox takes nothing whoever stands in for its reader, else the receiver
    /// that stands in for this one.
    private func copies(
        of letter: BellwetherCore.Notification, insteadOf taker: Taker, because reason: String, under routing: Routing
    ) async throws(StoreError) -> [BellwetherCore.Notification] {
        let why = "\(reason); it is tried again"
        if taker.reader != nil {
            let (now, outages) = (clock.now(), try await store.mailboxOutages())
            let standIns = routing.standIns(for: letter).filter {
                outages[Taker(taker.receiver, reader: $0.address)]?.isLong(at: now) != true
            }
            if !standIns.isEmpty { return standIns.map { letter.readdressed(to: $0, because: why) } }
        }
        guard let other = try await others(thatTake: letter, under: routing).first else { return [] }
        return [letter.redirected(to: other, in: routing, because: why)]
    }

    /// Whether what is said to the operator gets anywhere: where nothing does, as without a network, it would be untrue
    /// by the time it arrives.
    private func canHear(under routing: Routing) async throws(StoreError) -> Bool {
        let own = routing.operatorReceiver.receiver
        let failing = try await store.outages().filter { $0.value.failures >= 3 || $0.value.isDenied == true }.keys
        return ([own] + routing.fallbacks(for: own, sayingOfItself: true)).contains { !failing.contains($0) }
    }

    /// A receiver, and the mailbox there, took something.
    func endOutages(
        by letter: BellwetherCore.Notification, under routing: Routing
    ) async throws(StoreError) {
        for taker in [Taker(letter.receiver), Taker(letter.receiver, reader: letter.recipient)] {
            guard let outage = try await store.endOutage(of: taker) else { continue }
            if outage.circuit != nil { try await store.bringForward(taker.receiver, under: routing, at: clock.now()) }
            guard outage.toldAt != nil else { continue }
            await desk.say("receiver \(taker.receiver)", Outage.wordsOnEnd(of: taker))
            evaluator.ring(.asked)
        }
    }

    func turn(
        _ copy: BellwetherCore.Notification, noting turned: inout Turned
    ) async throws(StoreError) {
        let name = copy.isForStandIn ? copy.recipient : copy.receiver
        guard let letter = try await letters.stillTrue(inSomebodysPlace: copy) else { return turned.isOver = true }
        switch try await letters.hearingByOwnRoute(letter) {
        case .arrived: turned.told.insert(name)
        case .open: turned.beingTold.insert(name)
        case .never:
            if try await store.isKnown(letter) {
                turned.known.insert(name)
            } else {
                turned.takers.insert(name)
                turned.letters.append(letter)
            }
        }
    }
}
