import BellwetherCore

/// Health worked out again from the files, the plain way: the models of the design, one account at a time.
struct Reckoning {
    private(set) var asOf: Day
    private let accounts: [Exports.Record]
    private let usage: [String: [(day: Day, users: Double)]]
    private let invoices, credits, tickets, answers, touches: [String: [Exports.Record]]

    init(_ exports: Exports, asOf: Day) {
        func byAccount(_ name: String) -> [String: [Exports.Record]] {
            Dictionary(grouping: exports.records(name)) { $0[text: "account_id"] }
        }
        self.asOf = asOf
        accounts = exports.records("accounts.csv")
        usage = Reckoning.usage(in: exports)
        invoices = byAccount("invoices.csv")
        credits = byAccount("credit_notes.csv")
        tickets = byAccount("tickets.csv")
        answers = byAccount("surveys.csv")
        touches = byAccount("touches.csv")
    }

    /// The one long file, read by its columns' places.
    private static func usage(in exports: Exports) -> [String: [(day: Day, users: Double)]] {
        let table = exports.table("usage.csv")
        guard let header = table.first, let day = header.firstIndex(of: "day"),
            let id = header.firstIndex(of: "account_id"), let users = header.firstIndex(of: "active_users")
        else { return [:] }
        var usage: [String: [(day: Day, users: Double)]] = [:]
        for row in table.dropFirst() {
            guard let day = Day(row[day]), let users = Double(row[users]) else { continue }
            usage[row[id], default: []].append((day, users))
        }
        return usage
    }

    func earlier(byDays days: Int) -> Reckoning {
        var earlier = self
        earlier.asOf = asOf - days
        return earlier
    }
}

extension Reckoning {
    private static let watched: Set<String> = ["active", "past_due", "cancelling"]

    /// Every account that rules are about, with its score.
    var scores: [String: Double] {
        let watched = accounts.filter {
            Reckoning.watched.contains($0[text: "status"]) && $0[text: "excluded"] == "false"
        }
        return Dictionary(watched.map { ($0[text: "name"], score(of: $0)) }) { first, _ in first }
    }

    /// The share of watched accounts with a score in a band.
    func share(_ band: Range<Double>) -> Double {
        let scores = scores.values
        return Double(scores.count { band.contains($0) }) / Double(scores.count)
    }

    private func score(of account: Exports.Record) -> Double {
        let id = account[text: "account_id"]
        guard let started = account.day("started_at"), asOf - started >= 60 else { return onboarding(account) }
        let late = daysPastDue(id)
        var measures = [
            (40.0, linear(utilisation(account), from: 0.2, to: 0.9)), (20, linear(urgent(id), from: 6, to: 0)),
        ]
        if let late { measures.append((20, linear(Double(late), from: 45, to: 0))) }
        if let nps = nps(id) { measures.append((20, nps)) }
        let score = weighed(measures)
        return (late ?? 0) > 60 ? min(score, 49.9) : score
    }

    private func onboarding(_ account: Exports.Record) -> Double {
        let licences = linear(utilisation(account), from: 0, to: 0.5)
        let talks = (touches[account[text: "account_id"]] ?? []).filter { $0["automatic"] == "false" }
        guard let last = talks.compactMap({ $0.moment("at") }).filter({ $0 < start(of: asOf) }).max() else {
            return licences
        }
        let days = Double((start(of: asOf) - last).components.seconds / 86_400)
        return weighed([(60, licences), (40, linear(days, from: 30, to: 7))])
    }

    private func weighed(_ measures: [(weight: Double, score: Double)]) -> Double {
        let score = measures.reduce(0) { $0 + $1.weight * $1.score } / measures.reduce(0) { $0 + $1.weight }
        return (score * 10).rounded() / 10
    }

    private func linear(_ value: Double, from zero: Double, to full: Double) -> Double {
        min(100, max(0, (value - zero) / (full - zero) * 100))
    }

    private func start(of day: Day) -> Moment { Moment(seconds: Int64(day.number) * 86_400) }
}

extension Reckoning {
    func utilisation(_ account: Exports.Record) -> Double {
        let month = (usage[account[text: "account_id"]] ?? []).filter { $0.day >= asOf - 30 && $0.day < asOf }
        return (month.map(\.users).max() ?? 0) / account.number("seats")
    }

    /// Of the oldest invoice that is late, with three days of grace; `nil` without any invoice.
    func daysPastDue(_ id: String) -> Int? {
        let issued = (invoices[id] ?? []).filter { $0.day("issued_at").map { $0 < asOf } ?? false }
        guard !issued.isEmpty else { return nil }
        return issued.compactMap { invoice -> Int? in
            guard let due = invoice.day("due_date"), asOf - due > 3, open(invoice) > 0.005 else { return nil }
            return asOf - due
        }.max() ?? 0
    }

    private func open(_ invoice: Exports.Record) -> Double {
        let isPaid = invoice.day("paid_at").map { $0 < asOf } ?? false
        let credited = (credits[invoice[text: "account_id"]] ?? []).filter { $0["invoice_id"] == invoice["id"] }
        return invoice.number("total") - (isPaid ? invoice.number("paid") : 0)
            - credited.reduce(0) { $0 + $1.number("amount") }
    }

    private func urgent(_ id: String) -> Double {
        Double(
            (tickets[id] ?? []).count { ticket in
                guard ticket["priority"] == "urgent", let created = ticket.moment("created_at") else { return false }
                return created < start(of: asOf) && (ticket.moment("solved_at").map { $0 >= start(of: asOf) } ?? true)
            })
    }

    /// Ten times the mean of each contact's last answer within 180 days.
    private func nps(_ id: String) -> Double? {
        let window = (answers[id] ?? []).filter { answer in
            guard answer["kind"] == "nps", let at = answer.moment("at") else { return false }
            return at >= start(of: asOf - 180) && at < start(of: asOf)
        }
        let latest = Dictionary(window.map { ($0[text: "contact_id"], $0) }) {
            $1.moment("at") ?? .distantPast > $0.moment("at") ?? .distantPast ? $1 : $0
        }
        guard !latest.isEmpty else { return nil }
        return latest.values.reduce(0) { $0 + $1.number("value") } / Double(latest.count) * 10
    }
}
