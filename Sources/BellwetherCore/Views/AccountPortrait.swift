/// Everything that is known of one account, on one page.
package struct AccountPortrait: Sendable {
    package struct InvoiceLine: Sendable {
        package let number: String
        package let issued, due: Day?
        package let total, open: Money
        package let daysPastDue: Int
        package let isLate: Bool
        /// Some of what was paid on it has no exchange rate: it may be paid.
        package let isInDoubt: Bool
        package let isDisputed: Bool
        package let cleared: Day?
    }

    package struct TicketLine: Sendable {
        package let opened: Moment?
        package let topic, priority: String
        package let isUrgent: Bool
        package let isOpen: Bool
        package let solved: Moment?
    }

    /// A comment on a survey.
    package struct FeedbackLine: Sendable {
        package let at: Moment?
        package let survey: String
        /// `4 of 10`, or nothing.
        package let answer: String
        /// `keep`, `start`, `stop` or `other`.
        package let kind: String?
        package let comment: String
    }

    package struct MetricLine: Sendable {
        package let metric: Metric
        package let value: Measured
    }

    package let slot: Int
    package let explanation: AccountExplanation
    package let band: HealthBand
    package let profile: Profile
    /// Where it stands in its life, in words: `customer since 1 Mar 2024`, `left on 30 Sep: price`.
    package let standing: [String]
    package let mrr: Measured
    /// Its terms ahead, the next first.
    package let forecasts: [RenewalForecast]
    package let alerts: [Alert]
    /// The newest first, at most as many as a page shows; what is open comes first.
    package let invoices: [InvoiceLine]
    package let invoiceCount: Int
    package let tickets: [TicketLine]
    package let ticketCount: Int
    /// The newest first.
    package let feedback: [FeedbackLine]
    package let metrics: [MetricLine]
}

extension TurnDisplay {
    /// `nil` where nobody has this id.
    package func portrait(of account: String) -> AccountPortrait? { view.portrait(of: account, alerts) }
}

extension TurnView {
    /// How many invoices and tickets one page shows.
    private static let shown = 12

    fileprivate func portrait(of account: String, _ alerts: AlertBoard) -> AccountPortrait? {
        guard let slot = turn.accounts.slots[account], let profile = turn.accounts[slot].profile else { return nil }
        let view = turn.accounts[slot]
        let invoices = invoiceLines(of: view)
        let tickets = ticketLines(of: view)
        return AccountPortrait(
            slot: slot, explanation: turn.explanation(of: slot, given: history, under: policy),
            band: turn.health.band(of: slot), profile: profile, standing: standing(of: view),
            mrr: mrr(of: slot),
            forecasts: turn.forecasts.all.filter { $0.slot == slot },
            alerts: alerts.alerts(ofSlot: slot),
            invoices: Array(invoices.prefix(Self.shown)),
            invoiceCount: invoices.count, tickets: Array(tickets.prefix(Self.shown)), ticketCount: tickets.count,
            feedback: Array(feedbackLines(of: view).prefix(Self.shown)),
            metrics: zip(turn.metrics.catalogue, turn.metrics.columns).map {
                .init(metric: $0, value: $1.measured(slot))
            })
    }

    private func invoiceLines(of account: AccountView) -> [AccountPortrait.InvoiceLine] {
        let context = policy.rules.context
        let measuring = MeasuringContext(
            of: turn.accounts, at: asOf, reporting: context.reporting, configuredRates: context.configuredRates,
            billing: context.billing, maxAgeDays: context.healthModels.maxAgeDays)
        let standings = account.invoiceStandings(in: measuring).sorted { left, right in
            let isOpen = (left.mayBeOpen, right.mayBeOpen)
            if isOpen.0 != isOpen.1 { return isOpen.0 }
            return (right.due?.number ?? .min, left.invoice.identity.key)
                < (left.due?.number ?? .min, right.invoice.identity.key)
        }
        return standings.map { standing in
            .init(
                number: standing.invoice.number ?? standing.invoice.identity.key, issued: standing.invoice.issued,
                due: standing.due, total: Money(minor: standing.totalMinor, currency: standing.currency),
                open: Money(minor: standing.openMinor, currency: standing.currency),
                daysPastDue: standing.daysPastDue, isLate: standing.isLate, isInDoubt: standing.isInDoubt,
                isDisputed: standing.invoice.isDisputed, cleared: standing.cleared)
        }
    }

    private func feedbackLines(of account: AccountView) -> [AccountPortrait.FeedbackLine] {
        account.responses.filter { response in
            (response.comment?.isEmpty == false || response.feedbackKind != nil)
                && (response.at.map { asOf.knows($0, response.knowledge) } ?? true)
        }.sorted { ($1.at?.seconds ?? .min, $0.identity.key) < ($0.at?.seconds ?? .min, $1.identity.key) }
            .map { response in
                let most = response.scaleMax.map { " of \(DecimalText.short($0))" } ?? ""
                return .init(
                    at: response.at, survey: response.survey ?? "",
                    answer: response.value.map { DecimalText.short($0) + most } ?? "", kind: response.feedbackKind,
                    comment: Inert.line(response.comment ?? "", atMost: 1_000))
            }
    }

    private func ticketLines(of account: AccountView) -> [AccountPortrait.TicketLine] {
        account.tickets.filter { $0.isKnown(at: asOf) }.map { ticket in
            .init(
                opened: ticket.created, topic: ticket.topic ?? "", priority: ticket.priority ?? "",
                isUrgent: ticket.isUrgent, isOpen: ticket.isOpen(at: asOf), solved: ticket.solved)
        }.sorted { left, right in
            if left.isOpen != right.isOpen { return left.isOpen }
            return (left.opened?.seconds ?? .min) > (right.opened?.seconds ?? .min)
        }
    }
}
