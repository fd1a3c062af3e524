/// Gives out company names, each once, and never two that share a domain.
struct Namer {
    private var takenDomains: Set<String>
    private var chance: Chance
    /// Words not yet used; dealt anew when a list is used up, so that no word comes too often.
    private var decks: [[String]: [String]] = [:]

    /// - Parameter reserved: the names that the cast already bears.
    init(seed: UInt64, reserved: [String]) {
        takenDomains = Set(reserved.map(Namer.domain))
        chance = Chance(seed: seed, for: "names")
    }

    /// A list of names is soon used up; then companies have branches, and at last the branches have numbers.
    mutating func company(in country: Country) -> String {
        var attempt = 0
        while true {
            attempt += 1
            var name = plainName(in: country)
            if attempt > 20 { name += " " + chance.pick(country.companies.cities) }
            if attempt > 60 { name += " \(chance.between(2...attempt))" }
            if takenDomains.insert(Namer.domain(of: name)).inserted { return name }
        }
    }

    private mutating func plainName(in country: Country) -> String {
        let names = country.companies
        var name = ""
        for character in chance.pick(names.patterns) {
            switch character {
            case "~": name += deal(names.lastNames)
            case "#": name += deal(names.trades)
            default: name.append(character)
            }
        }
        return name
    }

    private mutating func deal(_ words: [String]) -> String {
        if decks[words, default: []].isEmpty { decks[words] = chance.shuffled(words) }
        return decks[words]?.popLast() ?? ""
    }

    /// Legal forms say nothing in an address.
    static func domain(of company: String) -> String {
        let forms: Set<String> = [
            "gmbh", "kg", "ag", "co", "gesmbh", "sas", "sarl", "sa", "bv", "nv", "sl", "srl", "spa", "snc", "ab", "sp",
            "z",
            "oo", "spk", "ltd", "llp", "plc", "dac", "inc", "llc", "mbb", "i", "y",
        ]
        let words = company.plainLetters.split(separator: " ").map(String.init)
        let kept = words.filter { !forms.contains($0) }
        return (kept.isEmpty ? words : kept).joined(separator: "-") + ".example"
    }
}
