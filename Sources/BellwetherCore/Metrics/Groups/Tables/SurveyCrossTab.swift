/// How often each answer to one form was given, by a field of the account: "12 of 30 in segment X chose C" (M39).
///
/// A 2 of 5 and a 2 of 7 say different things, and so does a 2 where low is good: answers to different forms are never
/// added up (M09, M10). Of an NPS it is said who promotes, who is passive and who detracts, and not who gave a 7.
package struct SurveyCrossTab: Sendable {
    package enum Share: Sendable, Hashable {
        case shown(count: Int, of: Int)
        /// Fewer than five: it would tell who said it.
        case hidden
    }

    package struct Row: Sendable {
        package let key: String?
        package let count: Int
        /// In the order of `answers`.
        package let shares: [Share]
    }

    package static let leastShown = 5

    package let form: SurveyForm
    package let answers: [String]
    package let rows: [Row]
    /// Answers of the period that are not on the form's scale; they are in no row.
    package let rejected: Int

    /// A table for each form in which the survey was answered in the period.
    package static func tables(of groups: [AccountGroup], kind: String) -> [SurveyCrossTab] {
        let given = groups.map { $0.answers(kind: kind) }
        let forms = Set(given.joined().joined().map { SurveyForm(of: $0) })
        return forms.sorted().map { form in
            let own = given.map { accounts in accounts.map { $0.filter { SurveyForm(of: $0) == form } } }
            return SurveyCrossTab(form, Array(zip(groups.map(\.key), own)))
        }
    }

    /// - Parameter groups: the answers to the form, by account.
    private init(_ form: SurveyForm, _ groups: [(key: String?, accounts: [[SurveyResponse]])]) {
        let counts = groups.map { group in
            group.accounts.flatMap { $0.filter(form.takes).latest }.reduce(into: [String: Int]()) { counts, response in
                if let name = form.choice(in: response) { counts[name, default: 0] += 1 }
            }
        }
        let names = Set(counts.flatMap(\.keys)).sorted { left, right in
            (Double(left) ?? .infinity, left) < (Double(right) ?? .infinity, right)
        }
        self.form = form
        answers = names
        rejected = groups.reduce(0) { $0 + $1.accounts.joined().count { !form.takes($0) } }
        rows = zip(groups, counts).map { group, counts in
            let total = counts.values.reduce(0, +)
            return Row(
                key: group.key, count: total,
                shares: names.map { name in
                    let count = counts[name] ?? 0
                    return count < Self.leastShown ? .hidden : .shown(count: count, of: total)
                })
        }
    }
}

/// What the answers to a survey are measured by: its scale, and which end of it is the good one.
package struct SurveyForm: Sendable, Hashable {
    package let kind: String
    /// What was asked, of surveys that may ask anything; `nil` of those that always ask the same.
    package let question: String?
    /// `nil` where the answers are words, or numbers of which nobody says how far they go.
    package let low, high: Double?
    package let isInverted: Bool

    init(of response: SurveyResponse) {
        kind = response.survey ?? ""
        isInverted = kind == "nps" ? false : response.isInverted
        switch kind {
        case "nps": (low, high) = (response.beginsAtOne ? 1 : 0, 10)
        case "csat": (low, high) = (response.scaleMin ?? 1, response.scaleMax ?? 5)
        case "ces": (low, high) = (response.scaleMin ?? 1, response.scaleMax ?? 7)
        default: (low, high) = (response.scaleMin, response.scaleMax)
        }
        question = ["nps", "csat", "ces"].contains(kind) ? nil : response.question
    }

    /// The one that is meant where nobody says another.
    package var isUsual: Bool {
        switch kind {
        case "nps": low == 0
        case "csat": low == 1 && high == 5 && !isInverted
        case "ces": low == 1 && high == 7 && !isInverted
        default: low == nil && high == nil && !isInverted
        }
    }

    /// `0 to 10`, `1 to 5, low is good`; nothing where there is no scale.
    package var words: String? {
        let ends = isInverted ? ", low is good" : ""
        switch (low, high) {
        case (let low?, let high?): return "\(low.written) to \(high.written)" + ends
        case (let low?, nil): return "from \(low.written)" + ends
        case (nil, let high?): return "up to \(high.written)" + ends
        case (nil, nil): return isInverted ? "low is good" : nil
        }
    }

    /// `nps`, `nps_1_to_10`: its name among others, for programs.
    package var name: String {
        let asked = (question ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
        let scale = isUsual ? [] : (words ?? "").split { " ,".contains($0) }.map(String.init)
        return ([kind] + (asked.isEmpty ? [] : [asked]) + scale).joined(separator: "_")
    }

    /// What an answer comes to in a table.
    func choice(in response: SurveyResponse) -> String? {
        guard kind == "nps", let mark = response.value else { return response.answer ?? response.value?.written }
        return mark >= 9 ? "promoters" : mark <= 6 ? "detractors" : "passives"
    }

    /// Whether an answer is on the scale.
    func takes(_ response: SurveyResponse) -> Bool {
        switch kind {
        case "nps": return response.isNPS
        case "csat": return SurveyKind.csat.answer(of: response) != nil
        case "ces": return SurveyKind.ces.answer(of: response) != nil
        default:
            guard let value = response.value else { return true }
            return value >= low ?? value && value <= high ?? value
        }
    }
}

extension SurveyForm: Comparable {
    /// The usual one first.
    package static func < (left: SurveyForm, right: SurveyForm) -> Bool { left.order < right.order }

    private var order: (String, Int, Double, Double, String) {
        (kind, isUsual ? 0 : 1, low ?? -.infinity, high ?? -.infinity, (isInverted ? "1" : "0") + (question ?? ""))
    }
}

extension AccountGroup {
    /// What was answered in the period and is known by now, by account.
    fileprivate func answers(kind: String) -> [[SurveyResponse]] {
        let (start, end) = instants
        return accounts.map { account in
            account.responses.filter { response in
                guard response.survey == kind, let at = response.at, at >= start, at < end else { return false }
                return context.asOf.knows(at, response.knowledge)
            }
        }
    }
}

extension [SurveyResponse] {
    /// Of each contact of one account the latest answer; whoever is not named stands alone.
    fileprivate var latest: [SurveyResponse] {
        var latest: [String: SurveyResponse] = [:]
        var anonymous: [SurveyResponse] = []
        for response in self {
            guard let at = response.at else { continue }
            guard let contact = response.contact else {
                anonymous.append(response)
                continue
            }
            if let before = latest[contact], let then = before.at,
                (then, before.identity) > (at, response.identity)
            {
                continue
            }
            latest[contact] = response
        }
        return anonymous + latest.values
    }
}
