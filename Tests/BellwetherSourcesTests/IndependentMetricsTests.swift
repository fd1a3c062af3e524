import BellwetherCore
import BellwetherSources
import Columns
import Foundation
import Testing

/// A generated company, read through the mapping that is shipped for it, against `independent.py`: plain Python that
/// shares nothing with us but the definitions.
@Suite(
    .enabled(if: GeneratedCompany.generator != nil, "the generated company lies beside the project, and is not there"))
struct IndependentMetricsTests {
    /// At the end of the data, and before it: nothing of the time after may be seen then.
    static let moments: [(now: String, start: String, end: String)] = [
        ("2026-11-21T06:00:00Z", "2026-08-01", "2026-11-01"), ("2026-08-15T00:00:00Z", "2026-05-15", "2026-08-15"),
        ("2026-05-02T00:00:00Z", "2026-04-01", "2026-05-01"),
    ]

    @Test func `an independent computation agrees on every metric of every account and group`() async throws {
        let folder = try Folder()
        let exports = folder.path + "/exports"
        try GeneratedCompany.make(
            in: exports, ["--accounts", "90", "--days", "420", "--end", MessyCompany.lastDay, "--seed", "21"])
        _ = try Self.python("extend", exports)
        let mapping =
            try Example.text("saas-exports").replacing(
                "          paid_at: paid_on\n",
                with: "          paid_at: paid_on\n          reminder_count: reminders\n"
            ).replacing(
                "          ended_at: ended_on\n",
                with: "          ended_at: ended_on\n          churn_reason: reason\n")
            + Self.moreTables
        let company = try await LoadedCompany(in: folder.path, mapped: mapping)
        #expect(company.rejected.isEmpty)
        var seen: [String: Int] = [:]
        for (moment, start, end) in Self.moments {
            let now = try #require(Moment(moment))
            let answer = try Self.python("measure", exports, "\(now.seconds)", start, end)
            let plain = try JSONDecoder().decode(Plain.self, from: answer)
            let period = Period(try #require(Day(start))..<(try #require(Day(end))))
            let comparison = Comparison(company.accounts, at: now, over: period)
            comparison.expectSameAccounts(as: plain, counting: &seen)
            comparison.expectSameGroups(as: plain, counting: &seen)
        }
        // Agreeing that nothing is known proves little.
        let never = Set(Metric.all.map(\.name) + GroupMetric.all.map(\.name)).subtracting(seen.keys)
        #expect(never.isEmpty)
        for table in ["bucket", "reason", "topic"] { #expect(seen[table] ?? 0 > 0, "\(table)") }
    }

    private static func python(_ arguments: String...) throws -> Data {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "independent.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data
    }

    /// What `independent.py extend` adds to the generator's tables.
    static let moreTables = """

          - name: plans
            csv: { path: exports/plans.csv }
            facts:
              subscription:
                columns: { id: id, account_id: account_id, status: status, started_at: started, ended_at: ended,
                           trial_ends_at: trial_ends, amount: amount, quantity: quantity, interval: interval,
                           interval_count: interval_count, discount_percent: percent, discount_ends_at: percent_ends,
                           paused_from: paused_from, paused_until: paused_until, usage_type: usage_type,
                           currency: currency }
          - name: payments
            csv: { path: exports/payments.csv }
            facts:
              payment:
                columns: { id: id, account_id: account_id, invoice_id: invoice_id, at: at, amount: amount,
                           currency: currency }
          - name: answers
            csv: { path: exports/answers.csv }
            facts:
              survey_response:
                columns: { id: response_id, account_id: account_id, contact_id: contact_id, kind: survey, value: score,
                           scale_max: scale_max, at: submitted_at, comment: comment }
                case: { kind: lower }
          - name: touches
            csv: { path: exports/touches.csv }
            facts:
              touch:
                columns: { id: id, account_id: account_id, at: at, kind: kind, direction: direction, automatic: automatic }
          - name: users
            csv: { path: exports/users.csv, files: all, mode: append }
            facts:
              user_day: { columns: { account_id: account_id, day: day, user: user, count: count } }
          - name: feelings
            csv: { path: exports/feelings.csv }
            facts:
              sentiment:
                columns: { id: id, account_id: account_id, at: at, author: author, value: value, happy: happy,
                           easy_start: easy_start }
          - name: acquisition
            csv: { path: exports/acquisition.csv }
            facts:
              cost:
                columns: { id: id, account_id: account_id, amount: amount, period_start: from, period_end: to }
                constants: { kind: acquisition, currency: USD }
          - name: measures
            csv: { path: exports/measures.csv }
            facts:
              custom_measure: { columns: { account_id: account_id, name: name, at: at, value: value } }
          - name: advocacy
            csv: { path: exports/advocacy.csv }
            facts:
              advocacy: { columns: { id: id, account_id: account_id, at: at, kind: kind } }
          - name: invitations
            csv: { path: exports/invitations.csv }
            facts:
              survey_invitation:
                columns: { id: id, account_id: account_id, kind: kind, at: at, answered_at: answered_at, answered: answered }
        """
}

extension Currency {
    fileprivate static let dollar = Currency("USD") ?? .test
}

/// What `independent.py measure` says; null where nothing can be told.
private struct Plain: Decodable {
    let accounts: [String: [String: Double?]]
    /// By scope, then by the group's name, '' for those that have none.
    let groups: [String: [String: [String: Double?]]]
}

private struct Comparison {
    let accounts: Accounts
    let context: MeasuringContext
    let period: Period

    init(_ accounts: Accounts, at now: Moment, over period: Period) {
        self.accounts = accounts
        self.period = period
        var billing = BillingPolicy(grossMargin: 0.8)
        let days = ["2026-05-01", "2026-07-03", "2026-10-03"].compactMap { Day($0) }
        billing.supportHours = SupportHours(.ofSupport, holidays: Set(days))
        context = MeasuringContext(of: accounts, at: AsOf(now, in: .utc), reporting: .dollar, billing: billing)
    }

    func expectSameAccounts(as plain: Plain, counting seen: inout [String: Int]) {
        let catalogue = MetricCatalogue(zone: .utc, reporting: .dollar, billing: context.billing)
        let metrics = catalogue.measurement(of: accounts, at: context.asOf.now)
            .expecting(Bands.history(of: accounts, at: context.asOf), under: Bands.models, of: accounts).metrics
        for (id, expected) in plain.accounts {
            guard let slot = accounts.slots[id], let started = accounts[slot].profile?.started,
                started <= context.asOf.today
            else { continue }
            for (index, metric) in metrics.catalogue.enumerated() {
                compare(
                    metrics.value(index, of: slot), expected[metric.name], "\(metric.name) of \(id)", metric.name, &seen
                )
            }
            compare(buckets(of: accounts[slot]), with: expected, "bucket", "of \(id)", &seen)
        }
    }

    func expectSameGroups(as plain: Plain, counting seen: inout [String: Int]) {
        let scopes = plain.groups.keys.compactMap(GroupScope.named)
        #expect(scopes.count == plain.groups.count)
        let groups = AccountGroup.all(of: accounts, by: scopes, over: period, in: context)
        for (scope, groups) in zip(scopes, groups) {
            let expected = plain.groups[scope.rawValue] ?? [:]
            #expect(Set(groups.map { $0.key ?? "" }) == Set(expected.keys))
            for group in groups {
                for metric in GroupMetric.all {
                    compare(
                        metric.measured(for: group), expected[group.key ?? ""]?[metric.name],
                        "\(metric.name) of \(scope) \(group.name)", metric.name, &seen)
                }
                let told = expected[group.key ?? ""] ?? [:]
                compare(reasons(of: group), with: told, "reason", "of \(scope) \(group.name)", &seen)
                let topics = group.topics.map { ("topic.\($0)", Measured.known(Double($1))) }
                compare(
                    Dictionary(uniqueKeysWithValues: topics), with: told, "topic", "of \(scope) \(group.name)", &seen)
            }
        }
    }

    /// Open on late invoices by how long they are past due, in minor units of each currency.
    private func buckets(of account: AccountView) -> [String: Measured] {
        var open: [String: Int64] = [:]
        for invoice in account.invoiceStandings(in: context) {
            guard let bucket = invoice.bucket else { continue }
            open["bucket.\(bucket.rawValue).\(invoice.currency.code)", default: 0] += invoice.openMinor
        }
        return open.mapValues { .known(Double($0)) }
    }

    /// How many left for each reason, and with how much.
    private func reasons(of group: AccountGroup) -> [String: Measured] {
        group.churnReasons.rows.reduce(into: [:]) { reasons, row in
            reasons["reason.\(row.reason ?? "").accounts"] = .known(Double(row.accounts))
            reasons["reason.\(row.reason ?? "").mrr"] = row.mrr
        }
    }

    /// Everything that either has under names that begin so.
    private func compare(
        _ measured: [String: Measured], with expected: [String: Double?], _ table: String, _ whose: String,
        _ seen: inout [String: Int]
    ) {
        let told = expected.keys.filter { $0.hasPrefix("\(table).") }
        for name in Set(told).union(measured.keys).sorted() {
            let plain: Double? = expected[name] ?? nil
            compare(measured[name] ?? .absent(.noData), .some(plain), "\(name) \(whose)", table, &seen)
        }
    }

    private func compare(
        _ measured: Measured, _ expected: Double??, _ what: String, _ metric: String, _ seen: inout [String: Int]
    ) {
        guard let told = expected else {
            Issue.record("independent.py does not tell \(what)")
            return
        }
        switch (measured.value, told) {
        case (let value?, let plain?):
            seen[metric, default: 0] += 1
            let isSame = abs(value - plain) <= 1e-9 * max(1, abs(plain))
            #expect(isSame, "\(what) at \(context.asOf.today): \(value), not \(plain)")
        case (nil, nil): break
        default:
            Issue.record("\(what) at \(context.asOf.today): \(measured), not \(told.map { "\($0)" } ?? "absent")")
        }
    }
}

/// Which of four bands accounts were in before the months began and yesterday, made up as `independent.py` does.
private enum Bands {
    static let models: HealthModels = {
        let measure = Measure(
            key: "touch", metric: "touch.days_since", grading: .linear(zeroAt: 60, fullAt: 0), weight: 1)
        let bands = ["poor", "at_risk", "good"].enumerated().map { place, key in
            HealthBand(key: key, label: key, colour: "grey", fromTenths: place * 300, renews: 0.5)
        }
        return HealthModels([HealthModel(name: "standard", measures: [measure], bands: bands)])
    }()

    static func history(of accounts: Accounts, at asOf: AsOf) -> History {
        let first = asOf.today - (asOf.today.civil.day - 1)
        let days = (1...12).map { first.adding(months: -$0) } + [asOf.today]
        var history = History()
        for day in Set(days).sorted() {
            let codes = (0..<accounts.slotCount).map { slot -> Double in
                let sum = (accounts[slot].profile?.id ?? "").unicodeScalars.reduce(0) { $0 + Int($1.value) }
                return Double((sum + Int(day.number)) % 4)
            }
            let at = asOf.zone.start(of: day) - .seconds(60)
            history.remember("health.band", column(codes), at: at)
            history.remember("health.model", column(codes.map { _ in models.codes[0] }), at: at)
        }
        return history
    }

    private static func column(_ values: [Double]) -> Numbers {
        let chunks = stride(from: 0, to: values.count, by: Chunk.size).map { start in
            let rows = ContiguousArray(values[start..<min(start + Chunk.size, values.count)])
            return NumberChunk(values: rows, absences: ContiguousArray(repeating: 0, count: rows.count))
        }
        return Numbers(chunks: chunks)
    }
}
