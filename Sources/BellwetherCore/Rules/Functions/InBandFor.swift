import CEL
import Diagnostics

extension RuleFunction {
    /// Counted back through history while the band stays the same; at most half a year, and not across a change of the
    /// health model.
    static let inBandFor = RuleFunction(
        "in_band_for", [[.literal(.string)]],
        "For how many days, up to 180, it has been in the band of this key, label or colour; 0 where it is in another.",
        example: "in_band_for('red') >= 14", in: [.account, .invoice, .contract],
        check: { call, bands in
            if case .literal(.string(let written), at: let place) = call.arguments.first, !bands.isEmpty,
                !bands.contains(where: { $0.answers(to: written) })
            {
                return .refused(.unknownBand(written, among: bands, at: place))
            }
            return .reference(call.reference(.double, unit: Unit.days.name))
        },
        lookBacks: { _ in bandLookBacks },
        bind: { call, sight in
            guard case .string(let written) = call.literals.first, let health = sight.health else {
                return call.nothing
            }
            let wanted = Set(health.bands.indices.filter { health.bands[$0].answers(to: written) }.map(Double.init))
            return call.reader(daysInBand(wanted, sight))
        })

    private static let reach = 180

    static let bandLookBacks = [LookBack("health.band", days: reach), LookBack(LookBack.modelPath, days: reach)]

    /// Of bands by their codes; of none, the band that each account is in.
    static func daysInBand(_ wanted: Set<Double>?, _ sight: Sight) -> PastReader {
        let asOf = sight.asOf
        let earliest = asOf.zone.start(of: asOf.today - reach)
        let past = Array(sight.past(of: "health.band", after: earliest, through: asOf.now - .seconds(1)).reversed())
        let (now, score, models) = (sight.current("health.band"), sight.current("health.score"), sight.models)
        return { slot in
            if let reason = score(slot).reason { return .absent(reason) }
            guard case .known(let band) = now(slot) else { return now(slot) }
            let wanted = wanted ?? [band]
            guard wanted.contains(band) else { return .known(0) }
            let model = models(slot)
            var since = asOf.now
            for column in past {
                if let models = column.models, models.measured(slot) != model { return .absent(.noHistory) }
                guard let band = column.values.measured(slot).value, wanted.contains(band) else { break }
                since = column.at
            }
            return .known(Double(asOf.today - asOf.zone.day(of: since)))
        }
    }
}

extension HealthBand {
    func answers(to written: String) -> Bool { key == written || label == written || colour == written }
}
