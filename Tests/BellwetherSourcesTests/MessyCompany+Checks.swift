import BellwetherCore
import BellwetherSources
import BellwetherStore
import Foundation
import Testing

extension MessyCompany {
    /// Which kind of fact a table's rows are; for more than one, the one that tells most comes first.
    static let kinds: [String: [FactKind]] = [
        "accounts": [.account], "subscriptions": [.subscription], "invoices": [.invoice, .creditNote],
        "usage_daily": [.seatDay, .usageDay], "tickets": [.ticket], "surveys": [.surveyResponse], "costs": [.cost],
        "contacts": [.contact], "orders": [.order],
    ]

    /// What a file calls the fields that faults are made in. What is not here is not read by anybody.
    private static let fields: [String: String] = [
        "owner_id": "owner", "segment": "segment", "due_on": "due_date", "first_response_at": "first_reply_at",
        "score": "value", "mrr": "mrr", "renewal_date": "term_end", "email": "email", "seats": "seats",
        "active_users": "active_users", "resolved_at": "solved_at",
    ]

    private static let absentTexts: Set = ["", "n/a", "null", "-", "nan"]

    func check(_ fault: MessyFault, _ outcome: MessyOutcome) {
        switch outcome {
        case .repaired: checkWhole(fault)
        case .deduplicated: for key in fault.rowKeys { checkOnce(key, fault) }
        case .quarantined(let reason):
            if fault.keys == nil { return checkRefusedLines(fault, reason) }
            for key in fault.rowKeys { checkRefused(key, fault) }
        case .acceptedAsAbsent:
            if fault.kind == "currency_mixture" { return checkCurrencies(fault) }
            if fault.column == "sessions" { return checkWhole(fault) }
            for key in fault.rowKeys { checkAbsent(key, fault) }
        case .keptUnmatched: for key in fault.keys ?? [] { checkUnmatched(key, fault) }
        }
    }

    // MARK: What was read

    private func fact(_ key: RowKey, of table: String, in company: LoadedCompany) -> (kind: FactKind, row: FactRow)? {
        for kind in Self.kinds[table] ?? [] {
            if let row = company.rows[kind]?[key] { return (kind, row) }
        }
        return nil
    }

    /// The row of the file that counts: the last one of its key that could be read.
    private func counting(_ key: RowKey, of table: String) -> MessyTables.Row? {
        tables.rows(key, of: table).last { !$0.isRefused }
    }

    /// Whether the key has no fact because each of its rows was refused.
    private func isRefused(_ key: RowKey, of table: String) -> Bool {
        let rows = tables.rows(key, of: table)
        return !rows.isEmpty && rows.allSatisfy(\.isRefused)
    }

    /// The fields in which a key's fact may differ from the clean one, because another fault of the manifest says so.
    private func explained(_ key: RowKey, of table: String) -> Set<String> {
        var fields: Set<String> = []
        for fault in faults[table]?[key] ?? [] {
            if fault.kind == "same_key_new_values" { fields.formUnion(["agent_replies", "active_users"]) }
            if ["missing_value", "impossible_value"].contains(fault.kind), let column = fault.column {
                fields.formUnion([Self.fields[column]].compactMap { $0 })
            }
        }
        if table == "invoices", isMixed(key) {
            fields.formUnion(["currency", "total", "amount", "issued_at", "due_date", "paid_at", "at"])
        }
        return fields
    }

    private func isMixed(_ key: RowKey) -> Bool {
        guard let row = counting(key, of: "invoices"), let (kind, before) = fact(key, of: "invoices", in: clean),
            let index = kind.index(of: "currency")
        else { return false }
        return row.cells["currency"] != before.values[index].text
    }

    // MARK: Repaired

    /// Every fact of the clean table is there, and is the same but for what other faults explain.
    private func checkWhole(_ fault: MessyFault) {
        var compared = 0
        for kind in Self.kinds[fault.table] ?? [] {
            for (key, before) in clean.rows[kind] ?? [:] {
                let rowKey = kind == .usageDay ? key.withoutFeature : key
                guard let after = messy.rows[kind]?[key] else {
                    #expect(isRefused(rowKey, of: fault.table), "\(fault.name): \(key.text) is not there")
                    continue
                }
                compared += 1
                #expect(after.account == before.account, "\(fault.name): \(key.text)")
                let explained = explained(rowKey, of: fault.table)
                for (index, field) in kind.fields.enumerated() where !explained.contains(field.name) {
                    let wanted = expected(before.values[index], field.name, rowKey, fault.table)
                    guard after.values[index] != wanted else { continue }
                    Issue.record("\(fault.name): \(key.text) \(field.name): \(after.values[index]), not \(wanted)")
                }
            }
        }
        #expect(compared > 0, "\(fault.name)")
    }

    /// What a clean value must have become, where that is not itself.
    private func expected(_ value: FactValue, _ field: String, _ key: RowKey, _ table: String) -> FactValue {
        if table == "contacts", field == "name", let name = value.text { return .text(name.inWindows1252) }
        guard table == "surveys", field == "comment" else { return value }
        let written = counting(key, of: table)?.cells["comment"] ?? ""
        if written.hasPrefix("Line one") { return .text("Line one, \"quoted\"\nline two; = not a formula") }
        return value.text == "n/a" ? .absent : value
    }

    // MARK: Deduplicated

    private func checkOnce(_ key: RowKey, _ fault: MessyFault) {
        guard let row = counting(key, of: fault.table),
            let (kind, fact) = fact(key, of: fault.table, in: messy)
        else {
            #expect(isRefused(key, of: fault.table), "\(fault.name): \(key.text)")
            return
        }
        #expect(tables.rows(key, of: fault.table).count > 1, "\(fault.name): \(key.text)")
        #expect(stored(key, kind, fact, messy) == 1, "\(fault.name): \(key.text)")
        for (column, field) in [("contacts", "agent_replies"), ("active_users", "active_users")] {
            guard let index = kind.index(of: field), let cell = row.cells[column] else { continue }
            #expect(fact.values[index].integer == Int64(cell), "\(fault.name): \(key.text)")
        }
    }

    /// How many facts the state has of a key.
    private func stored(_ key: RowKey, _ kind: FactKind, _ row: FactRow, _ company: LoadedCompany) -> Int {
        guard let slot = company.accounts.slots[row.account] else { return 0 }
        let account = company.accounts[slot]
        switch kind {
        case .ticket: return account.tickets.count { $0.identity.key == key.text }
        case .invoice: return account.invoices.count { $0.identity.key == key.text }
        case .creditNote: return account.creditNotes.count { $0.identity.key == key.text }
        case .surveyResponse: return account.responses.count { $0.identity.key == key.text }
        case .order: return account.orders.count { $0.identity.key == key.text }
        case .contact: return account.contacts.count { $0.identity.key == key.text }
        case .seatDay: return account.seatDays.count { key.text.hasPrefix("\($0.day)") }
        default: return 0
        }
    }

    // MARK: Quarantined

    private func checkRefused(_ key: RowKey, _ fault: MessyFault) {
        // Nobody can tell a credit note from an invoice whose amount is above 0.
        if fault.kind == "negative_invoice_not_marked",
            tables.rows(key, of: fault.table).allSatisfy({ $0.cells["amount"]?.hasPrefix("-") == false })
        {
            #expect(fact(key, of: fault.table, in: messy) != nil, "\(fault.name): \(key.text)")
            return
        }
        // What is off the NPS scale is for its metric to reject and to count.
        if fault.name == "impossible_value surveys score", fact(key, of: fault.table, in: messy)?.row.isNPS == true {
            return
        }
        let told = refusals[fault.table]?[key] ?? []
        let reasons = (faults[fault.table]?[key] ?? []).compactMap { other in
            if case .quarantined(let reason)? = MessyExportsTests.outcomes[other.name] { reason } else { nil }
        }
        #expect(told.contains { row in reasons.contains { row.reason.contains($0) } }, "\(fault.name): \(key.text)")
        for row in told {
            #expect(row.line > 1 && row.column > 0 && !row.name.isEmpty, "\(row)")
            #expect(line(row.line, of: row.origin)?.hasPrefix(row.raw.prefix { $0 != "," }) == true, "\(row)")
        }
    }

    /// Rows that are cut short have no key that could be listed.
    private func checkRefusedLines(_ fault: MessyFault, _ reason: String) {
        let told = messy.rejected.filter { $0.table == fault.table && $0.reason.hasSuffix(reason) }
        #expect(Set(told.map(\.line)).count == fault.rows, "\(fault.name)")
        #expect(told.allSatisfy { line($0.line, of: $0.origin) == $0.raw }, "\(fault.name)")
    }

    private func line(_ number: Int, of path: String) -> String? {
        guard let lines = tables.lines[path], lines.indices.contains(number - 1) else { return nil }
        return String(decoding: lines[number - 1], as: UTF8.self)
    }

    // MARK: Accepted as absent

    private func checkAbsent(_ key: RowKey, _ fault: MessyFault) {
        guard let row = counting(key, of: fault.table),
            let (kind, fact) = fact(key, of: fault.table, in: messy)
        else {
            #expect(isRefused(key, of: fault.table), "\(fault.name): \(key.text)")
            return
        }
        guard let column = fault.column, let field = Self.fields[column], let index = kind.index(of: field) else {
            return
        }
        let written = row.cells[column] ?? ""
        let isNothing = Self.absentTexts.contains(written.lowercased()) || fault.value == written
        #expect((fact.values[index] == .absent) == isNothing, "\(fault.name): \(key.text) '\(written)'")
    }

    /// Lower case is the same currency; a blank is none, and its money is not known; another code is believed.
    private func checkCurrencies(_ fault: MessyFault) {
        let mixed = tables.keys(of: fault.table).filter { isMixed($0) }
        #expect(!mixed.isEmpty)
        for key in mixed {
            guard let (kind, fact) = fact(key, of: fault.table, in: messy), let row = counting(key, of: fault.table),
                let index = kind.index(of: "currency")
            else {
                Issue.record("\(key.text) is not there")
                continue
            }
            let written = row.cells["currency"] ?? ""
            #expect(fact.values[index] == (written.isEmpty ? .absent : .text(written.uppercased())), "\(key.text)")
        }
    }

    // MARK: Kept unmatched

    private func checkUnmatched(_ written: String, _ fault: MessyFault) {
        let key = RowKey(written, in: fault.table)
        guard let (kind, fact) = fact(key, of: fault.table, in: messy) else {
            #expect(isRefused(key, of: fault.table), "\(fault.name): \(written)")
            return
        }
        let company = messy
        let account = written.split(separator: ",").last.map { $0.uppercased() } ?? ""
        #expect(fact.account == account, "\(fault.name): \(written)")
        #expect(company.accounts.slots[account].map { company.accounts[$0].profile == nil } == true, "\(written)")
        let kept = company.unmatched.first { $0.kind == kind.name && $0.account == account }
        let rows = company.rows[kind]?.values.count { $0.account == account }
        #expect(kept?.rows == rows, "\(fault.name): \(written)")
    }
}

// MARK: Scores

extension MessyCompany {
    /// The accounts of which a row was lost, or says something else than it did: nothing can know what it had said.
    var damagedAccounts: Set<String> {
        var damaged: Set<String> = []
        func add(_ key: RowKey, _ table: String) {
            if let (_, row) = fact(key, of: table, in: clean) { damaged.insert(row.account) }
        }
        let harmless: Set = ["industry", "owner_id", "segment", "email", "sessions"]
        for fault in manifest where ["missing_value", "impossible_value", "same_key_new_values"].contains(fault.kind) {
            guard !harmless.contains(fault.column ?? "") else { continue }
            for key in fault.rowKeys { add(key, fault.table) }
        }
        // It writes comments where there were none.
        for key in tables.keys(of: "surveys")
        where counting(key, of: "surveys")?.cells["comment"]?.hasPrefix("Line one") == true { add(key, "surveys") }
        for fault in manifest where fault.kind == "negative_invoice_not_marked" {
            for key in fault.rowKeys {
                damaged.formUnion([fact(key, of: fault.table, in: messy)?.row.account].compactMap { $0 })
            }
        }
        for key in tables.keys(of: "invoices") where isMixed(key) { add(key, "invoices") }
        return damaged
    }
}

extension LoadedCompany {
    /// Every metric, and health by the shipped models, of every account that somebody describes.
    func measured() throws -> [String: [String: Measured]] {
        let models = try Example.shippedModels()
        let catalogue = MetricCatalogue(
            zone: .utc, reporting: .test, billing: BillingPolicy(grossMargin: 0.8), maxAgeDays: models.maxAgeDays)
        let metrics = catalogue.measured(on: accounts, at: MessyCompany.morningAfter)
        let health = models.scores(of: accounts, from: metrics, at: metrics.asOf)
        var measured: [String: [String: Measured]] = [:]
        for (id, slot) in accounts.slots where accounts[slot].profile != nil {
            var values = ["health.score": health.score, "health.coverage": health.coverage, "health.band": health.band]
                .mapValues { $0.measured(slot) }
            for (index, metric) in metrics.catalogue.enumerated() {
                values[metric.name] = metrics.value(index, of: slot)
            }
            measured[id] = values
        }
        return measured
    }
}

extension RowKey {
    /// A day of usage without the feature.
    fileprivate var withoutFeature: RowKey {
        RowKey(text.split(separator: ",").prefix(2).joined(separator: ","), in: "usage_daily")
    }
}

extension String {
    /// With a question mark for each letter that Windows-1252 does not have.
    fileprivate var inWindows1252: String {
        unicodeScalars.map { String($0).data(using: .windowsCP1252) == nil ? "?" : String($0) }.joined()
    }
}

extension FactRow {
    fileprivate var isNPS: Bool {
        FactKind.surveyResponse.index(of: "kind").map { values[$0].text == "nps" } ?? false
    }
}
