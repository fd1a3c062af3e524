package import CEL
import Columns

/// What conditions can see at one moment.
///
/// Health is scored under a sight without health, forecasts are made under one without forecasts: a name that is not
/// there yet is not in the vocabulary of those conditions either.
package struct Sight: Sendable {
    package let accounts: Accounts
    package let metrics: Metrics
    package let health: HealthScores?
    package let forecasts: RenewalForecasts?
    package let history: History
    package let asOf: AsOf
    /// What turns money into the reporting currency; conditions of health models name none.
    package let money: MeasuringContext?
    /// What was known when the period of group metrics began; without it groups are those of today all along.
    let opening: Opening?

    package init(
        accounts: Accounts, metrics: Metrics, health: HealthScores? = nil, forecasts: RenewalForecasts? = nil,
        history: History = History(), asOf: AsOf, money: MeasuringContext? = nil,
        opening: Opening? = nil
    ) {
        self.accounts = accounts
        self.metrics = metrics
        self.health = health
        self.forecasts = forecasts
        self.history = history
        self.asOf = asOf
        self.money = money
        self.opening = opening
    }

    /// Whether the condition holds for one subject. Where there are many, bind once: `bound(condition).truth(for: row)`.
    package func truth(of condition: Condition, for row: SubjectRow) -> Truth {
        bound(condition).truth(for: row)
    }

    package func value(of reference: Reference, for row: SubjectRow) -> Value {
        reader(of: reference)(row)
    }

    /// The same of many accounts.
    package func values(of reference: Reference, ofAccounts slots: [Int]) -> [Value] {
        let read = reader(of: reference)
        return slots.map { read(SubjectRow(slot: $0)) }
    }

    package func text(of template: Template, for row: SubjectRow, printing printer: ValuePrinter) -> String {
        bound(template).text(for: row, printing: printer)
    }
}

/// One subject of a condition: an account, one of its invoices or contracts, or several accounts together.
package struct SubjectRow: Sendable {
    /// Large, and taken over from turn to turn: each has a place of its own in memory.
    package indirect enum Object: Sendable {
        case invoice(InvoiceInSight)
        case contract(RenewalForecast)
        case group(GroupInSight)
    }

    package let slot: Int
    package let object: Object?

    package init(slot: Int, object: Object? = nil) {
        self.slot = slot
        self.object = object
    }
}

/// Reads one name for any subject; made once for each turn, so that looking things up is not paid for each account.
typealias Reader = @Sendable (SubjectRow) -> Value

/// A condition whose names are tied to the columns of one sight.
package struct BoundCondition: Sendable {
    let condition: Condition
    let readers: [Reader]

    package func truth(for row: SubjectRow) -> Truth {
        condition.truth { readers[$0](row) }
    }
}

/// The same for a template.
struct BoundTemplate: Sendable {
    let template: Template
    let readers: [Reader]

    func text(for row: SubjectRow, printing printer: ValuePrinter) -> String {
        template.rendered(reading: { readers[$0](row) }, printing: printer.text)
    }
}

extension Sight {
    func bound(_ template: Template, under thresholds: [Threshold] = []) -> BoundTemplate {
        BoundTemplate(template: template, readers: readers(of: template.references, under: thresholds))
    }

    package func bound(_ condition: Condition, under thresholds: [Threshold] = []) -> BoundCondition {
        BoundCondition(condition: condition, readers: readers(of: condition.references, under: thresholds))
    }

    func readers(of references: [Reference], under thresholds: [Threshold]) -> [Reader] {
        references.map { reader(of: $0, under: thresholds) }
    }

    func reader(of reference: Reference, under thresholds: [Threshold] = []) -> Reader {
        switch reference.origin {
        case .function(let name, of: let fields, with: let literals):
            guard let function = RuleFunction.named(name) else { return nothing(called: reference.name) }
            return function.bind(RuleFunction.Call(reference.name, of: fields, with: literals), self)
        case .variable:
            return reader(ofVariable: reference.name, under: thresholds)
        }
    }

    private func reader(ofVariable name: String, under thresholds: [Threshold]) -> Reader {
        if let threshold = thresholds.first(where: { $0.path == name }) { return threshold.bound(in: self) }
        if let index = metrics.index(of: name) {
            return reader(ofColumn: metrics.columns[index], called: name, adding: metrics.catalogue[index].unit.addsUp)
        }
        return Field.named(name)?.bind(self) ?? nothing(called: name)
    }

    /// Of a group, its accounts' numbers as one: added up, or their average.
    func reader(ofColumn column: Numbers, called name: String, adding isSum: Bool = false) -> Reader {
        let absences = Absences(of: name)
        return { row in
            guard case .group(let group) = row.object else { return absences.value(column.measured(row.slot)) }
            return absences.value(group.together(column, adding: isSum))
        }
    }

    private func nothing(called name: String) -> Reader {
        let absent = Absences(of: name)[.noData]
        return { _ in absent }
    }
}
