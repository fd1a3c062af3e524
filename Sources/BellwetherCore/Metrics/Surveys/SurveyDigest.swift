/// What the metrics of an account's answers to surveys need, from few walks over them.
struct SurveyDigest: Sendable {
    let latestNPS: Measured
    /// Of the last 90 whole days, like the others.
    let promoters: PromoterSample
    let csat, ces: SurveyFigures

    init(of answers: ArraySlice<ResponseMark>, in context: MeasuringContext, using room: inout SurveyRoom) {
        let (asOf, windows) = (context.asOf, context.windows)
        room.clear()
        answers.withUnsafeBufferPointer { answers in
            for place in answers.indices where answers[place].isKnown(at: asOf) {
                let at = answers[place].at
                room.add(answers[place], isRecent: at >= windows.last90 && at < windows.today)
            }
        }
        (latestNPS, promoters) = room.nps.withUnsafeBufferPointer { answers in
            guard !answers.isEmpty else { return (.absent(.noData), PromoterSample()) }
            return (
                Self.latestNPS(answers, from: windows.nps, at: asOf, using: &room.latest),
                PromoterSample(answers, from: windows.last90, to: windows.today, at: asOf, using: &room.latest)
            )
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

/// An account's answers by what they answer, in room that is used anew for each account.
struct SurveyRoom: Sendable {
    var latest = LatestAnswers()
    private(set) var nps: ContiguousArray<ResponseMark> = []
    private(set) var csat = SurveySample()
    private(set) var ces = SurveySample()

    mutating func clear() {
        nps.removeAll(keepingCapacity: true)
        csat.clear()
        ces.clear()
    }

    /// - Parameter isRecent: whether it was given in the last 90 whole days; others count for NPS alone.
    mutating func add(_ answer: ResponseMark, isRecent: Bool) {
        switch answer.kind {
        case .nps: nps.append(answer)
        case .csat: if isRecent { csat.add(answer) }
        case .ces: if isRecent { ces.add(answer) }
        case .other: break
        }
    }
}

extension MeasuringContext {
    func surveys(of account: AccountView) -> SurveyDigest {
        if let digests = account.digests, !digests.surveys.isEmpty { return digests.surveys[account.place] }
        var room = SurveyRoom()
        return SurveyDigest(of: account.responseMarks, in: self, using: &room)
    }
}
