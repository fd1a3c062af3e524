/// Alerts that one recipient hears of together, from the first one until the last has been told as closed.
///
///     an alert is routed here ──▶ waiting ──group_wait──▶ told ──group_interval, if something changed──▶ told
///                                   │ all clear            │ └──repeat_interval, if nothing did────────▶ told
///                                   ▼                      ▼ the last closing is told
///                                (nothing)              (nothing)
///
/// It keeps what routes said when it began, so that closings follow what was told and not what is configured today.
package struct Group: Sendable, Hashable, Codable {
    /// What it is found by in the memory; the same for a later group of the same route and labels.
    package let key: String
    /// What receivers know it by; never used again for another group.
    package let name: String
    package let receiver: String
    /// The address by which its key and its ledger rows know whoever reads here.
    package let recipient: String
    package internal(set) var recipientName: String?
    /// The key of whoever that is, where `people` had the address.
    package let person: String?
    /// Where they read by now, if `people` gives them another address.
    package internal(set) var address: String?
    package let notes: [String]
    /// The way to the route that it came by.
    package let path: String
    package let labels: [String: String]
    package let isOpeningList: Bool
    package internal(set) var timers: RouteTimers
    package internal(set) var waitingSince: Moment
    /// The ids of alerts that nobody here was told of yet.
    package internal(set) var waiting: Set<String>
    /// Closings that nobody here was told of yet, in the order they happened.
    package internal(set) var closings: [Event]
    package internal(set) var sequence: Int
    package internal(set) var lastTold: Moment?
    /// The id of its first notification.
    package internal(set) var first: String?
    package internal(set) var subject: String
    /// The ids of the alerts that its thread began with, of which that subject speaks.
    package internal(set) var spokenOf: Set<String>?
    /// The subjects of what opened later in a group that is not about one account, by the ids of those notifications:
    /// each has a thread of its own.
    package internal(set) var threads: [String: String]?
    package internal(set) var quiet: RouteQuiet
    /// How many reminders there were since something changed.
    package internal(set) var reminders: Int
    /// When something was woken that nobody may have thought of for long: a reminder is due then.
    package internal(set) var wokenAt: Moment?
    /// What woke since its last message, by alert.
    package internal(set) var wakings: [String: Waking]?
    /// Where it escalates: what it told of and is quiet by now, by alert.
    package internal(set) var asleep: Set<String>?
    /// Where it escalates: when something was quiet no more, or told again after that, by alert. Nobody is late before.
    package internal(set) var awokenAt: [String: Moment]?
    /// Whether it waits for a digest, since its reader's day was full.
    package internal(set) var isForDigest: Bool
    /// The first digest that found it muted and left out what it had to tell.
    package internal(set) var leftOutAt: Moment?
    /// Whom it would be for, in a rehearsal.
    package let rehearsalOf: Addressee?

    init(
        key: String, episode: Int, receiver: String, recipient: Recipient, path: String, labels: [String: String],
        isOpeningList: Bool, timers: RouteTimers, quiet: RouteQuiet = RouteQuiet(), rehearsalOf: Addressee? = nil,
        since: Moment
    ) {
        self.key = key
        name = "\(path):\(LabelText.braced(labels))#\(episode)"
        self.receiver = receiver
        self.recipient = recipient.address
        recipientName = recipient.name
        person = recipient.person
        address = nil
        notes = [recipient.note].compactMap { $0 }
        self.path = path
        self.labels = labels
        self.isOpeningList = isOpeningList
        self.timers = timers
        waitingSince = since
        waiting = []
        closings = []
        sequence = 0
        lastTold = nil
        first = nil
        subject = ""
        spokenOf = nil
        threads = nil
        self.quiet = quiet
        reminders = 0
        wokenAt = nil
        wakings = nil
        asleep = nil
        awokenAt = nil
        isForDigest = false
        leftOutAt = nil
        self.rehearsalOf = rehearsalOf
    }

    /// How the path of a list begins that tells a new owner what they have now.
    static let handover = "handed over "

    var isHandover: Bool { path.hasPrefix(Self.handover) }

    /// How the path of a message begins that tells who was the owner of all that they have no more.
    static let parting = "handed on "

    var isParting: Bool { path.hasPrefix(Self.parting) }

    /// How the path of those ends who hear of what nobody has acknowledged.
    static let escalation = "/escalation"

    var isEscalation: Bool { path.hasSuffix(Self.escalation) }

    /// Whom it is for, in a rehearsal too.
    var addressee: Addressee {
        rehearsalOf ?? Addressee(receiver: receiver, recipient: address ?? recipient, name: recipientName)
    }

    static func key(receiver: String, recipient: String, path: String, labels: [String: String]) -> String {
        "\(receiver)/\(recipient)/\(path):\(LabelText.braced(labels))"
    }

    /// A clock that was set back must not make anybody wait for yesterday to come again.
    mutating func acceptClock(_ now: Moment) {
        waitingSince = min(waitingSince, now)
        if let told = lastTold { lastTold = min(told, now) }
        if let woken = wokenAt { wokenAt = min(woken, now) }
        if let leftOut = leftOutAt { leftOutAt = min(leftOut, now) }
    }
}

/// How the alerts of one group stand.
struct GroupStanding {
    /// Waiting, firing and not held.
    var opened: [Alert] = []
    /// Told, and worse than what was told.
    var worsened: [Alert] = []
    var closings: [Event] = []
    /// Told, still firing, and no worse.
    var unchanged: [AlertBox] = []
    /// Of these, the ids of those that somebody had quieted and that woke since.
    var woken: Set<String> = []
    /// What cannot be decided just now.
    var heldCount = 0
    /// What is silenced or inhibited.
    var quietCount = 0

    var hasChanges: Bool { !opened.isEmpty || !worsened.isEmpty || !closings.isEmpty }
}
