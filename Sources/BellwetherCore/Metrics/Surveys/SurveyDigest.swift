/// What the metrics of an account's answers to surveys need, from few walks over them.
struct SurveyDigest: Sendable {
    let latestNPS: Measured
    /// Of the last 90 whole days, like the others.
    let promoters: PromoterSample
    let csat, ces: SurveyFigures

    init(of answers: ArraySlice<ResponseMark>, in context: MeasuringContext, using room: inout SurveyRoom) {
        let asOf = context.asOf
        let windows = context.windows
        (latestNPS, promoters) = answers.withUnsafeBufferPointer { answers in
            (
                Self.latestNPS(answers, from: windows.nps, at: asOf, using: &room.latest),
                PromoterSample(answers, from: windows.last90, to: windows.today, at: asOf, using: &room.latest)
            )
        }
        room.csat.clear()
        room.ces.clear()
        for answer in answers where answer.at >= windows.last90 && answer.at < windows.today {
            guard answer.isKnown(at: asOf) else { continue }
            switch answer.kind {
            case .csat: room.csat.add(answer)
            case .ces: room.ces.add(answer)
            case .nps, .other: break
            }
        }
        csat = SurveyFigures(room.csat)
        ces = SurveyFigures(room.ces)
    }

    private static func latestNPS(
        _ answers: UnsafeBufferPointer<ResponseMark>, from start: Moment, at asOf: AsOf,
        using latest: inout LatestAnswers
    ) -> Measured {
        guard answers.contains(where: { $0.kind == .nps && $0.isValid && $0.isKnown(at: asOf) }) else {
            return .absent(.noData)
        }
        var (count, sum) = (0, 0.0)
        latest.forEach(of: answers, where: { $0.at >= start && $0.isKnown(at: asOf) }) { value in
            count += 1
            sum += value
        }
        return count == 0 ? .absent(.stale) : .known(10 * sum / Double(count))
    }
}

/// The numbers that are made from a sample of answers.
struct SurveyFigures: Sendable {
    let count: Int
    let shareContent, shareOfMaximum, rescaled, mean: Measured

    init(_ sample: SurveySample) {
        count = sample.count
        shareContent = sample.shareContent
        shareOfMaximum = sample.shareOfMaximum
        rescaled = sample.rescaled
        mean = sample.mean
    }
}

/// Room that is used anew for each account.
struct SurveyRoom: Sendable {
    var latest = LatestAnswers()
    var csat = SurveySample()
    var ces = SurveySample()
}

extension MeasuringContext {
    func surveys(of account: AccountView) -> SurveyDigest {
        if let digests = account.digests, !digests.surveys.isEmpty { return digests.surveys[account.place] }
        var room = SurveyRoom()
        return SurveyDigest(of: account.responseMarks, in: self, using: &room)
    }
}
