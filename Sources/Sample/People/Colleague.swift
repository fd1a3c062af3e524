/// Somebody of the company's own customer-success team: who owns accounts and is told of them.
struct Colleague: Sendable {
    let key: String
    let name: String
    let slackID: String
    /// Who is told while they are away.
    let backup: String
    let timezone: String

    /// The made-up company sells a planning tool. `.example` can never belong to anybody.
    static let companyDomain = "fernhill.example"

    var email: String { "\(name.plainLetters.replacingSpaces(by: "."))@\(Colleague.companyDomain)" }

    static let all = [
        Colleague(key: "kim", name: "Kim Berger", slackID: "U04KB7R2M1Q", backup: "jonas", timezone: "Europe/Berlin"),
        Colleague(key: "dana", name: "Dana Whelan", slackID: "U04DW9T5X8C", backup: "aisha", timezone: "Europe/Dublin"),
        Colleague(key: "jonas", name: "Jonas Ekberg", slackID: "U05JE3H6V0N", backup: "kim", timezone: "Europe/Berlin"),
        Colleague(
            key: "aisha", name: "Aisha Rahman", slackID: "U06AR1P4Z7D", backup: "dana", timezone: "Europe/London"),
        Colleague(key: "lucia", name: "Lucía Ferrer", slackID: "U06LF8W2K5S", backup: "kim", timezone: "Europe/Madrid"),
    ]

    static let table = Table<Colleague>(
        "people.csv",
        [
            .init("key") { $0.key },
            .init("name") { $0.name },
            .init("email") { $0.email },
            .init("slack_id") { $0.slackID },
            .init("backup") { $0.backup },
            .init("timezone") { $0.timezone },
        ])
}
