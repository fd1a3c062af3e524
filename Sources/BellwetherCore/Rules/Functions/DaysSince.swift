import CEL

extension RuleFunction {
    static let daysSince = counting(
        "days_since", "Calendar days since that day or moment; below 0 before it.",
        example: "days_since(account.started_at) < 60"
    ) { day, today in today - day }

    /// A function of a day or a moment and today.
    static func counting(
        _ name: String, _ help: String, example: String, _ count: @escaping @Sendable (_ day: Day, _ today: Day) -> Int
    ) -> RuleFunction {
        RuleFunction(
            name, [[.field(.timestamp)]], help, example: example,
            check: { call, _ in .reference(call.reference(.double, unit: Unit.days.name)) },
            bind: { call, sight in
                guard let field = call.fields.first else { return call.nothing }
                let read = sight.reader(of: field)
                let asOf = sight.asOf
                return { row in
                    guard case .timestamp(let seconds, _) = read(row) else { return read(row) }
                    let day = asOf.zone.day(of: Moment(seconds: seconds))
                    return .double(Double(count(day, asOf.today)))
                }
            })
    }
}
