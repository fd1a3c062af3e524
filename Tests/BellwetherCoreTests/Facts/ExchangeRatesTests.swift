import Testing

@testable import BellwetherCore

@Suite struct ExchangeRatesTests {
    private let rates: ExchangeRates = {
        var company = Company()
        for (day, base, quote, rate) in [
            ("2026-01-01", "USD", "EUR", 0.9), ("2026-02-01", "USD", "EUR", 0.8), ("2026-01-01", "GBP", "USD", 1.25),
        ] {
            company.add(
                .fxRate, "\(base)\(quote)\(day)", slot: nil,
                ["day": .text(day), "base": .text(base), "quote": .text(quote), "rate": .real(rate)])
        }
        return company.accounts.rates
    }()

    @Test(arguments: [
        ("USD", "EUR", "2026-01-31", 0.9), ("USD", "EUR", "2026-02-01", 0.8), ("EUR", "USD", "2026-02-15", 1 / 0.8),
        ("EUR", "EUR", "1999-01-01", 1),
    ])
    func `the latest rate dated at or before the day counts, either way round`(
        base: String, quote: String, day: String, rate: Double
    ) {
        #expect(rates.rate(from: .named(base), to: .named(quote), on: .on(day)) == rate)
    }

    /// A service that turned its pairs round, or another that is asked now, is not outdone by what stood there before.
    @Test func `the newest rate counts, whichever way round and across whichever third currency`() throws {
        var company = Company()
        for (day, base, quote, rate) in [
            ("2023-01-01", "USD", "EUR", 0.5), ("2026-01-01", "EUR", "USD", 1.25), ("2020-01-01", "CHF", "JPY", 100),
            ("2020-01-01", "JPY", "EUR", 0.005), ("2026-01-01", "CHF", "USD", 1.2),
        ] {
            company.add(
                .fxRate, "\(base)\(quote)", slot: nil,
                ["day": .text(day), "base": .text(base), "quote": .text(quote), "rate": .real(rate)])
        }
        let rates = company.accounts.rates
        #expect(rates.rate(from: .usd, to: .eur, on: .on("2026-02-01")) == 0.8)
        #expect(rates.rate(from: .usd, to: .eur, on: .on("2025-12-31")) == 0.5)
        let cross = try #require(rates.rate(from: .named("CHF"), to: .eur, on: .on("2026-02-01")))
        #expect(abs(cross - 0.96) < 1e-15)
        #expect(rates.rate(from: .named("CHF"), to: .eur, on: .on("2025-12-31")) == 0.5)
    }

    /// What lies exactly between two falls away from zero, whatever binary digits make of the rate.
    @Test(arguments: [(1_000_050_000, 0.24675, 246_762_338), (-1_000_050_000, 0.24675, -246_762_338), (5, 0.1, 1)])
    func `a rate is taken as it was written`(amount: Int64, rate: Double, expected: Int64) {
        let exchange = Exchange(rates: ExchangeRates(), configured: [.usd: rate], reporting: .eur)
        #expect(exchange.minor(amount, .usd, on: .on("2026-01-01")) == expected)
    }

    @Test func `before the first row there is no rate`() {
        #expect(rates.rate(from: .usd, to: .eur, on: .on("2025-12-31")) == nil)
    }

    @Test func `a cross rate divides the two without rounding between`() throws {
        let rate = try #require(rates.rate(from: .named("GBP"), to: .eur, on: .on("2026-02-01")))
        #expect(abs(rate - 1.25 * 0.8) < 1e-15)
    }

    @Test func `a configured rate counts only where no dated one is known`() {
        let exchange = Exchange(
            rates: rates, configured: [.usd: 0.5, .named("SEK"): 0.1, .named("JPY"): 0.006], reporting: .eur)
        let before = Day.on("2025-06-01")
        #expect(exchange.rate(from: .named("SEK"), to: .eur, on: before) == 0.1)
        #expect(exchange.rate(from: .usd, to: .eur, on: before) == nil)
        #expect(exchange.rate(from: .named("PLN"), to: .eur, on: before) == nil)
    }

    @Test func `minor units follow each currency's own decimals`() {
        let exchange = Exchange(
            rates: ExchangeRates(), configured: [.named("JPY"): 0.006, .named("KWD"): 3.0], reporting: .eur)
        let day = Day.on("2026-01-01")
        #expect(exchange.minor(10_000, .named("JPY"), on: day) == 6000)
        #expect(exchange.minor(10_000, .named("KWD"), on: day) == 3000)
        #expect(exchange.minor(10_000, .named("SEK"), on: day) == nil)
    }

    @Test(arguments: [(Int64(1), Int64(1)), (-1, -1), (3, 2)])
    func `halves are rounded away from zero, once`(amount: Int64, converted: Int64) {
        let exchange = Exchange(rates: ExchangeRates(), configured: [.usd: 0.5], reporting: .eur)
        #expect(exchange.minor(amount, .usd, on: .on("2026-01-01")) == converted)
    }

    @Test func `a rate that is not above zero is none`() {
        var company = Company()
        for rate in [0.0, -1, .infinity] {
            company.add(
                .fxRate, "x", slot: nil, ["day": "2026-01-01", "base": "USD", "quote": "EUR", "rate": .real(rate)])
        }
        #expect(company.accounts.rates.dated.isEmpty)
    }
}
