/// The valid answers to one kind of survey in a window; what lies off its scale is counted apart.
///
/// Accounts are pooled by adding their samples: answers are, never averages of them (METRICS 1.6).
struct SurveySample: Sendable {
    struct Answer: Sendable {
        let value, low, high: Double

        /// 0 for the worst answer, 1 for the best.
        var share: Double { (value - low) / (high - low) }

        /// One of the two best answers; of a scale with fewer than five, the best (top-2-box).
        var isContent: Bool { value >= (high - low >= 4 ? high - 1 : high) }
    }

    static let leastAnswers = 5

    var answers: [Answer] = []
    var rejected = 0

    var count: Int { answers.count }

    /// Takes an answer of a window that is known by now.
    mutating func add(_ answer: ResponseMark) {
        guard answer.isValid else {
            rejected += 1
            return
        }
        answers.append(Answer(value: answer.value, low: answer.low, high: answer.high))
    }

    /// Empty again, with room for as many as before.
    mutating func clear() {
        answers.removeAll(keepingCapacity: true)
        rejected = 0
    }

    static func + (left: SurveySample, right: SurveySample) -> SurveySample {
        SurveySample(answers: left.answers + right.answers, rejected: left.rejected + right.rejected)
    }

    /// A number made from enough answers: none leaves nothing to divide by, a few are too few.
    func measured(_ measure: ([Answer]) -> Measured) -> Measured {
        guard count > 0 else { return .absent(.emptyDenominator) }
        return count < Self.leastAnswers ? .absent(.insufficientSample) : measure(answers)
    }

    /// The scale of all answers, where it is one.
    private var scale: (low: Double, high: Double)? {
        guard let first = answers.first, answers.allSatisfy({ $0.low == first.low && $0.high == first.high }) else {
            return nil
        }
        return (first.low, first.high)
    }

    /// Whole numbers come to the same in any order; others are added from the least on.
    private var sum: Double {
        guard answers.allSatisfy({ $0.value == $0.value.rounded() && abs($0.value) < 1e9 }) else {
            return answers.map(\.value).sorted().reduce(0, +)
        }
        return answers.reduce(0) { $0 + $1.value }
    }

    var shareContent: Measured { measured { .known(Double($0.count { $0.isContent }) / Double($0.count)) } }

    /// Of the best possible; where scales differ, each answer of its own.
    var shareOfMaximum: Measured {
        measured { answers in
            if let scale { return .known(sum / (Double(answers.count) * scale.high)) }
            return .known(answers.map { $0.value / $0.high }.sorted().reduce(0, +) / Double(answers.count))
        }
    }

    /// Of the way from the worst to the best possible.
    var rescaled: Measured {
        measured { answers in
            if let scale {
                return .known((sum / Double(answers.count) - scale.low) / (scale.high - scale.low))
            }
            return .known(answers.map(\.share).sorted().reduce(0, +) / Double(answers.count))
        }
    }

    /// The plain mean, which means nothing across scales.
    var mean: Measured {
        measured { scale == nil ? .absent(.notApplicable) : .known(sum / Double($0.count)) }
    }
}

extension AccountView {
    /// The answers of a kind that were given in a window and are known by now.
    func survey(_ kind: SurveyKind, from start: Moment, to end: Moment, at asOf: AsOf) -> SurveySample {
        var sample = SurveySample()
        for answer in responseMarks
        where answer.kind == kind.mark && answer.at >= start && answer.at < end && answer.isKnown(at: asOf) {
            sample.add(answer)
        }
        return sample
    }
}

enum SurveyKind: String, Sendable {
    case csat, ces

    /// `nil` for what is not on the scale. A low answer that is the good one is turned round.
    func answer(of response: SurveyResponse) -> SurveySample.Answer? {
        let low = response.scaleMin ?? 1
        let high = response.scaleMax ?? (self == .csat ? 5 : 7)
        guard let value = response.value, low < high, value >= low, value <= high else { return nil }
        return SurveySample.Answer(value: response.isInverted ? low + high - value : value, low: low, high: high)
    }
}

extension MeasuringContext {
    /// A number made from the answers of the last 90 whole days.
    func measured(_ kind: SurveyKind, of account: AccountView, _ measure: (SurveyFigures) -> Measured) -> Measured {
        guard delivers(.surveyResponse) else { return .absent(.noData) }
        let surveys = surveys(of: account)
        return measure(kind == .csat ? surveys.csat : surveys.ces)
    }
}
