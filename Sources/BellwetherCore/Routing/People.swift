import Diagnostics

/// Somebody who looks after accounts, and how to reach them.
package struct Person: Sendable, Hashable {
    /// What accounts call their owner.
    package let key: String
    package let name: String
    package let email: String?
    package let slackID: String?
    /// The key of who stands in where this person has no address.
    package let backup: String?
    package let zone: Zone?
    /// Whose holidays they keep: the name of a calendar.
    package let region: String?
    /// The team they are of, which may have a digest of its own.
    package let team: String?

    package init(
        key: String, name: String, email: String? = nil, slackID: String? = nil, backup: String? = nil,
        zone: Zone? = nil, region: String? = nil, team: String? = nil
    ) {
        self.key = key
        self.name = name
        self.email = email
        self.slackID = slackID
        self.backup = backup
        self.zone = zone
        self.region = region
        self.team = team
    }
}

/// Everybody that `people:` names.
package struct People: Sendable, Hashable {
    private let byKey: [String: Person]
    private let byEmail: [String: Person]
    private let byName: [String: Person]

    package init(_ people: [Person] = []) {
        byKey = Dictionary(people.map { ($0.key, $0) }) { first, _ in first }
        byName = Dictionary(people.map { ($0.name, $0) }) { first, _ in first }
        byEmail = Dictionary(people.compactMap { person in person.email.map { ($0.lowercased(), person) } }) {
            first, _ in first
        }
    }

    /// The calendars that somebody keeps.
    package var regions: Set<String> { Set(byKey.values.compactMap(\.region)) }

    /// Who an account's owner is: by key, else by address or name, since systems differ in what they export.
    package func person(_ owner: String) -> Person? {
        byKey[owner] ?? byEmail[owner.lowercased()] ?? byName[owner]
    }

    /// Whom an owner that nobody here is called by is probably meant to be: the key, in other letters or misspelt.
    package func likelyKey(of owner: String) -> String? {
        guard person(owner) == nil else { return nil }
        let written = owner.lowercased()
        if let same = byKey.keys.sorted().first(where: { $0.lowercased() == written }) { return same }
        if let same = byName.keys.sorted().first(where: { $0.lowercased() == written }) { return byName[same]?.key }
        return Suggestion.nearest(to: owner, among: byKey.keys)
    }

    /// In order.
    package var keys: [String] { byKey.keys.sorted() }

    package func person(withEmail address: String) -> Person? { byEmail[address.lowercased()] }

    func person(withKey key: String) -> Person? { byKey[key] }
}

/// One who is sent a message, and what to say about why it is them.
package struct Recipient: Sendable, Hashable {
    /// A mail address, or `all` where a receiver is one place that many read.
    package let address: String
    package let name: String?
    /// `kim has no address in people; this came to the fallback`
    package let note: String?
    /// The key of whoever `people` gives that address; nothing where it is written elsewhere.
    package let person: String?

    package init(address: String, name: String? = nil, note: String? = nil, person: String? = nil) {
        self.address = address
        self.name = name
        self.note = note
        self.person = person
    }

    package static let all = Recipient(address: "all")
}

extension People {
    /// Who reads in the place of somebody whose mailbox takes nothing: their backup, else the fallback.
    func standIns(for address: String, fallback: [String]) -> [Recipient] {
        let backup = person(withEmail: address)?.backup.flatMap { self.person($0) }
        if let backup, let other = backup.email, other.lowercased() != address.lowercased() {
            return [Recipient(address: other, name: backup.name)]
        }
        // Whoever reads there already gets what the others get.
        guard !fallback.contains(where: { $0.lowercased() == address.lowercased() }) else { return [] }
        return fallback.map { Recipient(address: $0, name: person(withEmail: $0)?.name) }
    }

    /// The owner's own address, else their backup's, else the fallback; nobody where there is none.
    package func recipients(ofOwner owner: String?, fallback: [String]) -> [Recipient] {
        guard let owner, !owner.isEmpty else {
            return fallback.map { Recipient(address: $0, note: "the account has no owner; this came to the fallback") }
        }
        let person = person(owner)
        if let person, let address = person.email {
            return [Recipient(address: address, name: person.name, person: person.key)]
        }
        let name = person?.name ?? owner
        if let backup = person?.backup.flatMap({ self.person($0) }), let address = backup.email {
            let note = "\(name) has no address in people; this came to the backup"
            return [Recipient(address: address, name: backup.name, note: note, person: backup.key)]
        }
        return fallback.map {
            Recipient(address: $0, note: "\(name) has no address in people; this came to the fallback")
        }
    }
}
