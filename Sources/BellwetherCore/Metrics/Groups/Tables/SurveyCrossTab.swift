/// How often each answer was given, by a field of the account: "12 of 30 in segment X chose C" (M39).
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

    package let answers: [String]
    package let rows: [Row]

    /// - Parameter question: of surveys that ask several things, the one meant.
    package init(of groups: [AccountGroup], kind: String, question: String? = nil) {
        let counts = groups.map { group in
            group.latestAnswers(kind: kind, question: question).reduce(into: [String: Int]()) {
                $0[$1, default: 0] += 1
            }
        }
        let names = Set(counts.flatMap(\.keys)).sorted { left, right in
            (Double(left) ?? .infinity, left) < (Double(right) ?? .infinity, right)
        }
        answers = names
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

extension AccountGroup {
    /// Of each contact the latest answer of the period, as words or as the number given.
    fileprivate func latestAnswers(kind: String, question: String?) -> [String] {
        let (start, end) = instants
        return accounts.flatMap { account -> [String] in
            var latest: [String: SurveyResponse] = [:]
            var anonymous: [SurveyResponse] = []
            for response in account.responses where response.survey == kind {
                guard let at = response.at, at >= start, at < end, context.asOf.knows(at, response.knowledge),
                    question.map({ $0 == response.question }) ?? true
                else { continue }
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
            return (anonymous + latest.values).compactMap { $0.answer ?? $0.value?.written }
        }
    }
}
