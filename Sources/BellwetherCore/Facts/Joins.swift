/// By which ids and domains something that sources describe can be recognised.
package struct Recognition: Sendable, Hashable {
    /// An id that several systems keep.
    package var externalID: String?
    /// Ids in known systems, by the system's name.
    package var systemIDs: [String: String]
    package var domains: [String]

    package init(externalID: String? = nil, systemIDs: [String: String] = [:], domains: [String] = []) {
        self.externalID = externalID
        self.systemIDs = systemIDs
        self.domains = domains
    }
}

/// Which account is meant by each of the names that sources have for accounts of other sources.
///
/// A name that no map gives an account meets the one whose ids say so, or else the one that alone has its domain.
/// Where several could be meant, it is none: nothing is guessed. All of it is worked out from what is known now, so
/// that it does not matter what came first.
package struct Joins: Sendable {
    package enum Way: String, Sendable, Hashable, CaseIterable {
        case externalID = "external_id"
        case domain
    }

    package enum Meeting: Sendable, Hashable {
        /// The account's slot, and what both have.
        case account(Int, by: Way, String)
        /// Several accounts have it, by their ids.
        case ambiguous(Way, String, [String])
    }

    private var accountIDs: [Int: String] = [:]
    private var slotsByID: [ExactName: Int] = [:]
    private var slotsByExternalID: [ExactName: Set<Int>] = [:]
    private var slotsBySystemID: [String: [ExactName: Set<Int>]] = [:]
    private var slotsByDomain: [String: Set<Int>] = [:]

    package init() {}

    /// An account that a source describes; several may describe the same.
    package mutating func add(account id: String, slot: Int, _ recognition: Recognition) {
        accountIDs[slot] = id
        slotsByID[ExactName(id)] = slot
        if let id = recognition.externalID { slotsByExternalID[ExactName(id), default: []].insert(slot) }
        for (system, id) in recognition.systemIDs {
            slotsBySystemID[system, default: [:]][ExactName(id), default: []].insert(slot)
        }
        for domain in recognition.domains { slotsByDomain[domain, default: []].insert(slot) }
    }

    /// Who is meant by an alias.
    package func meeting(of alias: Recognition) -> Meeting? {
        var (found, ids): (Set<Int>, [String]) = ([], [])
        if let id = alias.externalID {
            add(slotsByID[ExactName(id)].map { [$0] } ?? [], id, &found, &ids)
            add(slotsByExternalID[ExactName(id)] ?? [], id, &found, &ids)
        }
        for (system, id) in alias.systemIDs.sorted(by: { $0.key < $1.key }) {
            add(slotsBySystemID[system]?[ExactName(id)] ?? [], id, &found, &ids)
        }
        if let meeting = meeting(found, by: .externalID, ids) { return meeting }
        (found, ids) = ([], [])
        for domain in alias.domains.sorted() { add(slotsByDomain[domain] ?? [], domain, &found, &ids) }
        return meeting(found, by: .domain, ids)
    }

    /// Who is meant by an id that no source describes: the account that has it as its external id.
    package func meeting(ofID id: String) -> Meeting? {
        guard slotsByID[ExactName(id)] == nil else { return nil }
        return meeting(slotsByExternalID[ExactName(id)] ?? [], by: .externalID, [id])
    }

    private func add(_ slots: Set<Int>, _ text: String, _ found: inout Set<Int>, _ texts: inout [String]) {
        guard !slots.isEmpty else { return }
        found.formUnion(slots)
        if !texts.contains(text) { texts.append(text) }
    }

    private func meeting(_ found: Set<Int>, by way: Way, _ texts: [String]) -> Meeting? {
        let text = texts.joined(separator: ", ")
        guard let first = found.min() else { return nil }
        guard found.count == 1 else { return .ambiguous(way, text, found.compactMap { accountIDs[$0] }.sorted()) }
        return .account(first, by: way, text)
    }
}
