package import Diagnostics

/// Somebody's word on one account's score, for a time, with the reason. What is computed is kept beside it.
package struct HealthOverride: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case tenths(Int)
        /// The nearest score within the band of this key.
        case band(String)
    }

    package let account: String
    /// Which of the account's scores; `nil` for `health.score`.
    package let scoreName: String?
    package let target: Target
    package let reason: String
    package let author: String
    package let from: Day
    /// The last day on which it counts.
    package let until: Day
    package let place: Place

    package init(
        account: String, scoreName: String? = nil, target: Target, reason: String, author: String, from: Day,
        until: Day, place: Place
    ) {
        self.account = account
        self.scoreName = scoreName
        self.target = target
        self.reason = reason
        self.author = author
        self.from = from
        self.until = until
        self.place = place
    }

    package static let longestDays = 90

    package func counts(on day: Day) -> Bool { from <= day && day <= until }

    /// The score it makes of the computed one, which may be none.
    func tenths(over computed: Int?, in model: HealthModel) -> Int? {
        switch target {
        case .tenths(let tenths): tenths
        case .band(let key):
            model.tenths(inBand: key).map { range in
                computed.map { min(range.upperBound, max(range.lowerBound, $0)) } ?? range.lowerBound
            }
        }
    }
}
