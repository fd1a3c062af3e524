/// Bands by rank among the accounts of one model (METRICS M04): the best quarter is healthy, the worst unhealthy, and
/// of those between the ones below the mean are at risk.
///
/// Somebody is always unhealthy, however well all are: that is what a rank says, and why it is not the default.
package struct RelativeBands: Sendable, Hashable {
    package enum Place: Int, Sendable, CaseIterable {
        case unhealthy, atRisk, average, healthy

        package var key: String {
            switch self {
            case .unhealthy: "unhealthy"
            case .atRisk: "at_risk"
            case .average: "average"
            case .healthy: "healthy"
            }
        }
    }

    /// With fewer accounts the absolute bands are used.
    package let least: Int
    /// One for each place.
    package let bands: [HealthBand]

    package init(least: Int = 20, bands: [HealthBand] = Self.standard) {
        self.least = least
        self.bands = bands
    }

    package static let standard = [
        HealthBand(key: Place.unhealthy.key, label: "Unhealthy", colour: "red", fromTenths: 0, renews: 0.45),
        HealthBand(key: Place.atRisk.key, label: "At risk", colour: "orange", fromTenths: 0, renews: 0.7),
        HealthBand(key: Place.average.key, label: "Average", colour: "yellow", fromTenths: 0, renews: 0.8),
        HealthBand(key: Place.healthy.key, label: "Healthy", colour: "green", fromTenths: 0, renews: 0.95),
    ]

    /// The ranks that a band of scores stands for, where somebody or something said that an account is in it: those that
    /// lie in the same part of the way from the lowest to the highest.
    ///
    /// Of three bands the lowest is `unhealthy` or `at_risk`, the next `at_risk` or `average`, the highest `healthy`.
    static func places(ofBand band: Int, among count: Int) -> ClosedRange<Place> {
        let ranks = Double(Place.allCases.count)
        let (band, count) = (Double(band), Double(max(1, count)))
        let lower = min(ranks - 1, max(0, (ranks * band / count - 0.5).rounded(.up)))
        let upper = min(ranks - 1, max(lower, (ranks * (band + 1) / count).rounded(.up) - 1))
        return (Place(rawValue: Int(lower)) ?? .unhealthy)...(Place(rawValue: Int(upper)) ?? .healthy)
    }
}

extension RelativeBands.Place: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension HealthModel {
    /// The ranks that the band of a score in tenths stands for.
    func places(ofTenths tenths: Int) -> ClosedRange<RelativeBands.Place> {
        RelativeBands.places(ofBand: band(ofTenths: tenths), among: bands.count)
    }
}

/// The cuts among one model's scores at one moment.
struct RankCuts: Sendable, Hashable {
    let lowTenths, highTenths: Int
    /// The sum of all scores, and how many there are: their mean, exactly.
    let sum, count: Int

    /// `nil` where there are too few scores, or too many alike, to tell quarters apart.
    init?(_ tenths: [Int], least: Int) {
        guard tenths.count >= max(1, least) else { return nil }
        let sorted = tenths.sorted()
        lowTenths = Self.nearestRank(25, in: sorted)
        highTenths = Self.nearestRank(75, in: sorted)
        (sum, count) = (sorted.reduce(0, +), sorted.count)
        if lowTenths == highTenths { return nil }
    }

    func place(ofTenths tenths: Int) -> RelativeBands.Place {
        if tenths > highTenths { return .healthy }
        if tenths <= lowTenths { return .unhealthy }
        return tenths * count < sum ? .atRisk : .average
    }

    /// The smallest value that so many per cent of all are not above.
    private static func nearestRank(_ percent: Int, in sorted: [Int]) -> Int {
        sorted[max(0, (percent * sorted.count + 99) / 100 - 1)]
    }
}
