/// Parts of sentences.
extension Wording {
    static func join(_ parts: [String], by separator: String = " · ") -> String {
        parts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    package static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(Int64(number))) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `and 36 more accounts`, `and 1 more account and 1 more group unchanged`; nothing where there are none.
    static func more(_ rest: some Collection<AccountNews>, _ what: String = "") -> String {
        rest.isEmpty ? "" : join(["and", subjects(rest, "more "), what], by: " ")
    }

    /// `12 accounts`, `2 groups`, `12 accounts and 1 group`
    static func subjects(_ news: some Collection<AccountNews>, _ which: String = "") -> String {
        let groups = news.count { $0.main.subject.isGroup }
        let accounts = news.count - groups
        let parts = [
            accounts == 0 ? "" : count(accounts, which + "account"), groups == 0 ? "" : count(groups, which + "group"),
        ]
        return join(parts, by: " and ")
    }

    /// `12,400 EUR`, to the nearest whole unit.
    package static func money(_ minor: Int64, _ currency: String) -> String {
        let scale = Currency(currency)?.scale ?? 100
        let half = minor < 0 ? -scale / 2 : scale / 2
        return "\(grouped((minor + half) / scale)) \(currency)"
    }

    /// `12,400`
    package static func grouped(_ number: Int64) -> String {
        let digits = Array(String(number.magnitude))
        let marked = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (number < 0 ? "−" : "") + marked.joined()
    }

    /// `48.2`, `48.0`: with its tenth, as titles have it.
    static func score(_ score: Double) -> String { DecimalText.fixed(score, places: 1) }

    /// `48`
    static func rounded(_ score: Double) -> String { DecimalText.fixed(score, places: 0) }

    /// `25 minutes`, `5 hours`, `3 days`: as exact as anybody needs it.
    package static func span(from start: Moment, to end: Moment) -> String {
        let minutes = Int(max(0, (end.seconds - start.seconds) / 60))
        if minutes >= 1_440 { return count(minutes / 1_440, "day") }
        return minutes >= 60 ? count(minutes / 60, "hour") : count(minutes, "minute")
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
