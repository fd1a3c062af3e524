import CEL

extension StoryTeller {
    /// MRR, what is at stake, and how soon.
    func tellMoney(in story: inout Story, for row: SubjectRow) {
        story.mrrMinor = minor(metric: "revenue.mrr", row.slot)
        switch row.object {
        case .invoice(let invoice):
            story.stakeMinor = invoice.open.value.map(minor)
            story.urgencyDays = 0
            let late = invoice.standing.daysPastDue
            story.when = late > 0 && !invoice.standing.isInDoubt ? "\(printer.days(Double(late))) late" : ""
        case .contract(let renewal): tell(renewal, in: &story)
        case .group: break
        case nil:
            if let renewal = sight.forecasts?.next(of: row.slot) { tell(renewal, in: &story) }
            // Without a term, a year of what comes in is what can be lost.
            story.stakeMinor = story.stakeMinor ?? story.mrrMinor.map { $0 * 12 }
        }
    }

    private func tell(_ renewal: RenewalForecast, in story: inout Story) {
        story.stakeMinor = renewal.amount.value.map(minor)
        let day = ahead(renewal.noticeBy) && renewal.category != .lost ? renewal.noticeBy : renewal.renewsOn
        story.urgencyDays = max(0, day - sight.asOf.today)
        guard ahead(day), day - sight.asOf.today <= Self.farAway else { return }
        let what = day == renewal.renewsOn ? verb(renewal) : "notice by"
        story.when = "\(what) \(dated(day))"
    }

    /// Days from which on a date is no news.
    private static let farAway = 120

    private func ahead(_ day: Day) -> Bool { day >= sight.asOf.today }

    private func verb(_ renewal: RenewalForecast) -> String {
        switch renewal.category {
        case .lost: "ends"
        case .closed, .commit, .bestCase, .atRisk: renewal.autoRenews ? "auto-renews" : "renews"
        }
    }

    private func minor(metric name: String, _ slot: Int) -> Int64? {
        sight.metrics.index(of: name).flatMap { sight.metrics.value($0, of: slot).value }.map(minor)
    }

    private func minor(_ major: Double) -> Int64 { Int64((major * Double(context.reporting.scale)).rounded()) }

    /// `12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)`
    func stakes(for row: SubjectRow) -> String {
        switch row.object {
        case .contract(let renewal): stakes(renewal)
        case .group: ""
        case .invoice, nil: sight.forecasts?.next(of: row.slot).map(stakes) ?? ""
        }
    }

    private func stakes(_ renewal: RenewalForecast) -> String {
        let money = renewal.amount.value.map { printer.money($0) + " " } ?? ""
        let when = "\(money)\(verb(renewal)) \(dated(renewal.renewsOn))"
        return "\(when)\(notice(renewal)) · \(chances(renewal))"
    }

    /// Where the title has the last day for giving notice, what stands below it only says how long that is.
    func sayOnce(in story: inout Story, for row: SubjectRow) {
        let renewal: RenewalForecast? =
            switch row.object {
            case .contract(let renewal): renewal
            case .group: nil
            case .invoice, nil: sight.forecasts?.next(of: row.slot)
            }
        guard let renewal, ahead(renewal.noticeBy), story.title.contains("by \(printer.text(renewal.noticeBy))")
        else { return }
        let said = "notice by \(dated(renewal.noticeBy))"
        let days = renewal.noticeBy - sight.asOf.today
        let left = days == 0 ? "notice ends today" : "\(printer.days(Double(days))) left for notice"
        story.stakes = story.stakes.replacing(said, with: left)
        story.when = story.when.replacing(said, with: left)
    }

    private func notice(_ renewal: RenewalForecast) -> String {
        guard renewal.noticeBy < renewal.renewsOn, renewal.category != .lost else { return "" }
        return "; notice \(ahead(renewal.noticeBy) ? "by" : "was due") \(dated(renewal.noticeBy))"
    }

    /// `1 Jan (39 days)`, `20 Nov (yesterday)`
    private func dated(_ day: Day) -> String {
        let days = day - sight.asOf.today
        let away: String =
            switch days {
            case 0: "today"
            case 1: "tomorrow"
            case -1: "yesterday"
            case ..<0: "\(-days) days ago"
            default: "\(days) days"
            }
        return "\(printer.text(day)) (\(away))"
    }

    private func chances(_ renewal: RenewalForecast) -> String {
        switch renewal.category {
        case .closed: return "signed"
        case .lost: return "notice given"
        case .commit, .bestCase, .atRisk:
            let likely = printer.text(.double(renewal.probability), unit: .ratio)
            guard renewal.likeIt > 0 else { return "\(likely) likely (assumed; no history yet)" }
            return "\(likely) (\(renewal.likeItRenewed) of \(renewal.likeIt) like it renewed)"
        }
    }
}
