/// Where accounts come from: how companies and people are called there, what they pay with, who looks after them.
struct Country: Sendable {
    let code: String
    let region: String
    let currency: String
    /// How many accounts of a hundred.
    let weight: Int
    /// Value-added tax on an invoice, per mille; nothing abroad, where the customer accounts for it.
    let taxPerMille: Int
    let owners: [String]
    let companies: CompanyNames
    let language: Language

    var closesInAugust: Bool { region == "Southern Europe" || region == "France" }

    enum Language: Sendable { case english, german, french, spanish }

    struct CompanyNames: Sendable {
        /// Written about the trade: `~` is where the family name goes.
        let patterns: [String]
        let trades: [String]
        let cities: [String]
        let firstNames: [String]
        let lastNames: [String]
    }

    static func of(_ code: String) -> Country {
        guard let country = all.first(where: { $0.code == code }) else {
            preconditionFailure("the cast comes from countries of the list")
        }
        return country
    }

    static let all = german + western + southern + northern + english
}
