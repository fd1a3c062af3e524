import BellwetherCore

/// What one unit of a currency was worth in euro from a day on; monthly, as a finance team keeps them.
struct RateRow: Sendable {
    let day: Day
    let base: String
    let tenThousandths: Int

    static let table = Table<RateRow>(
        "fx_rates.csv",
        [
            .init("day") { $0.day },
            .init("base") { $0.base },
            .init("quote") { _ in "EUR" },
            .init("rate") { $0.rate },
        ])

    private var rate: String {
        let decimals = String(tenThousandths % 10_000)
        return "\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - decimals.utf8.count) + decimals
    }

    /// From the month before the first bill on, so that no day is without.
    static func rows(in span: Span, seed: UInt64) -> [RateRow] {
        var chance = Chance(seed: seed, for: "rates")
        var rates = [(base: "USD", rate: 9200), (base: "GBP", rate: 11_650)]
        var rows: [RateRow] = []
        var day = (span.billedFrom - (span.billedFrom.civil.day - 1)).adding(months: -1)
        while day <= span.until {
            for index in rates.indices {
                rates[index].rate = rates[index].rate * chance.between(9_880...10_120) / 10_000
                rows.append(RateRow(day: day, base: rates[index].base, tenThousandths: rates[index].rate))
            }
            day = day.adding(months: 1)
        }
        return rows
    }
}
