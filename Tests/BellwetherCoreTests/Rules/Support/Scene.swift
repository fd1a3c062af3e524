import CEL
import Columns
import Diagnostics
import Testing

@testable import BellwetherCore

/// Accounts whose numbers are simply said, for trying rules on them. The health score is what `nps.latest` is.
struct Scene {
    var company: Company
    /// By metric, a value for each slot; what is not said is absent.
    var values: [String: [Double?]] = [:]
    /// By metric and slot, why there is no value, where it is not for want of data.
    var reasons: [String: [Int: AbsenceReason]] = [:]
    var history = History()
    var opening: Opening?
    var renewals: [RenewalForecast] = []
    var moment = Moment.monday
    var context: RuleContext

    /// `count` active accounts named `a0`, `a1`, …
    init(accounts count: Int = 1, _ fields: [String: FactValue] = [:], zone: Zone = .utc) {
        company = Company()
        for slot in 0..<count {
            let usual: [String: FactValue] = ["name": .text("Account \(slot)"), "tier": "Team", "owner": "kim"]
            company.addAccount("a\(slot)", slot: slot, usual.merging(fields) { $1 })
        }
        context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: zone), healthModels: .plain)
    }

    var asOf: AsOf { AsOf(moment, in: context.calendar.zone) }
    var accounts: Accounts { company.accounts }

    var metrics: Metrics {
        let count = accounts.slotCount
        let columns = Metric.all.map {
            Numbers(of: values[$0.name] ?? [], count: count, absentBecause: reasons[$0.name] ?? [:])
        }
        return Metrics(asOf: asOf, catalogue: Metric.all, columns: columns)
    }

    /// Says everybody's score.
    mutating func score(_ scores: Double?...) { values["nps.latest"] = scores }

    var health: HealthScores {
        context.healthModels.scores(of: accounts, from: metrics, given: history, at: asOf)
    }

    /// Keeps what is so now as the past of later moments.
    mutating func remember() {
        let (metrics, health) = (metrics, health)
        for (metric, column) in zip(metrics.catalogue, metrics.columns) {
            history.remember(metric.name, column, at: moment)
        }
        for (path, column) in health.columns { history.remember(path, column, at: moment) }
    }

    mutating func wait(_ duration: Duration) { moment = moment + duration }

    func matches(_ rules: [Rule]) -> Matches {
        RuleBook(rules, in: context).matches(
            in: accounts, metrics, health, RenewalForecasts(all: renewals), given: history,
            opening: opening, at: moment)
    }

    var sight: Sight {
        Sight(
            accounts: accounts, metrics: metrics, health: health, forecasts: RenewalForecasts(all: renewals),
            history: history, asOf: asOf,
            money: MeasuringContext(of: accounts, at: asOf, reporting: .eur))
    }

    /// What an expression is worth for one account.
    func value(_ text: String, slot: Int = 0) throws -> Value {
        let names = RuleVocabulary.full.names(in: .account)
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: names, expecting: nil)
        let checked = try #require(condition, "\(diagnostics)")
        let sight = sight
        return checked.value { sight.value(of: checked.references[$0], for: SubjectRow(slot: slot)) }
    }

    func number(_ text: String, slot: Int = 0) throws -> Measured {
        switch try value(text, slot: slot) {
        case .double(let number): return .known(number)
        case .unknown(let absences):
            let reason = AbsenceReason.allCases.first { $0.key == absences.first?.reason }
            return .absent(try #require(reason, "\(absences)"))
        case let other:
            Issue.record("\(text) is \(other.text), no number")
            return .absent(.sourceError)
        }
    }
}

extension HealthModels {
    /// The score is the metric `nps.latest`.
    static let plain = HealthModels([named("standard")])

    static func named(_ name: String) -> HealthModel {
        let measure = Measure(
            key: "nps", metric: "nps.latest", grading: .linear(zeroAt: 0, fullAt: 100), weight: 100, isRequired: true)
        return HealthModel(name: name, measures: [measure], bands: [.poor, .atRisk, .good])
    }
}

extension Numbers {
    init(of values: [Double?], count: Int, absentBecause reasons: [Int: AbsenceReason] = [:]) {
        let padded = (0..<count).map { $0 < values.count ? values[$0] : nil }
        let chunks = stride(from: 0, to: max(count, 1), by: Chunk.size).map { start in
            let slots = start..<min(start + Chunk.size, count)
            let rows = padded[slots]
            return NumberChunk(
                values: ContiguousArray(rows.map { $0 ?? 0 }),
                absences: ContiguousArray(
                    slots.map { padded[$0] == nil ? (reasons[$0] ?? .noData).rawValue : 0 }))
        }
        self.init(chunks: chunks)
    }
}

extension Moment {
    /// 2026-03-02, nine o'clock in London.
    static let monday = at("2026-03-02T09:00Z")

    static func at(_ text: String) -> Moment {
        guard let moment = Moment(text) else { preconditionFailure("'\(text)' is a moment") }
        return moment
    }
}

extension Duration {
    static func days(_ count: Int64) -> Duration { .seconds(count * 86_400) }
    static func hours(_ count: Int64) -> Duration { .seconds(count * 3_600) }
}

extension RenewalForecast {
    static func sample(
        slot: Int = 0, id: String = "ct_1", renewsOn: String = "2026-04-10", noticeBy: String? = nil,
        amount: Measured = .known(12_400), probability: Double = 0.56, category: Category = .atRisk, likeIt: Int = 30,
        likeItRenewed: Int = 18, autoRenews: Bool = false
    ) -> RenewalForecast {
        RenewalForecast(
            contract: FactIdentity(source: "test", key: id), slot: slot, renewsOn: .on(renewsOn),
            noticeBy: .on(noticeBy ?? renewsOn), autoRenews: autoRenews, amount: amount, probability: probability,
            category: category, likeIt: likeIt, likeItRenewed: likeItRenewed)
    }
}
