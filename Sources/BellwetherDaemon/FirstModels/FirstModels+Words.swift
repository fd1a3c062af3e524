import BellwetherCore

extension FirstModels {
    /// What whoever begins reads of it.
    ///
    /// - Parameter file: where the models stand.
    package func words(in file: String) -> [String] {
        switch finding {
        case .notOurs: []
        case .enough: made(in: file) + joining(by: "They count as soon as there are any.")
        case .nothing:
            [
                "No account has a score: what is here says who they are, and not how they are.",
                "Bring one of these, with the account's id in each row: " + Self.wanted.joined(separator: " · ") + ".",
                "`bellwether describe facts` says what each of them may hold.",
            ]
        case .adapted:
            made(in: file)
                + joining(
                    by: "They stand in \(file) with a '#' before them; take it away once they are there.")
        }
    }

    private func made(in file: String) -> [String] {
        guard let last = models.last else { return [] }
        let parts = last.parts.filter { part in
            finding == .adapted || last.base.measures.contains { $0.key == part.measure.key }
        }.map { "\($0.measure.key) (\($0.measure.reads), known of \($0.known) of \(accounts))" }
        let head = ["Scores are made of \(parts.inProse), by the model in \(file)."]
        return isLastResort
            ? head + ["That is little: it says whom to call first, and nothing of how they are."] : head
    }

    private func joining(by way: String) -> [String] {
        let absent = models.last?.absent ?? []
        guard !absent.isEmpty else { return [] }
        return ["What else it would be made of:"] + absent.map { "  \($0.key): \(Self.needs($0))" } + [way]
    }

    private static let wanted = [
        "invoices with the day they are due", "tickets", "who used it on which day, and seats", "answers to surveys",
        "calls and meetings",
    ]

    /// What has to be brought for a measure, with the name of the kind of fact.
    static func needs(_ measure: Measure) -> String {
        guard let metric = measure.metric.flatMap(Metric.named) else { return measure.reads }
        return switch metric.name {
        case "usage.licence_utilisation": "how many people use it (seat_day or user_day), and the seats of accounts"
        case "tickets.open_urgent": "tickets with a priority (ticket)"
        case _ where metric.kinds.contains { $0 === FactKind.invoice }: "invoices (invoice)"
        case _ where metric.kinds.contains { $0 === FactKind.surveyResponse }: "answers to surveys (survey_response)"
        case _ where metric.kinds.contains { $0 === FactKind.touch }: "calls, meetings and mails (touch)"
        default: metric.kinds.map(\.name).inProse("or")
        }
    }
}

extension [String] {
    /// `a, b and c`
    var inProse: String { inProse("and") }

    fileprivate func inProse(_ word: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(word) \(last)"
    }
}
