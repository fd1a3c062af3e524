import BellwetherCore
import BellwetherSources
import Columns
import Foundation
import Testing

/// The plain Python beside this file, asked as a program.
enum Independent {
    static func makeCompany(in exports: String) throws {
        try GeneratedCompany.make(
            in: exports, ["--accounts", "90", "--days", "420", "--end", MessyCompany.lastDay, "--seed", "21"])
        _ = try python("extend", exports)
    }

    /// What is found at a later visit, in place of what was found at the one before.
    static func change(_ exports: String, visit: Int) throws {
        _ = try python("change", exports, "\(visit)")
    }

    /// - Parameter folders: one, or one for each visit as `moment@folder`.
    static func measure(_ folders: [String], at moment: MetricsMoment) throws -> Plain {
        let now = try #require(Moment(moment.now))
        let answer = try python(["measure", moment.zone, "\(now.seconds)", moment.start, moment.end] + folders)
        return try JSONDecoder().decode(Plain.self, from: answer)
    }

    /// The one that is shipped, with the columns and tables that `Independent extend` adds.
    static func mapping() throws -> String {
        try Example.text("saas-exports").replacing(
            "          paid_at: paid_on\n", with: "          paid_at: paid_on\n          reminder_count: reminders\n"
        ).replacing(
            "          ended_at: ended_on\n", with: "          ended_at: ended_on\n          churn_reason: reason\n"
        )
        .replacing("          tier: tier\n", with: "          tier: tier\n          plan: plan\n")
            + moreTables
    }

    private static func python(_ arguments: String...) throws -> Data { try python(arguments) }

    private static func python(_ arguments: [String]) throws -> Data {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Independent").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data
    }

    /// What `Independent extend` adds to the generator's tables.
    private static let moreTables = """

          - name: plans
            csv: { path: exports/plans.csv }
            facts:
              subscription:
                columns: { id: id, account_id: account_id, status: status, started_at: started, ended_at: ended,
                           trial_ends_at: trial_ends, amount: amount, quantity: quantity, interval: interval,
                           interval_count: interval_count, discount_percent: percent, discount_ends_at: percent_ends,
                           paused_from: paused_from, paused_until: paused_until, usage_type: usage_type }
          - name: payments
            csv: { path: exports/payments.csv }
            facts:
              payment:
                columns: { id: id, account_id: account_id, invoice_id: invoice_id, at: at, amount: amount }
          - name: answers
            csv: { path: exports/answers.csv }
            facts:
              survey_response:
                columns: { id: response_id, account_id: account_id, contact_id: contact_id, kind: survey, value: score,
                           scale_max: scale_max, at: submitted_at, comment: comment }
                case: { kind: lower }
          - name: choices
            csv: { path: exports/choices.csv }
            facts:
              survey_response:
                columns: { id: response_id, account_id: account_id, contact_id: contact_id, kind: survey, answer: answer,
                           value: score, scale_min: scale_min, scale_max: scale_max, at: submitted_at, comment: comment }
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

extension Independent {
    /// As `Independent/plain.py` has it.
    static let billing: BillingPolicy = {
        var billing = BillingPolicy(grossMargin: 0.8)
        let days = ["2026-05-01", "2026-07-03", "2026-10-03"].compactMap { Day($0) }
        billing.topPlans = ["scale"]
        billing.supportHours = SupportHours(.ofSupport, holidays: Set(days))
        return billing
    }()
}

/// When and where it is asked, and over what period.
struct MetricsMoment {
    let zone, now, start, end: String

    init(_ zone: String, _ now: String, _ start: String, _ end: String) {
        (self.zone, self.now, self.start, self.end) = (zone, now, start, end)
    }

    var asOf: AsOf {
        get throws { AsOf(try #require(Moment(now)), in: try namedZone) }
    }

    var period: Period {
        get throws { Period(try #require(Day(start))..<(try #require(Day(end)))) }
    }

    private var namedZone: Zone {
        get throws {
            guard zone != "UTC" else { return .utc }
            let bytes = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/" + zone))
            return try #require(Zone.read(tzif: Array(bytes), name: zone))
        }
    }
}

extension Currency {
    fileprivate static let dollar = Currency("USD") ?? .test
}

/// What `Independent measure` says; null where nothing can be told.
struct Plain: Decodable {
    let accounts: [String: [String: Double?]]
    /// By scope, then by the group's name, '' for those that have none.
    let groups: [String: [String: [String: Double?]]]
    /// By scope and form: its kind and the ends of its scale.
    let tabs: [String: [String: Tab]]
    /// By scope and group, the accounts of low value.
    let low: [String: [String: [String]]]
    /// By subscription, the terms that come up.
    let forecasts: [String: Forecast]
    let totals: [String: Double]
    /// How often the data has in it what the comparison is about.
    let cases: [String: Int]

    struct Forecast: Decodable {
        let probability, amount: Double
        let category: String
        let like, renewed: Int
    }

    /// Who chose what, by group; null where it is hidden.
    struct Tab: Decodable, Hashable {
        let rejected: Int
        let counts: [String: Int]
        let cells: [String: [String: Int?]]
    }
}

struct Comparison {
    let accounts: Accounts
    /// As they were known when the period began, where that is asked.
    let then: Accounts?
    let context: MeasuringContext
    let period: Period
    /// A change of price that was only seen is kept in the decimals in which it was read, before it is known in which
    /// currency: the price before it may be off by a ten-thousandth of a minor unit.
    private var tolerance: Double { then == nil ? 1e-9 : 1e-6 }

    init(_ accounts: Accounts, knownThen then: Accounts? = nil, at moment: MetricsMoment) throws {
        (self.accounts, self.then) = (accounts, then)
        period = try moment.period
        context = MeasuringContext(
            of: accounts, at: try moment.asOf, reporting: .dollar, billing: Independent.billing)
    }

    func expectSameAccounts(as plain: Plain, counting seen: inout [String: Int]) {
        let catalogue = MetricCatalogue(zone: context.asOf.zone, reporting: .dollar, billing: context.billing)
        let metrics = catalogue.measurement(of: accounts, at: context.asOf.now)
            .expecting(Bands.ofMonths(of: accounts, at: context.asOf), under: Bands.models, of: accounts).metrics
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
        let groups = AccountGroup.all(of: accounts, by: scopes, over: period, in: context, knownThen: then)
        for (scope, groups) in zip(scopes, groups) {
            if let tabs = plain.tabs[scope.rawValue] { #expect(crossTabs(of: groups) == tabs, "\(scope)") }
            for group in groups {
                let low = plain.low[scope.rawValue]?[group.key ?? ""] ?? []
                let flagged = group.accountsOfLowValue.compactMap(\.profile?.id)
                #expect(flagged.sorted() == low, "\(group.name) at \(context.asOf.today)")
            }
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

    /// What is expected of the terms that come up, by the bands of each week.
    func expectSameForecasts(as plain: Plain) {
        let weeks = (0..<58).map { context.asOf.today - 7 * $0 }
        let history = Bands.history(of: accounts, told: weeks, at: context.asOf)
        let metrics = MetricCatalogue(zone: context.asOf.zone, reporting: .dollar, billing: context.billing)
            .measurement(of: accounts, at: context.asOf.now).metrics
        let health = Bands.models.scores(of: accounts, from: metrics, given: history, at: context.asOf)
        let model = RenewalModel(reporting: .dollar, billing: context.billing)
        let all = model.forecasts(for: accounts, given: health, history: history, at: context.asOf).all
        #expect(Set(all.map(\.contract.key)) == Set(plain.forecasts.keys), "at \(context.asOf.today)")
        for forecast in all {
            guard let told = plain.forecasts[forecast.contract.key] else { continue }
            let what = "\(forecast.contract.key) at \(context.asOf.today)"
            expect(forecast.amount, is: told.amount, what)
            expect(.known(forecast.probability), is: told.probability, what)
            #expect(forecast.category.rawValue == told.category, "\(what)")
            #expect(forecast.likeIt == told.like && forecast.likeItRenewed == told.renewed, "\(what)")
        }
        let totals = RenewalTotals(of: all)
        let sums: [String: Measured] = [
            "due": totals.due, "expected": totals.expected, "low": totals.low, "high": totals.high,
            "deviation": totals.deviation, "concentrated": .known(Double(totals.concentrated.count)),
        ]
        #expect(Set(sums.keys) == Set(plain.totals.keys))
        for (name, sum) in sums { expect(sum, is: plain.totals[name] ?? .nan, "\(name) at \(context.asOf.today)") }
    }

    private func expect(_ measured: Measured, is plain: Double, _ what: String) {
        let isSame = measured.value.map { abs($0 - plain) <= 1e-9 * max(1, abs(plain)) } ?? false
        #expect(isSame, "\(what): \(measured), not \(plain)")
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

    private func crossTabs(of groups: [AccountGroup]) -> [String: Plain.Tab] {
        let tables = ["nps", "csat", "ces", "custom"].flatMap { SurveyCrossTab.tables(of: groups, kind: $0) }
        return tables.reduce(into: [:]) { tabs, table in
            let ends = [table.form.low, table.form.high].map { $0.map { "\(Int($0))" } ?? "" }
            let rows = table.rows.map { row in (row.key ?? "", row) }
            tabs[([table.form.kind] + ends).joined(separator: "/")] = Plain.Tab(
                rejected: table.rejected,
                counts: Dictionary(uniqueKeysWithValues: rows.map { ($0, $1.count) }),
                cells: Dictionary(
                    uniqueKeysWithValues: rows.map { key, row in
                        (
                            key,
                            Dictionary(
                                uniqueKeysWithValues: zip(table.answers, row.shares.map { count(in: $0, of: row) }))
                        )
                    }))
        }
    }

    private func count(in share: SurveyCrossTab.Share, of row: SurveyCrossTab.Row) -> Int? {
        guard case .shown(let count, let all) = share else { return nil }
        #expect(all == row.count)
        return count
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
            Issue.record("Independent does not tell \(what)")
            return
        }
        switch (measured.value, told) {
        case (let value?, let plain?):
            seen[metric, default: 0] += 1
            let isSame = abs(value - plain) <= tolerance * max(1, abs(plain))
            #expect(isSame, "\(what) at \(context.asOf.today): \(value), not \(plain)")
        case (nil, nil): break
        default:
            Issue.record("\(what) at \(context.asOf.today): \(measured), not \(told.map { "\($0)" } ?? "absent")")
        }
    }
}

/// Which of four bands accounts were in, made up as `Independent` does.
private enum Bands {
    static let models: HealthModels = {
        let measure = Measure(
            key: "touch", metric: "touch.days_since", grading: .linear(zeroAt: 60, fullAt: 0), weight: 1)
        let bands = ["poor", "at_risk", "good"].enumerated().map { place, key in
            HealthBand(
                key: key, label: key, colour: "grey", fromTenths: place * 300, renews: [0.45, 0.75, 0.95][place])
        }
        return HealthModels([HealthModel(name: "standard", measures: [measure], bands: bands)])
    }()

    static func ofMonths(of accounts: Accounts, at asOf: AsOf) -> History {
        let first = asOf.today - (asOf.today.civil.day - 1)
        return history(of: accounts, told: (1...12).map { first.adding(months: -$0) } + [asOf.today], at: asOf)
    }

    /// As they were told last before some days began.
    static func history(of accounts: Accounts, told days: [Day], at asOf: AsOf) -> History {
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
