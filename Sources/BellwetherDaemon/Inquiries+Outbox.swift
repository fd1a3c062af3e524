import BellwetherConfig
package import BellwetherCore
import BellwetherReceivers
import BellwetherStore

extension Inquiries {
    package struct Letter: Sendable, Codable {
        package let number: Int
        package let id, receiver, recipient, state: String
        /// Of a mail its thread's, which may be about something that is over.
        package let subject: String
        /// What it comes to, in one line.
        package let headline: String
        package let attempts: Int
        package let queuedAt, nextAttemptAt: Moment
        package let settledAt: Moment?
        package let lastError: String?
    }

    package struct LetterList: Sendable, Codable {
        package let version: Int
        package let timezone: String
        package let letters: [Letter]
    }

    /// A letter, what it says, and every try at sending it.
    package struct OpenedLetter: Sendable, Codable {
        package struct Try: Sendable, Codable {
            package let attempt: Int
            package let begunAt: Moment
            package let verdict: String?
            package let detail: String?
        }

        package let version: Int
        package let timezone: String
        package let letter: Letter
        package let text: String
        package let tries: [Try]
    }

    package func outbox(deadOnly: Bool) async throws -> LetterList {
        let states = deadOnly ? ["dead"] : ["pending", "in_flight", "dead"]
        let entries = try await store.outbox(states: states, atMost: 1_000)
        return LetterList(
            version: 1, timezone: installation.policy.zone.name, letters: entries.map(Letter.init))
    }

    /// What was not delivered in time, and must not come at night.
    func lateForHours() async throws -> HoursAwaited? {
        let routing = installation.policy.routing
        let pending = try await store.outbox(states: ["pending"], notDueBefore: now, atMost: 1_000)
        let late = pending.filter { $0.nextAttemptAt > now && routing.opening(for: $0.notification, from: now) > now }
        return late.map(\.nextAttemptAt).min().map { HoursAwaited(messages: late.count, until: $0) }
    }

    /// Refuses to send what tells of nothing that is still so.
    package func checkStillTrue(_ number: Int) async throws {
        guard let entry = try await store.outboxEntry(number) else { return }
        let letter = entry.notification
        let letters = LateLetters(store: store)
        let rest =
            letter.original == nil
            ? try await letters.stillTrue(letter, isLate: true) : try await letters.stillTrue(inSomebodysPlace: letter)
        if rest == nil { throw Refusal.isOver(number, Message(letter).headline) }
    }

    package func letter(_ text: String) async throws -> OpenedLetter {
        guard let number = Int(text), let entry = try await store.outboxEntry(number) else {
            throw Refusal.noLetter(text)
        }
        let tries = try await store.deliveries(of: entry.notification.id)
        return OpenedLetter(
            version: 1, timezone: installation.policy.zone.name, letter: Letter(entry),
            text: entry.notification.textToPassOn,
            tries: tries.map {
                .init(attempt: $0.attempt, begunAt: $0.begunAt, verdict: $0.verdict?.rawValue, detail: $0.detail)
            })
    }
}

extension Notification {
    /// What it says, its personal links without what makes them work: whoever is shown it may put it into a ticket.
    var textToPassOn: String {
        personalLinks.map(\.url).reduce(Message(self).plainText) { text, url in
            text.replacing(url, with: "\(url.split(separator: "/act/").first ?? "")/act/…")
        }
    }
}

extension Inquiries.Letter {
    fileprivate init(_ entry: OutboxEntry) {
        self.init(
            number: entry.number, id: entry.notification.id, receiver: entry.notification.receiver,
            recipient: entry.notification.recipient, state: entry.state, subject: entry.notification.subject,
            headline: Message(entry.notification).headline,
            attempts: entry.attempts, queuedAt: entry.queuedAt, nextAttemptAt: entry.nextAttemptAt,
            settledAt: entry.settledAt, lastError: entry.lastError)
    }
}
