import CEL
import Columns
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
        bind: { call, sight in daysInBand(asWritten: call, sight).map(call.reader) ?? call.nothing },
        column: { call, sight in daysInBand(asWritten: call, sight).map(sight.columnReader) })

    private static func daysInBand(asWritten call: Call, _ sight: Sight) -> PastNumbers? {
        guard case .string(let written) = call.literals.first, let health = sight.health else { return nil }
        return daysInBand(Set(health.bands.indices.filter { health.bands[$0].answers(to: written) }), sight)
    }

    private static let reach = 180

    static let bandLookBacks = [LookBack("health.band", days: reach), LookBack(LookBack.modelPath, days: reach)]

    /// Of bands by their codes; of none, the band that each account is in.
    static func daysInBand(_ wanted: Set<Int>?, _ sight: Sight) -> PastNumbers {
        let asOf = sight.asOf
        let earliest = asOf.zone.start(of: asOf.today - reach)
        let past = Array(sight.past(of: "health.band", after: earliest, through: asOf.now - .seconds(1)).reversed())
        let (now, score) = (sight.currentColumn("health.band"), sight.currentColumn("health.score"))
        let models = sight.models
        return PastNumbers { stretch in
            var stays = BandStays(now: now.rows(stretch), scores: score.rows(stretch), wanted: wanted)
            let model = models.rows(stretch)
            for column in past {
                if stays.areOver { break }
                stays.goBack(
                    to: column.values.rows(stretch), daysAgo: asOf.today - asOf.zone.day(of: column.at),
                    isOfOther: column.models?.rows(stretch).differences(to: model))
            }
            return stays.days
        }
    }
}

/// How long accounts have been in their bands, as history is gone back through.
private struct BandStays {
    private let wanted: Set<Int>?
    private let band: NumberChunk
    private var numbers: ContiguousArray<Double>
    private var absences: ContiguousArray<UInt8>
    /// The rows whose stay may go further back.
    private var open: [Int] = []

    init(now: NumberChunk, scores: NumberChunk, wanted: Set<Int>?) {
        self.wanted = wanted
        band = now
        numbers = ContiguousArray(repeating: 0, count: now.count)
        absences = ContiguousArray(
            (0..<now.count).map { scores.absences[$0] != 0 ? scores.absences[$0] : now.absences[$0] })
        open = (0..<now.count).filter { absences[$0] == 0 && belongs(now.values[$0], of: $0) }
    }

    var areOver: Bool { open.isEmpty }

    var days: NumberChunk { NumberChunk(values: numbers, absences: absences) }

    private func belongs(_ code: Double, of row: Int) -> Bool {
        wanted?.contains(Int(code)) ?? (code == band.values[row])
    }

    mutating func goBack(to then: NumberChunk, daysAgo: Int, isOfOther: ContiguousArray<UInt8>?) {
        open = open.filter { row in
            if isOfOther?[row] == 1 {
                absences[row] = AbsenceReason.noHistory.rawValue
                return false
            }
            guard then.absences[row] == 0, belongs(then.values[row], of: row) else { return false }
            numbers[row] = Double(daysAgo)
            return true
        }
    }
}

extension HealthBand {
    func answers(to written: String) -> Bool { key == written || label == written || colour == written }
}
