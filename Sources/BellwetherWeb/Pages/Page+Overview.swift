import BellwetherCore
import Templates

extension Page {
    /// Who stands where, with how much money, and who needs somebody first.
    static func overview(_ overview: Overview, printer: ValuePrinter) -> Page {
        let summary = """
            <p class="lead">\(overview.accounts.formatted) accounts, \(monthly(overview, printer)).</p>

            """
        return Page(
            "Overview", in: .overview,
            summary + bar(overview) + bands(overview, printer) + attention(overview, printer)
                + renewals(overview, printer))
    }

    private static func monthly(_ overview: Overview, _ printer: ValuePrinter) -> String {
        if overview.accounts > 0, overview.withoutMRR == overview.accounts {
            return "what they pay a month is not known"
        }
        return "\(printer.money(overview.mrr).escapedForHTML) a month\(unpriced(overview.withoutMRR))"
    }

    private static func unpriced(_ accounts: Int) -> String {
        accounts == 0 ? "" : " (not known for \(accounts.formatted))"
    }

    private static func bar(_ overview: Overview) -> String {
        BandBar(
            caption: "Accounts by band",
            parts: overview.bands.map {
                BandBar.Part(label: $0.band.label, colour: $0.band.colour, accounts: $0.accounts)
            }
        ).html
    }

    private static func bands(_ overview: Overview, _ printer: ValuePrinter) -> String {
        let table = HTMLTable(
            caption: "Accounts by band",
            columns: [.text("Band"), .number("Accounts"), .number("Share"), .number("MRR")],
            rows: overview.bands.map { band in
                let share = Double(band.accounts) / Double(max(1, overview.accounts))
                return [
                    "<a href=\"/accounts?band=\(band.band.key.asPathPart)\">\(Mark.html(band.band))</a>",
                    band.accounts.formatted, printer.share(share),
                    band.accounts > 0 && band.withoutMRR == band.accounts
                        ? "not known" : printer.money(band.mrr.rounded()).escapedForHTML + unpriced(band.withoutMRR),
                ]
            }, otherwise: "No accounts yet.")
        return "<section><h2>Health</h2>\n\(table.html)</section>\n"
    }

    private static func attention(_ overview: Overview, _ printer: ValuePrinter) -> String {
        let table = HTMLTable(
            caption: "Accounts with most at stake, by money and urgency",
            columns: [.text("Account"), .text("What"), .number("At stake"), .text("When"), .text("Owner")],
            rows: overview.attention.map { line in
                let more = line.others == 0 ? "" : " <span class=\"soft\">and \(line.others) more</span>"
                return [
                    "<a href=\"/accounts/\(line.account.asPathPart)\">\(line.name.escapedForHTML)</a>",
                    "\(Mark.html(line.band)) \(line.title.escapedForHTML)\(more)",
                    line.stakeMinor.map { printer.money(minor: $0).escapedForHTML } ?? "", line.when.escapedForHTML,
                    line.owner.escapedForHTML,
                ]
            }, otherwise: "Nothing fires. Nobody needs you today.")
        return "<section><h2>Who needs somebody</h2>\n\(table.html)</section>\n"
    }

    private static func renewals(_ overview: Overview, _ printer: ValuePrinter) -> String {
        let totals = overview.renewals
        func money(_ value: Measured) -> String {
            switch value {
            case .known(let amount): printer.money(amount.rounded()).escapedForHTML
            case .absent(let reason): reason.words.escapedForHTML
            }
        }
        let table = HTMLTable(
            caption: "Renewals in the next \(overview.horizonDays) days", columns: [.text("What"), .number("Amount")],
            rows: overview.renewalCount == 0
                ? []
                : [
                    ["Up for renewal, \(overview.renewalCount.formatted) terms", money(totals.due)],
                    ["Expected to renew", money(totals.expected)], ["As good as certain", money(totals.low)],
                    ["Not lost yet", money(totals.high)],
                ], otherwise: "No term ends within \(overview.horizonDays) days.")
        return "<section><h2>Renewals</h2>\n\(table.html)</section>\n"
    }
}

extension Int {
    /// `1,200`
    var formatted: String {
        let digits = String(Swift.abs(self))
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return (self < 0 ? "−" : "") + ([rest] + groups).joined(separator: ",")
    }
}

extension Double {
    /// For coordinates: two decimals at most.
    var short: String { "\((self * 100).rounded() / 100)" }
}
