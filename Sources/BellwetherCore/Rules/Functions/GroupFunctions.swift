import CEL

// Functions of a group's accounts: how many are in a band, and of how many something is known.
extension RuleFunction {
    static let countInBand = ofBand(
        "count_in_band", .count, "How many of the group's accounts are in the band of this key, label or colour.",
        example: "count_in_band('red') >= 5"
    ) { inBand, _ in .known(Double(inBand.count)) }

    static let shareInBand = ofBand(
        "share_in_band", .ratio, "The same as a share of those accounts that have a score.",
        example: "share_in_band('red') > 0.2"
    ) { inBand, group in .known(Double(inBand.count) / Double(group.scored.count)) }

    static let mrrInBand = ofBand(
        "mrr_in_band", .money, "The MRR of the group's accounts in that band.", example: "mrr_in_band('red') > 10000"
    ) { inBand, group in
        inBand.isEmpty ? .known(0) : Together(inBand.lazy.map(group.mrr)).total
    }

    static let knownShare = RuleFunction(
        "known_share", [[.field(.double)]],
        "Of what share of the group's accounts a number is known; whom it does not apply to is left out.",
        example: "known_share(usage.events_30) < 0.5", in: [.group],
        check: { call, _ in .reference(call.reference(.double, unit: Unit.ratio.name)) },
        bind: { call, sight in
            guard let field = call.fields.first else { return call.nothing }
            let absences = Absences(of: call.text)
            let number = sight.current(field.name)
            return { row in absences.value(row.group?.coverage(of: number) ?? .absent(.notApplicable)) }
        })

    /// What a function of a band may know of the group.
    private struct Banded {
        /// The accounts that have a score.
        let scored: [Int]
        let mrr: PastReader
    }

    private static func ofBand(
        _ name: String, _ unit: Unit, _ help: String, example: String,
        _ number: @escaping @Sendable (_ inBand: [Int], _ group: Banded) -> Measured
    ) -> RuleFunction {
        RuleFunction(
            name, [[.literal(.string)]], help, example: example, in: [.group],
            check: { call, bands in
                if case .literal(.string(let written), at: let place) = call.arguments.first, !bands.isEmpty,
                    !bands.contains(where: { $0.answers(to: written) })
                {
                    return .refused(.unknownBand(written, among: bands, at: place))
                }
                return .reference(call.reference(.double, unit: unit.name))
            },
            bind: { call, sight in
                guard case .string(let written) = call.literals.first, let health = sight.health else {
                    return call.nothing
                }
                let wanted = Set(
                    health.bands.indices.filter { health.bands[$0].answers(to: written) }.map(Double.init))
                let absences = Absences(of: call.text)
                let mrr = sight.current("revenue.mrr")
                return { row in
                    let slots = row.group?.slots ?? []
                    let scored = slots.filter { health.score.measured($0).value != nil }
                    guard !scored.isEmpty else { return absences[.noData] }
                    let inBand = scored.filter { wanted.contains(health.band.measured($0).value ?? -1) }
                    return absences.value(number(inBand, Banded(scored: scored, mrr: mrr)))
                }
            })
    }
}
