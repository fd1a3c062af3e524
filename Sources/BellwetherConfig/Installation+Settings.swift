import BellwetherCore
import BellwetherReceivers
import BellwetherSources
import Curl
import Diagnostics
import Documents

/// `currency:`: in what money is reported, and rates for where no dated one is known.
struct MoneySettings {
    let reporting: Currency
    let rates: [Currency: Double]

    init(_ settings: Settings?) {
        guard let euro = Currency("EUR") else { preconditionFailure("EUR is a currency code") }
        reporting = settings?.optional("reporting", .currency) ?? euro
        let written = settings?.optional("rates", .map(of: .rate)) ?? []
        var rates: [Currency: Double] = [:]
        for rate in written {
            guard let currency = Currency(rate.name) else {
                settings?.report(.notACurrency(rate.name, at: rate.place))
                continue
            }
            rates[currency] = rate.value
        }
        self.rates = rates
    }
}

extension BillingPolicy {
    init(_ settings: Settings) {
        self.init()
        graceDays = settings.optional("grace_days", .integer(in: 0...90), default: graceDays)
        delinquentAfterDays = settings.optional(
            "delinquent_after_days", .integer(in: 1...3650), default: delinquentAfterDays)
        grossMargin = settings.optional("gross_margin", .number(in: 0...1))
        priorMonthlyChurn = settings.optional(
            "prior_monthly_churn", .number(in: 0.0005...1), default: priorMonthlyChurn)
        let bySegment = settings.optional("prior_monthly_churn_by_segment", .map(of: .number(in: 0.0005...1))) ?? []
        priorMonthlyChurnBySegment = Dictionary(bySegment.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        churnAt = settings.optional("churn_at", .choice, default: churnAt)
        discounts = settings.optional("discounts", .choice, default: discounts)
        countsMetered = settings.optional("count_metered", .flag, default: countsMetered)
        longestPauseDays = settings.optional("longest_pause_days", .integer(in: 0...3650), default: longestPauseDays)
        reactivationWithinDays = settings.optional("reactivation_within_days", .integer(in: 0...3650))
        renewalGraceDays = settings.optional("renewal_grace_days", .integer(in: 0...365), default: renewalGraceDays)
        shortestTermMonths = settings.optional(
            "shortest_term_months", .integer(in: 1...60), default: shortestTermMonths)
        topPlans = Set(settings.optional("top_plans", .textList, default: []))
    }
}

extension DaemonSettings.HTTPSettings {
    init?(_ settings: Settings) {
        let allowed = settings.optional("allowed_hosts", .textList, default: [])
        let showsPages = settings.optional("pages", .flag, default: true)
        guard let listen = settings.required("listen", .nonEmptyText) else { return nil }
        let place = settings.placeOfValue("listen") ?? settings.place
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[colon...].dropFirst()),
            (0...65535).contains(port)
        else {
            settings.report(.notAnAddress(listen, at: place))
            return nil
        }
        let host = String(listen[..<colon])
        guard ["127.0.0.1", "localhost", "[::1]"].contains(host) else {
            settings.report(.openToOthers(host, at: place))
            return nil
        }
        self.init(host: host == "[::1]" ? "::1" : host, port: port, allowedHosts: allowed, showsPages: showsPages)
    }
}

extension DaemonSettings.Heartbeat {
    init?(_ settings: Settings) {
        let every = settings.optional("every", .interval, default: .seconds(900))
        let allowed = settings.optional("allow_addresses", .list(of: AddressSettings.range), default: [])
        guard let url = settings.required("url", .textOrSecret) else { return nil }
        self.init(url: url, every: every, allowedAddresses: allowed)
    }
}

extension Setting where Value == Double {
    fileprivate static var rate: Setting { number.checked("a number above 0") { $0 > 0 } }
}

extension Setting where Value == Currency {
    static var currency: Setting {
        Setting<String>.text.converted(to: "a currency code such as EUR") { Currency($0) }
    }
}

extension Setting where Value == String {
    static func receiver(among names: [String]) -> Setting {
        Setting("the name of a receiver") { node, reading in
            guard let name = Setting<String>.name.read(node, reading) else { return nil }
            if names.contains(name) { return name }
            reading.report.add(.undefinedReceiver(name, among: names, at: node.place))
            return nil
        }
    }
}

extension Node {
    /// Every `{ credential: x }` in it.
    var credentials: [SecretReference] {
        switch content {
        case .null, .bool, .integer, .real, .text: return []
        case .sequence(let items): return items.flatMap(\.credentials)
        case .mapping(let entries):
            if entries.count == 1, let entry = entries.first, entry.key.written == "credential",
                case .text(let name) = entry.value.content
            {
                return [SecretReference(credential: name, place: entry.value.place)]
            }
            return entries.flatMap(\.value.credentials)
        }
    }
}
