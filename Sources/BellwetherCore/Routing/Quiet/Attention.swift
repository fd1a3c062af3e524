/// How much of somebody's attention was taken today, and when they last had a digest.
package struct Attention: Sendable, Hashable, Codable {
    /// The day, where they are, that the rest is about.
    package internal(set) var day: Day
    /// How many messages they got on it, but for those that only told of ends.
    package internal(set) var messages: Int
    /// How many only told of ends: these must take nothing of what an opening needs.
    package internal(set) var endings: Int?
    /// The ids of alerts that these told of.
    package internal(set) var told: Set<String>
    /// The dates that came near and that these said: `acme 2026-12-01`.
    package internal(set) var dates: Set<String>?
    /// When the last digest was, or since when the first is awaited.
    package internal(set) var digestSince: Moment
    /// When a digest last listed what is held back.
    package internal(set) var heldSince: Moment?

    init(on day: Day, at moment: Moment) {
        self.day = day
        messages = 0
        told = []
        digestSince = moment
    }

    mutating func turn(to day: Day) {
        guard day != self.day else { return }
        self.day = day
        messages = 0
        endings = nil
        told = []
        dates = nil
    }

    /// What is left of a day's budget, for what only tells of ends or for all else.
    func left(of budget: Int, forEndings: Bool) -> Int {
        max(0, budget - messages - (forEndings ? endings ?? 0 : 0))
    }
}

/// Whom a message is for; in a rehearsal, not the one who gets it.
package struct Addressee: Sendable, Hashable, Codable {
    package let receiver: String
    package let recipient: String
    package let name: String?

    package init(receiver: String, recipient: String, name: String? = nil) {
        self.receiver = receiver
        self.recipient = recipient
        self.name = name
    }

    /// One place that many read is nobody's attention in particular.
    var isPerson: Bool { recipient != Recipient.all.address }

    var key: String { "\(receiver)/\(recipient)" }

    /// `Kim <kim@example.com> by owner-mail`, `cs-chat`
    var words: String {
        guard isPerson else { return receiver }
        return "\(name.map { "\(Inert.name($0)) <\(recipient)>" } ?? recipient) by \(receiver)"
    }
}
