import BellwetherConfig
import BellwetherCore
import BellwetherStore

/// Notices what is wrong with the data as a whole, so that each trouble is told once, again only when it has doubled or
/// hides a quarter more money than at its least since, and its end once; never account by account.
struct DataTroubles: Sendable, Hashable {
    struct Trouble: Sendable, Hashable {
        let topic: String
        /// How many rows or accounts it is about.
        let size: Int
        let lines: [String]
        /// What it hides, in minor units by currency.
        var money: [String: Int64] = [:]
    }

    /// How large a trouble was when the operator heard of it; and how much money it hid at its least since, by
    /// `unmatched/EUR`.
    private(set) var told: [String: Int]

    init(_ told: [String: Int] = [:]) {
        self.told = told
    }

    /// - Parameter topics: what was looked at; of anything else nothing is known to be over.
    mutating func words(on troubles: [Trouble], among topics: Set<String>) -> [OperatorWords] {
        let found = Set(troubles.map(\.topic))
        let over = told.keys.filter { topics.contains($0) && !found.contains($0) }.sorted()
        told = told.filter { key, _ in !over.contains { key == $0 || key.hasPrefix($0 + "/") } }
        return over.map { OperatorWords(topic: $0, lines: [Trouble.end(of: $0)]) }
            + troubles.compactMap { trouble in
                let isNews = isNews(trouble)
                note(trouble, asTold: isNews)
                return isNews ? OperatorWords(topic: trouble.topic, lines: trouble.lines) : nil
            }
    }

    private func isNews(_ trouble: Trouble) -> Bool {
        guard let before = told[trouble.topic] else { return true }
        if trouble.size >= before * 2 { return true }
        let known = told.filter { $0.key.hasPrefix(trouble.topic + "/") }
        // A state from before money was noted has none yet.
        return !known.isEmpty
            && trouble.money.contains { currency, minor in
                let least = Double(known[trouble.key(of: currency)] ?? 0)
                return minor > 0 && Double(minor) >= least * 1.25
            }
    }

    private mutating func note(_ trouble: Trouble, asTold isTold: Bool) {
        if isTold { told[trouble.topic] = trouble.size }
        let before = told
        told = told.filter { !$0.key.hasPrefix(trouble.topic + "/") }
        for (currency, minor) in trouble.money {
            let key = trouble.key(of: currency)
            told[key] = isTold ? Int(minor) : min(before[key] ?? Int(minor), Int(minor))
        }
    }
}

/// How the data stood as a whole when it was last looked at.
package struct DataStanding: Sendable, Hashable {
    package let unmatchedRows: Int
    /// What is said of accounts that have no owner, or one who cannot be reached; nothing where there is none.
    package let ownerless: [String]
}

extension DataTroubles.Trouble {
    fileprivate func key(of currency: String) -> String { "\(topic)/\(currency)" }
}

extension UnmatchedRows {
    fileprivate var sum: Int64 { money.values.reduce(0, +) }
}

extension DataTroubles.Trouble {
    /// Invoices and the like that belong to nobody, by the money they hide; nothing where there is none.
    static func unmatched(_ rows: [UnmatchedRows]) -> DataTroubles.Trouble? {
        let hiding = rows.filter { !$0.money.isEmpty }
        let count = hiding.reduce(0) { $0 + $1.rows }
        guard count > 0 else { return nil }
        let kinds = Dictionary(grouping: hiding, by: \.kind).map { kind, rows in
            (kind: kind, rows: rows.reduce(0) { $0 + $1.rows })
        }.sorted { $0.kind < $1.kind }
        let counts = kinds.map { "\(Wording.grouped(Int64($0.rows))) \(FactKind.spoken($0.kind, $0.rows))" }
        let what = [counts.dropLast().joined(separator: ", "), counts.suffix(1).joined()].filter { !$0.isEmpty }
            .joined(separator: " and ")
        let sums = hiding.reduce(into: [String: Int64]()) { $0.merge($1.money, uniquingKeysWith: +) }
        let money = sums.sorted { $0.key < $1.key }.map { Wording.money($0.value, $0.key) }.joined(separator: ", ")
        return DataTroubles.Trouble(
            topic: "unmatched", size: count,
            lines: [
                "\(what) (\(money)) belong\(count == 1 ? "s" : "") to no account",
                "They count for nobody: no rule sees them. `bellwether unmatched` lists them by account.",
                ambiguous(hiding)
                    ?? "Mostly an export of accounts is older than one of invoices, or the two call an account by different "
                    + "ids; `account_map` says which are the same.",
            ], money: sums)
    }

    /// `2 of these could be several accounts: domain acme.com is that of acme and acme-uk. …`
    private static func ambiguous(_ rows: [UnmatchedRows]) -> String? {
        let named = rows.filter { $0.ambiguity != nil }
        let names = Set(named.map { [$0.source ?? "", $0.account] }).count
        guard let first = named.max(by: { $0.sum < $1.sum })?.ambiguity?.words else { return nil }
        let whose = names == 1 ? "One of their customers" : "\(names) of their customers"
        return "\(whose) could be several accounts: \(first). Say in `account_map` which of them is meant."
    }

    /// What the operator hears when nothing is left of it.
    static func end(of topic: String) -> String {
        switch topic {
        case "owners": "Every account has an owner who can be reached now."
        case "space": "There is room on the disk of the state again."
        default: "Every invoice and the like belongs to an account now, and rules see it."
        }
    }

    /// `3 of 1,200 accounts have`
    private static func share(_ count: Int, of all: Int) -> String {
        "\(Wording.grouped(Int64(count))) of \(Wording.count(all, "account")) \(count == 1 ? "has" : "have")"
    }

    /// Accounts that nobody looks after, or whose owner cannot be reached.
    static func ownerless(in accounts: Accounts, _ people: People, at asOf: AsOf) -> DataTroubles.Trouble? {
        var (without, all) = (0, 0)
        var lost: [String: Int] = [:]
        for slot in 0..<accounts.slotCount {
            guard let profile = accounts[slot].profile, !profile.isExcluded, accounts[slot].status(at: asOf) != .churned
            else { continue }
            all += 1
            guard let owner = profile.owner, !owner.isEmpty else {
                without += 1
                continue
            }
            if people.recipients(ofOwner: owner, fallback: []).isEmpty { lost[owner, default: 0] += 1 }
        }
        let unreachable = lost.values.reduce(0, +)
        guard without + unreachable > 0 else { return nil }
        let parts = [
            without > 0 ? "\(share(without, of: all)) no owner" : "",
            unreachable > 0 ? "\(share(unreachable, of: all)) an owner without an address" : "",
        ]
        return DataTroubles.Trouble(
            topic: "owners", size: without + unreachable,
            lines: [
                parts.filter { !$0.isEmpty }.joined(separator: ", "),
                lost.isEmpty ? nil : names(of: lost, people),
                "What is about them goes to the fallback of each receiver, and to nobody where it has none.",
                "Name an owner where accounts come from, and give each an address in 'people'.",
            ].compactMap(\.self))
    }

    /// `These are KIM (214 accounts; 'people' has 'kim'), zoe (3 accounts) and 2 more.`, the greatest first.
    private static func names(of lost: [String: Int], _ people: People) -> String {
        let ranked = lost.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = ranked.prefix(mostNamed).map { owner, count in
            let meant = people.likelyKey(of: owner).map { "; 'people' has '\(Inert.name($0))'" } ?? ""
            return "\(Inert.name(owner)) (\(Wording.count(count, "account"))\(meant))"
        }
        let rest = ranked.count - named.count
        let parts = named + (rest > 0 ? ["\(rest) more"] : [])
        let last = parts.count > 1 ? " and \(parts[parts.count - 1])" : ""
        let first = parts.count > 1 ? parts.dropLast() : parts[...]
        return "Without an address \(ranked.count == 1 ? "is" : "are") \(first.joined(separator: ", "))\(last)."
    }

    private static let mostNamed = 5
}
