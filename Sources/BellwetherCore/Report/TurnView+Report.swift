import CEL
import Columns

extension TurnView {
    package var reportPeriod: Period { AccountGroup.usualPeriod(at: asOf) }

    /// For a report, once it was told what was known when each month began.
    package var monthlyMovements: MonthlyMovements { MonthlyMovements(of: turn.accounts, in: reportContext) }

    private var reportContext: MeasuringContext {
        MeasuringContext(
            of: turn.accounts, at: asOf, reporting: policy.reporting,
            configuredRates: policy.rules.context.configuredRates, billing: policy.rules.context.billing,
            maxAgeDays: policy.healthModels.maxAgeDays)
    }

    /// The whole report, with accounts put together by one scope.
    ///
    /// - Parameter then: the accounts as they were known when the period began: they are put together as they were then
    ///   (METRICS M40), so that whoever takes over an account does not take over what was lost before.
    /// - Parameter months: those of `monthlyMovements` that somebody told what was known then; without them all months
    ///   are as they are known now.
    package func report(
        by scope: GroupScope, knownThen then: Accounts? = nil, months: MonthlyMovements? = nil
    ) -> Report {
        let context = reportContext
        let period = reportPeriod
        let groups = AccountGroup.all(
            of: turn.accounts, by: [.portfolio, scope], over: period, in: context, knownThen: then)
        let bands = bandsInUse
        let (months, missing) = reported(months ?? monthlyMovements, in: context)
        let portfolio = groups[0].first
        return Report(
            version: 1, asOf: asOf.now, day: "\(asOf.today)", time: timeOfDay, timezone: asOf.zone.name,
            currency: policy.reporting.code, scope: scope.rawValue, periodStart: "\(period.start)",
            periodEnd: "\(period.end)", accounts: customers.count, bands: bands.map(reported),
            withoutMRR: withoutMRR(portfolio, in: context),
            trend: trend(of: bands),
            metrics: portfolio.map { group in
                GroupMetric.all.map {
                    Report.Metric(name: $0.name, help: $0.help, figure: figure($0.measured(for: group), $0.unit))
                }
            } ?? [], groupMetrics: GroupMetric.ofReports.map(\.name),
            groups: groups[1].map { reported($0, bands) }, months: months, monthsMissing: missing,
            cohortMonths: RetentionCurve.months, cohorts: RetentionCurve.all(of: turn.accounts, in: context),
            crossTabs: crossTabs(groups[1], by: scope), churnReasons: churnReasons(portfolio),
            renewals: renewals, lowValues: lowValues(in: context), advocates: advocates, debtors: debtors(in: context),
            billing: policy.rules.context.billing.words,
            missing: missingLists(in: context),
            knowledge: ReportKnowledge(of: turn.accounts, knownThen: then, at: period.start, by: scope).words
                + (portfolio?.renewals.words ?? [])
                + (months.contains { $0.correction != 0 } ? [MonthlyMovements.words] : []))
    }

    /// `14:05`; nothing at the beginning of a day.
    private var timeOfDay: String? {
        guard asOf.now > asOf.zone.start(of: asOf.today) else { return nil }
        let minute = asOf.zone.secondOfDay(at: asOf.now) / 60
        return "\(DecimalText.padded(minute / 60)):\(DecimalText.padded(minute % 60))"
    }

    /// Why a list may be empty though nobody knows whether it is: what it is made from is not there, or out of date.
    private func missingLists(in context: MeasuringContext) -> [String: String] {
        let parts: [(String, [FactKind])] = [
            ("advocates", [.surveyResponse, .invoice, .ticket]), ("churnReasons", [.subscription]),
            ("crossTabs", [.surveyResponse]), ("debtors", [.invoice]), ("lowValues", [.subscription, .cost]),
        ]
        return parts.reduce(into: [:]) { missing, part in
            let kinds = part.1
            if !kinds.allSatisfy(context.delivers) {
                missing[part.0] = AbsenceReason.noData.words
            } else if let reason = context.whyUnusable(kinds) {
                missing[part.0] = reason.words
            }
        }
    }

    func figure(_ value: Measured, _ unit: Metric.Unit) -> Report.Figure {
        switch value {
        case .known(let number):
            // Money is exact to a ten-thousandth of a cent, and a table of it no longer than that.
            let number = unit == .money ? (number * 1e6).rounded() / 1e6 : number
            // Beside each other, as tables have them, 1.6 % and 2.4 % are not the same.
            var printer = printer
            printer.comparing = true
            return Report.Figure(
                value: number, reason: nil, text: printer.text(.double(number), unit: Unit(named: unit.rawValue)))
        case .absent(let reason): return Report.Figure(value: nil, reason: reason.key, text: reason.words)
        }
    }
}

// MARK: Health

extension TurnView {
    /// Every band that a model of the main score gives now, the worst first, with `unknown` at the end.
    var bandsInUse: [HealthBand] {
        let codes = Set(customers.compactMap { turn.health.band.measured($0).value.map { Int($0) } })
        let bands = policy.healthModels.bandsInUse(among: codes).reduce(into: [HealthBand]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return bands + [.unknown]
    }

    private func reported(_ band: HealthBand) -> Report.Band {
        let slots = customers.filter { turn.health.band(of: $0) == band }
        let amounts = slots.map(mrr)
        let reason = amounts.compactMap(\.reason).min { $0.rawValue < $1.rawValue }
        let mrr = reason.map(Measured.absent) ?? .known(OrderlessSum(amounts.compactMap(\.value)).value)
        return Report.Band(
            key: band.key, label: band.label, colour: band.colour, accounts: slots.count,
            share: customers.isEmpty ? 0 : Double(slots.count) / Double(customers.count), mrr: figure(mrr, .money))
    }

    fileprivate static let weeks = 26

    /// A day a week over as much of the last half year as is known, and today. Of other models nothing can be compared.
    private func trend(of bands: [HealthBand]) -> [Report.TrendDay] {
        let past = (1...Self.weeks).reversed().compactMap { week -> Report.TrendDay? in
            let end = asOf.zone.start(of: asOf.today - (week * 7 - 1))
            guard let band = history.snapshot("health.band", at: end),
                asOf.zone.day(of: band.at) >= asOf.today - week * 7 - 2,
                let model = history.snapshot("health.model", at: band.at)
            else { return nil }
            let score = history.snapshot("health.score", at: band.at).flatMap { $0.at == band.at ? $0.column : nil }
            return trendDay(asOf.zone.day(of: band.at), bands, band.column, model.column, score)
        }
        let today = trendDay(asOf.today, bands, turn.health.band, turn.health.model, turn.health.score)
        return past + [today].compactMap(\.self)
    }

    private func trendDay(
        _ day: Day, _ bands: [HealthBand], _ codes: Numbers, _ models: Numbers, _ scores: Numbers?
    ) -> Report.TrendDay? {
        var counts = Array(repeating: 0, count: bands.count)
        var sum = 0
        var scored = 0
        for slot in 0..<codes.count {
            guard let model = models.measured(slot).value, policy.healthModels.index(ofCode: model) != nil,
                let code = codes.measured(slot).value.map({ Int($0) }), turn.health.bands.indices.contains(code),
                let place = bands.firstIndex(of: turn.health.bands[code])
            else { continue }
            counts[place] += 1
            if let score = scores?.measured(slot).value {
                sum += Int((score * 10).rounded())
                scored += 1
            }
        }
        guard counts.contains(where: { $0 > 0 }) else { return nil }
        return Report.TrendDay(
            day: "\(day)", accounts: counts, meanScore: scored == 0 ? nil : Double(sum) / Double(scored) / 10)
    }
}

// MARK: Groups

extension GroupMetric {
    /// What stands in a row of a group; the portfolio shows all of them.
    static let ofReports: [GroupMetric] = [
        .groupMRR, .arpa, .logoChurn, .netRetention, .grossRetention, .groupNPS, .groupCSAT,
    ]
}

extension TurnView {
    /// As people call it: an owner and an account by name.
    private func name(of group: AccountGroup) -> String {
        guard let key = group.key else { return group.name }
        switch group.scope {
        case .owner: return ownerName(key)
        case .account, .parent: return turn.accounts.slots[key].flatMap { turn.accounts[$0].profile?.name } ?? key
        case .portfolio, .tier, .segment, .region, .product, .plan, .lifecycleStage, .currency: return group.name
        }
    }

    private func reported(_ group: AccountGroup, _ bands: [HealthBand]) -> Report.Group {
        let known = Set(customers)
        let slots = group.accounts.map(\.slot).filter(known.contains)
        let scores = slots.compactMap { turn.health.score.measured($0).value }.map { Int(($0 * 10).rounded()) }
        let mean: Measured =
            scores.isEmpty
            ? .absent(.emptyDenominator) : .known(Double(scores.reduce(0, +)) / Double(scores.count) / 10)
        return Report.Group(
            id: group.key, name: name(of: group),
            accounts: slots.count, meanScore: figure(mean, .score),
            bands: bands.map { band in slots.count { turn.health.band(of: $0) == band } },
            figures: GroupMetric.ofReports.map { figure($0.measured(for: group), $0.unit) })
    }

    private func reported(
        _ movements: MonthlyMovements, in context: MeasuringContext
    ) -> ([Report.Month], missing: String?) {
        var months: [Report.Month] = []
        for (period, movements) in movements.closed().months {
            switch movements {
            case .failure(let reason): return ([], reason.words)
            case .success(let sum):
                func major(_ amount: Int64) -> Double { context.major(tenThousandths: amount) }
                months.append(
                    Report.Month(
                        month: String("\(period.start)".prefix(7)), open: major(sum.open), new: major(sum.new),
                        expansion: major(sum.expansion), reactivation: major(sum.reactivation),
                        contraction: major(sum.contraction), churn: major(sum.churn), fx: major(sum.fxAdjustment),
                        correction: major(sum.correction), close: major(sum.close)))
            }
        }
        let isEmpty = months.allSatisfy { $0.open == 0 && $0.close == 0 && $0.new == 0 }
        return isEmpty ? ([], AbsenceReason.noData.words) : (months, nil)
    }

    /// Surveys that gave any answer in the period, against the field that the groups go by.
    private func crossTabs(_ groups: [AccountGroup], by scope: GroupScope) -> [Report.CrossTab] {
        let kinds = Set(groups.flatMap(\.accounts).flatMap { $0.responses.compactMap(\.survey) })
        return kinds.sorted().flatMap { SurveyCrossTab.tables(of: groups, kind: $0) }.map { table in
            Report.CrossTab(
                survey: table.form.kind, question: table.form.question, form: table.form.name, scale: table.form.words,
                attribute: scope.rawValue,
                answers: table.answers, rejected: table.rejected,
                rows: zip(groups, table.rows).map { group, row in
                    Report.CrossTab.Row(
                        id: group.key, name: name(of: group),
                        answers: row.count,
                        counts: row.shares.map { share in
                            if case .shown(let count, of: _) = share { count } else { nil }
                        })
                })
        }
    }

    private func churnReasons(_ portfolio: AccountGroup?) -> [Report.ChurnReason] {
        (portfolio?.churnReasons.rows ?? []).map {
            Report.ChurnReason(reason: $0.reason ?? "not said", accounts: $0.accounts, mrr: figure($0.mrr, .money))
        }
    }
}

extension Report {
    /// What a report reads of history, whatever rules look back at.
    package static let lookBacks = ["health.band", "health.score", LookBack.modelPath].map {
        LookBack($0, days: TurnView.weeks * 7 + 2)
    }
}
