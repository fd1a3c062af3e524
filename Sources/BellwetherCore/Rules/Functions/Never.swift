import CEL

extension RuleFunction {
    /// Tells "there never was anything" from "we cannot know": a stale or missing source is no proof of silence.
    static let never = RuleFunction(
        "never", [[.field(nil)]], "Whether there has never been anything to tell it from.",
        example: "never(touch.days_since)",
        check: { call, _ in .reference(call.reference(.bool, unit: Unit.flag.name)) },
        bind: { call, sight in
            guard let field = call.fields.first else { return call.nothing }
            let (read, nothing) = (sight.reader(of: field), call.nothing)
            let hasSource = sight.hasSource(for: field.name)
            return { row in
                let value = read(row)
                guard case .unknown(let absences) = value else { return .bool(false) }
                guard hasSource else { return nothing(row) }
                let isEmpty = absences.allSatisfy { $0.reason == AbsenceReason.noData.key }
                return isEmpty ? .bool(true) : value
            }
        })
}

extension Sight {
    /// Whether some source delivers what a metric is made of; what is no metric is always there to be asked.
    fileprivate func hasSource(for name: String) -> Bool {
        guard let index = metrics.index(of: name) else { return true }
        let delivered = accounts.sources.flatMap(\.kinds)
        return metrics.catalogue[index].kinds.contains { delivered.contains($0.name) }
    }
}
