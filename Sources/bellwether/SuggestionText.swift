import BellwetherCore

/// Suggested weights as a person reads them, and the lines to paste.
struct SuggestionText {
    private let suggestion: WeightSuggestion
    private let horizonDays: Int

    init(_ suggestion: WeightSuggestion, horizonDays: Int) {
        self.suggestion = suggestion
        self.horizonDays = horizonDays
    }

    var text: String { [verdict, numbers, weighings, learnt].joined(separator: "\n\n") + paste }

    private var verdict: String {
        switch suggestion.verdict {
        case .better:
            "Model '\(suggestion.model)' would have told better who was lost with other weights; they are below."
        case .withinNoise:
            "Keep your weights: those of model '\(suggestion.model)' tell as well who is lost as the best that was found; the "
                + "gain is within noise."
        case .worse:
            "Keep your weights: what earlier months suggest for model '\(suggestion.model)' told worse in later ones."
        }
    }

    private var numbers: String {
        let (now, then) = (suggestion.present, suggestion.suggested)
        return table(
            ["on later months", "your weights", "suggested", "gain", "95 of 100 times"],
            [
                [
                    "pairs told rightly, of 100", hundredths(now.auc), hundredths(then.auc),
                    signed(suggestion.aucGain.value * 100), range(suggestion.aucGain.interval, times: 100),
                ],
                [
                    "log loss (less is better)", thousandths(now.logLoss), thousandths(then.logLoss),
                    signed(suggestion.lossGain.value, places: 1000),
                    range(suggestion.lossGain.interval, times: 1, places: 1000),
                ],
            ])
    }

    private var weighings: String {
        "Weights, and of how many scores of the earlier months they were learnt\n\n"
            + table(
                ["measure", "yours", "suggested", "lost", "stayed"],
                suggestion.weighings.map {
                    [$0.measure, written($0.present), written($0.suggested), "\($0.lost)", "\($0.kept)"]
                })
            + (suggestion.wrongWay.isEmpty
                ? ""
                : "\n  \(suggestion.wrongWay.map { "'\($0)'" }.joined(separator: ", ")): those that were lost stood no worse "
                    + "by it, beside the other measures; it would count for nothing.")
    }

    private var learnt: String {
        func said(_ part: WeightSuggestion.Part) -> String {
            let months = part.first == part.last ? "\(part.first)" : "\(part.first) to \(part.last)"
            return "\(months) (\(counted(part.lost, "lost account")) in \(Wording.grouped(Int64(part.rows))) scores)"
        }
        return
            "Learnt from the ends of months \(said(suggestion.earlier)),\njudged on \(said(suggestion.later)), whose "
            + "\(horizonDays) days no earlier one reaches into.\nLots for the ranges were drawn with seed \(Backtest.seed)."
    }

    /// Only where they are worth it: whoever sees lines to paste pastes them.
    private var paste: String {
        guard suggestion.verdict == .better else { return "" }
        let lines = suggestion.weighings.map { weighing in
            "  \(weighing.measure): { …, weight: \(written(weighing.suggested)) }"
                + (weighing.speaksWrongWay ? "   # shown without counting; or take it out" : "")
        }
        return
            "\n\nIn the model's `measures`, in place of the weights that stand there (try it with `bellwether diff` first):\n\n"
            + lines.joined(separator: "\n")
    }

    static func words(_ refusal: WeightSuggestion.Refusal, model: String) -> String {
        switch refusal {
        case .tooFew(let lost):
            "Too few to judge: \(counted(lost, "account")) under model '\(model)' \(lost == 1 ? "was" : "were") lost, and with "
                + "fewer than \(Backtest.leastLost) nothing can be learnt. Keep your weights."
        case .tooFewApart(let lost):
            "Too few to judge: \(counted(lost, "account")) under model '\(model)' were lost, but not enough of them both "
                + "before and after any month to learn from some and judge by the others. Keep your weights."
        case .noMean:
            "Model '\(model)' is not one weighted mean of its measures (it has groups, stages, marks, or takes the lowest or "
                + "highest); weights are suggested only for such a mean."
        }
    }

    private func written(_ weight: Double) -> String {
        WeightSuggestion.text(weight, ofSum: suggestion.weighings.reduce(0) { $0 + $1.present })
    }

    private func hundredths(_ share: Double) -> String { "\((share * 1000).rounded() / 10)" }
    private func thousandths(_ value: Double) -> String { "\((value * 10000).rounded() / 10000)" }

    private func signed(_ value: Double, places: Double = 10) -> String {
        let rounded = (value * places * 10).rounded() / (places * 10)
        return (rounded > 0 ? "+" : "") + "\(places == 10 ? (value * 10).rounded() / 10 : rounded)"
    }

    private func range(_ interval: Interval, times: Double, places: Double = 10) -> String {
        "\(signed(interval.low * times, places: places)) to \(signed(interval.high * times, places: places))"
    }
}

/// The same as other programs read it.
struct SuggestionReport: Codable {
    struct Weighing: Codable {
        let measure: String
        let present, suggested: Double
        let lost, kept: Int
    }

    struct Part: Codable {
        let first, last: String
        let rows, lost: Int
    }

    struct Gain: Codable {
        let value, low, high: Double
    }

    let version: Int
    let model: String
    /// better, withinNoise, worse; refused where there is no suggestion, and why.
    let verdict: String
    let because: String?
    let weights: [Weighing]
    let earlier, later: Part?
    let aucPresent, aucSuggested, logLossPresent, logLossSuggested: Double?
    let aucGain, logLossGain: Gain?
    let seed: UInt64

    init(_ suggestion: WeightSuggestion) {
        version = 1
        model = suggestion.model
        verdict = suggestion.verdict.rawValue
        because = nil
        weights = suggestion.weighings.map {
            Weighing(
                measure: $0.measure, present: $0.present, suggested: $0.suggested, lost: $0.lost, kept: $0.kept)
        }
        func part(_ part: WeightSuggestion.Part) -> Part {
            Part(first: "\(part.first)", last: "\(part.last)", rows: part.rows, lost: part.lost)
        }
        func gain(_ gain: WeightSuggestion.Gain) -> Gain {
            Gain(value: gain.value, low: gain.interval.low, high: gain.interval.high)
        }
        (earlier, later) = (part(suggestion.earlier), part(suggestion.later))
        (aucPresent, aucSuggested) = (suggestion.present.auc, suggestion.suggested.auc)
        (logLossPresent, logLossSuggested) = (suggestion.present.logLoss, suggestion.suggested.logLoss)
        (aucGain, logLossGain) = (gain(suggestion.aucGain), gain(suggestion.lossGain))
        seed = Backtest.seed
    }

    init(_ refusal: WeightSuggestion.Refusal, _ words: String, model: String) {
        version = 1
        self.model = model
        verdict = "refused"
        because = words
        weights = []
        (earlier, later, aucGain, logLossGain) = (nil, nil, nil, nil)
        (aucPresent, aucSuggested, logLossPresent, logLossSuggested) = (nil, nil, nil, nil)
        seed = Backtest.seed
    }
}
