import CEL
import Columns

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
        lookBacks: { _ in BandStays.lookBacks },
        bind: { call, sight in stays(asWritten: call, sight).map { call.reader($0.numbers) } ?? call.nothing },
        column: { call, sight in stays(asWritten: call, sight).map { $0.columnReader } })

    private static func stays(asWritten call: Call, _ sight: Sight) -> BandStays? {
        guard case .string(let written) = call.literals.first, let health = sight.health else { return nil }
        return BandStays(in: Set(health.bands.indices.filter { health.bands[$0].answers(to: written) }), sight)
    }
}

extension HealthBand {
    func answers(to written: String) -> Bool { key == written || label == written || colour == written }
}
