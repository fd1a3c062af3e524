/// A customer of the company of the scripted afternoon: one of 1,200, made from its number alone.
struct Firm {
    /// By number: most are customers, the last hundred are not to be told of.
    enum Standing: String {
        case customer, trial, churned, excluded
    }

    static let all = (0..<1200).map(Firm.init)
    static let owners = ["ana", "ben", "cleo", "dana", "emil", "fay"]
    /// In no word that the program itself would say.
    static let nameMark = "Qorv"
    private static let endings = ["GmbH", "Ltd", "S.A.", "AB", "s.r.o.", "Oy"]

    let number: Int

    var standing: Standing {
        switch number {
        case ..<1100: .customer
        case ..<1140: .trial
        case ..<1180: .churned
        default: .excluded
        }
    }

    var name: String { "\(Self.nameMark)\(Self.syllables(number)) \(Self.endings[number % Self.endings.count])" }
    var company: String { "\(5000 + number)" }
    var customer: String { "cus_\(number)" }
    var organisation: Int { 8000 + number }
    var workspace: String { "w\(number)" }
    var owner: String { Self.owners[number % Self.owners.count] }
    var tier: String { number % 10 == 0 ? "Enterprise" : number % 3 == 0 ? "SMB" : "Team" }
    /// A month, in cents.
    var price: Int { tier == "Enterprise" ? 240_000 : tier == "Team" ? 60_000 : 25_000 }
    var seats: Int { tier == "Enterprise" ? 200 : 40 }

    /// Those of whom there is something to say on the first day: few seats in use and urgent tickets, or a late invoice.
    var isNeglected: Bool { number % 50 == 7 || isNotToBeTold && number.isMultiple(of: 2) }
    var owesFromTheStart: Bool { number % 50 == 14 || isNotToBeTold && !number.isMultiple(of: 2) }
    private var isNotToBeTold: Bool { standing != .customer }

    private static func syllables(_ number: Int) -> String {
        let (first, last) = ("bcdfghjklmnprstvwz".map(String.init), ["a", "e", "i", "o", "u"])
        return [number % 18, number / 18 % 18, number / 324].enumerated().map { place, index in
            first[index] + last[(index + place + number / 90) % 5]
        }.joined()
    }
}
