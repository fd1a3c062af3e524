import CEL

extension ValuePrinter {
    /// Which measures came and went between two days, where that moved the score, and why:
    /// `payment counts now (invoice 12 is 33 days late), NPS no longer known (out of date)`.
    ///
    /// Nothing where none did, as where a customer has come to another stage of life.
    func comings(_ change: HealthChange, _ breakdown: HealthBreakdown?, of slot: Int, in sight: Sight) -> String? {
        guard change.points(of: .coverage) != nil else { return nil }
        func words(_ measure: String, _ verb: String, _ because: (HealthBreakdown.Part) -> String?) -> String {
            let part = breakdown?.parts.first { $0.measure == measure }
            return "\(measure.spoken) \(verb)" + (part.flatMap(because).map { " (\($0))" } ?? "")
        }
        let all =
            change.appeared.map { words($0, "counts now") { cause(of: $0, slot, in: sight) } }
            + change.gone.map { words($0, "no longer known") { $0.value.reason?.words } }
        guard !all.isEmpty else { return nil }
        let rest = all.count - Self.mostComings
        return all.prefix(Self.mostComings).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static let mostComings = 3

    /// The invoice that is late the longest, of what invoices tell; of other metrics what they are.
    private func cause(of part: HealthBreakdown.Part, _ slot: Int, in sight: Sight) -> String? {
        guard let value = part.value.value, let metric = Metric.all.first(where: { $0.name == part.metric }) else {
            return nil
        }
        if metric.kinds.contains(.invoice), let late = lateInvoice(of: sight.accounts[slot], in: sight) {
            return late
        }
        return text(.double(value), unit: Unit(named: metric.unit.rawValue))
    }

    private func lateInvoice(of account: AccountView, in sight: Sight) -> String? {
        let late = sight.invoices(of: account).filter { $0.isLate == true && $0.standing.daysPastDue > 0 }
        let longest = late.max { left, right in
            (left.standing.daysPastDue, right.invoice.identity) < (right.standing.daysPastDue, left.invoice.identity)
        }
        return longest.map { invoice in
            let name = Inert.name(invoice.invoice.number ?? invoice.invoice.identity.key)
            return "invoice \(name) is \(days(Double(invoice.standing.daysPastDue))) late"
        }
    }
}
