import CEL

extension Sight {
    /// Where a measure's value comes from.
    func input(of measure: Measure) -> BoundHealthModels.Input {
        switch measure.input {
        case .metric(let name):
            return metrics.index(of: name).map { .column(metrics.columns[$0]) } ?? .reader { _ in .absent(.noData) }
        case .field(let name, let scores):
            let read = text(of: name)
            return .reader { slot in
                guard let text = read(slot) else { return .absent(.noData) }
                return scores[text].map(Measured.known) ?? .absent(.notApplicable)
            }
        case .condition(let condition): return .reader(flag(of: condition))
        case .points(let points): return .reader(self.points(points))
        }
    }

    /// How many stages of the model an account has reached: 1 in the first.
    func stage(of model: HealthModel) -> PastReader? {
        guard case .stages(let stages, let current) = model.shape else { return nil }
        let places = HealthModel.places(of: stages)
        let read = text(of: current)
        return { slot in
            guard let text = read(slot) else { return .absent(.noData) }
            return places[text].map(Measured.known) ?? .absent(.notApplicable)
        }
    }

    /// A text of the account, as written.
    func text(of name: String) -> @Sendable (Int) -> String? {
        let read = reader(of: Reference(name, .string))
        return { slot in
            guard case .string(let text) = read(SubjectRow(slot: slot)) else { return nil }
            return text
        }
    }

    /// 1 where it holds, 0 where it does not.
    private func flag(of condition: Condition) -> PastReader {
        let bound = bound(condition)
        return { slot in
            switch bound.truth(for: SubjectRow(slot: slot)) {
            case .holds: .known(1)
            case .doesNotHold: .known(0)
            case .unknown(let absences): .absent(absences.reason)
            }
        }
    }

    /// Base and all entries together; unknown as soon as one of them is: half of what happened is not a number.
    private func points(_ points: Points) -> PastReader {
        let entries = points.entries.map { (entry: $0, read: units(of: $0.source, points)) }
        return { slot in
            var total = points.base
            for (entry, read) in entries {
                guard case .known(let units) = read(slot) else { return read(slot) }
                total += entry.limited(entry.points * units)
            }
            return .known(total)
        }
    }

    /// How often an entry counts.
    private func units(of source: Points.Source, _ points: Points) -> PastReader {
        switch source {
        case .holds(let condition): return flag(of: condition)
        case .per(let name):
            guard let index = metrics.index(of: name) else { return { _ in .absent(.noData) } }
            return { [metrics] slot in metrics.value(index, of: slot) }
        case .each(let list, let moment, let condition):
            guard let facts = FactList.named(list) else { return { _ in .absent(.noData) } }
            if let reason = facts.absence(in: accounts) { return { _ in .absent(reason) } }
            let read = facts.field.bind(self)
            return { [asOf] slot in
                guard case .list(let items) = read(SubjectRow(slot: slot)) else { return .absent(.noData) }
                let shares = items.compactMap { item -> Double? in
                    guard case .record(let record) = item, facts.holds(condition, of: record),
                        case .timestamp(let seconds, _) = record.value(at: moment)
                    else { return nil }
                    return points.left(afterDays: asOf.today - asOf.zone.day(of: Moment(seconds: seconds)))
                }
                // In order of size: a sum must not depend on the order in which facts came in.
                return .known(shares.sorted().reduce(0, +))
            }
        }
    }
}

extension HealthModel {
    /// How many stages have been reached with each.
    static func places(of stages: [Group]) -> [String: Double] {
        Dictionary(stages.enumerated().map { ($1.key, Double($0 + 1)) }) { first, _ in first }
    }
}

extension [Unknown] {
    /// The reason of the first thing that is missing.
    fileprivate var reason: AbsenceReason {
        let reasons = compactMap { unknown in AbsenceReason.allCases.first { $0.key == unknown.reason } }
        return reasons.first ?? .noData
    }
}

extension FactList {
    static func named(_ name: String) -> FactList? { all.first { $0.field.variable.name == name } }

    /// What conditions of one fact may name: its fields, after its kind: `ticket.priority`.
    var names: Vocabulary {
        Vocabulary(
            variables: object.fields.map { field in
                Variable("\(object.name).\(field.name)", field.type, unit: field.unit, help: field.help)
            })
    }

    /// When it happened: the first moment among its fields, unless another is asked for.
    func moment(called name: String?) -> Int? {
        object.fields.firstIndex { $0.type == .timestamp && (name ?? $0.name) == $0.name }
    }

    /// Why nothing can be said of such facts at all.
    func absence(in accounts: Accounts) -> AbsenceReason? {
        let sources = accounts.sources.filter { source in
            source.kinds.contains { kind in field.hangsOn.kinds.contains { $0.name == kind } }
        }
        if sources.isEmpty { return .noData }
        return sources.contains { $0.state == .fresh } ? nil : .stale
    }

    fileprivate func holds(_ condition: Condition?, of record: any RecordValue) -> Bool {
        guard let condition else { return true }
        return condition.truth { place in
            let name = condition.references[place].name.dropFirst(object.name.utf8.count + 1)
            guard let index = object.index(of: String(name)) else { return .unknown(String(name), because: "no_data") }
            return record.value(at: index)
        } == .holds
    }
}
