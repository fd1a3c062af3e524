extension Metric {
    /// Minutes of support's hours from a ticket's opening to its last solution, on average, of those solved in the last 90
    /// whole days (M29).
    ///
    /// The hours are those of `support_hours`, but for the holidays of the account's region. What was opened and solved
    /// outside of them took no time.
    package static let businessResolutionMean = Metric(
        "tickets.art_business_mean", .workingMinutes, .lowerIsBetter, from: [.ticket], example: 60,
        "The same mean time counted in support's hours only (`support_hours`)."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return account.businessTimes(from: context.windows.last90, to: context.windows.today, in: context).mean
    }

    /// The middle one (M29).
    package static let businessResolutionMedian = Metric(
        "tickets.art_business_median", .workingMinutes, .lowerIsBetter, from: [.ticket], example: 45,
        "The same median time counted in support's hours only (`support_hours`)."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return account.businessTimes(from: context.windows.last90, to: context.windows.today, in: context).median
    }
}

extension GroupMetric {
    package static let groupBusinessARTMean = GroupMetric(
        "group.art_business_mean", .workingMinutes, .lowerIsBetter, from: [.ticket], example: 60,
        "Mean time from opening to solution in support's hours, of the tickets solved in the period."
    ) { $0.businessTimes.mean }

    package static let groupBusinessARTMedian = GroupMetric(
        "group.art_business_median", .workingMinutes, .lowerIsBetter, from: [.ticket], example: 45,
        "Median time from opening to solution in support's hours, of the tickets solved in the period."
    ) { $0.businessTimes.median }
}

extension AccountView {
    /// The times alone of tickets solved in a window.
    func businessTimes(from start: Moment, to end: Moment, in context: MeasuringContext) -> ResolutionSample {
        var sample = ResolutionSample()
        let (asOf, hours, region) = (context.asOf, context.billing.supportHours, profile?.region)
        for ticket in ticketMarks where ticket.isKnown(at: asOf) {
            guard let solved = ticket.solution(at: asOf), solved >= start, solved < end else { continue }
            sample.durations.append(hours.seconds(from: ticket.created, to: solved, in: asOf.zone, region: region))
        }
        return sample
    }
}

extension AccountGroup {
    fileprivate var businessTimes: ResolutionSample {
        let (start, end) = instants
        return accounts.reduce(ResolutionSample()) { $0 + $1.businessTimes(from: start, to: end, in: context) }
    }
}
