import BellwetherCore
import BellwetherStore

extension Trial {
    /// Everything that is not as it must be, whenever daemons died: nothing is lost, nothing told twice, nothing early.
    func complaints() async throws -> [String] {
        let letters = try letters()
        return Company.receivers.flatMap { receiver in
            Reading(of: letters.filter { $0.receiver == receiver }, by: receiver).complaints(after: deaths)
        } + (try await ledgerComplaints(about: letters))
    }

    /// For every row exactly one opening and one closing arrived, and nothing arrived without a row.
    private func ledgerComplaints(about letters: [Letter]) async throws -> [String] {
        let store = try Store.open(at: company.state, as: .reader)
        var rows: [LedgerRow] = []
        for account in Company.accounts {
            for alert in try await store.alerts(of: account) { rows += try await store.ledger(of: alert.id) }
        }
        let recorded = rows.flatMap { row in
            ["opened", "closed"].map { "\(row.alertID)/\($0)/\(row.receiver)/\(row.recipient)" }
        }
        let arrived = Set(letters.flatMap(\.events).map(\.id))
        let open = rows.filter { $0.closedBy == nil }.map { "\($0.id) is still open in the ledger" }
        let dead = try await store.summary(countingDeliveriesSince: Moment(seconds: 0)).outbox
        return open + dead.map { "\($0.value) notifications are left \($0.key)" }
            + Set(recorded).subtracting(arrived).sorted().map { "\($0) is in the ledger and never arrived" }
            + arrived.subtracting(recorded).sorted().map { "\($0) arrived and is not in the ledger" }
    }
}

/// What one receiver got, and whether that was right.
private struct Reading {
    let letters: [Letter]
    let receiver: String

    init(of letters: [Letter], by receiver: String) {
        self.letters = letters
        self.receiver = receiver
    }

    func complaints(after deaths: Int) -> [String] {
        (wrongTales + doubleEvents + disorder + falseRepeats + tooManyRepeats(after: deaths) + openingLists)
            .map { "\(receiver): \($0)" }
    }

    /// By event id.
    private var arrivals: [String: [(letter: Letter, event: Letter.Event)]] {
        Dictionary(grouping: letters.flatMap { letter in letter.events.map { (letter, $0) } }, by: \.event.id)
    }

    private var wrongTales: [String] {
        let told = Set(letters.flatMap(\.events).map(\.tale))
        let due = Set(Company.Scene.allCases.flatMap(\.news))
        return due.subtracting(told).sorted().map { "never told: \($0)" }
            + told.subtracting(due).sorted().map { "told without a cause: \($0)" }
    }

    /// The same told under two ids: two openings for one episode.
    private var doubleEvents: [String] {
        let ids = Dictionary(grouping: arrivals.values.compactMap(\.first?.event), by: \.tale)
        return ids.filter { $1.count > 1 }.map { "\($0) under \($1.count) ids: \($1.map(\.id).sorted())" }.sorted()
    }

    /// Once a closing arrived, its opening does not arrive again.
    private var disorder: [String] {
        let byAlert = Dictionary(
            grouping: letters.flatMap { letter in letter.events.map { (letter, $0) } }, by: \.1.alert)
        return byAlert.compactMap { alert, arrivals in
            let opened = arrivals.filter { $0.1.kind == .opened }.map(\.0.number).max() ?? .max
            let closed = arrivals.filter { $0.1.kind == .closed }.map(\.0.number).min() ?? .max
            return opened < closed ? nil : "\(alert) was closed before it was opened"
        }.sorted()
    }

    /// A repetition is the same letter, byte for byte, under the same key.
    private var falseRepeats: [String] {
        let sent = Dictionary(grouping: letters, by: \.key)
        let changed = sent.filter { Set($0.value.map(\.body)).count > 1 }.keys.map {
            "letter \($0) changed when repeated"
        }
        let rekeyed = arrivals.filter { Set($0.value.map(\.letter.key)).count > 1 }.keys.map { "\($0) in two letters" }
        return (changed + rekeyed).sorted()
    }

    /// A receiver is sent one letter after another, so that a death leaves at most one in doubt.
    private func tooManyRepeats(after deaths: Int) -> [String] {
        let repeats = letters.count - Set(letters.map(\.key)).count
        return repeats > deaths ? ["\(repeats) repetitions after \(deaths) deaths"] : []
    }

    private var openingLists: [String] {
        let lists = Dictionary(grouping: letters.filter { $0.purpose == "opening_list" }, by: \.key)
        guard let list = lists.first?.value.first, lists.count == 1 else { return ["\(lists.count) opening lists"] }
        let told = list.events.map(\.tale).sorted()
        return told == Company.Scene.opening.news.sorted() ? [] : ["the opening list tells \(told)"]
    }
}
