import CEL
import Diagnostics
import Documents

extension HealthModelReader {
    /// A band with its beginning as written, which for marks from 1 to 10 is a sum.
    struct WrittenBand {
        let band: HealthBand
        let from: Double
    }

    /// Nothing unless all of them are sound.
    func bands(in settings: Settings, on scale: HealthModel.Scale) -> [WrittenBand] {
        guard settings.has("bands") else {
            report.add(.noBands(at: settings.place))
            return []
        }
        let sections = settings.sections("bands")
        if sections.isEmpty, case .sequence([])? = settings.node("bands")?.content {
            report.add(.empty("bands", at: settings.placeOfKey("bands") ?? settings.place))
        }
        var bands: [WrittenBand] = []
        var end: Double?
        for section in sections {
            guard let read = band(section, after: bands.last, ending: end, on: scale) else { continue }
            if bands.contains(where: { $0.band.key == read.band.key }) {
                report.add(.repeated("band", read.band.key, at: section.placeOfValue("name") ?? section.place))
            }
            end = section.optional("to", .number(in: scale.range))
            bands.append(read)
        }
        if let end, let last = sections.last, end != scale.range.upperBound {
            report.add(.lastBandEnds(end, before: scale.range.upperBound, at: last.placeOfValue("to") ?? last.place))
        }
        return bands.count == sections.count ? bands : []
    }

    private func band(
        _ settings: Settings, after before: WrittenBand?, ending end: Double?, on scale: HealthModel.Scale
    ) -> WrittenBand? {
        let name = settings.required("name", .name)
        let words = words(settings, called: name ?? "", usual: .unknown)
        guard let from = settings.required("from", scale.beginning), let name else { return nil }
        let place = settings.placeOfValue("from") ?? settings.place
        if name == HealthBand.unknown.key { report.add(.bandUnknown(at: settings.placeOfValue("name") ?? place)) }
        if let before {
            if from <= before.from {
                report.add(.overlappingBand(name, before.band.key, before.from, at: place))
            } else if let end, end != from {
                report.add(.bandsDoNotMeet(before.band.key, end, name, from, at: place))
            }
        } else if from != scale.range.lowerBound {
            report.add(.firstBandStartsAbove(from, not: scale.range.lowerBound, at: place))
        }
        let band = HealthBand(
            key: name, label: words.label, colour: words.colour, fromTenths: scale.tenths(from, isFirst: before == nil),
            renews: words.renews)
        return WrittenBand(band: band, from: from)
    }

    private func words(
        _ settings: Settings, called name: String, usual: HealthBand
    ) -> (label: String, colour: String, renews: Double) {
        let label = settings.optional("label", .nonEmptyText, default: usual == .unknown ? name : usual.label)
        let colour = settings.optional("colour", .choice(HealthBand.colours), default: usual.colour)
        let renews = settings.optional("renews", .number(in: 0...1), default: usual.renews)
        return (label, colour, renews)
    }

    /// `relative: { least: 20, healthy: { label: Top, colour: green } }`.
    func ranks(in settings: Settings) -> RelativeBands? {
        guard let section = settings.section("relative") else { return nil }
        let least = section.optional("least", .integer(atLeast: 4), default: 20)
        let bands = RelativeBands.standard.map { usual in
            guard let written = section.section(usual.key) else { return usual }
            let words = words(written, called: usual.key, usual: usual)
            return HealthBand(
                key: usual.key, label: words.label, colour: words.colour, fromTenths: 0, renews: words.renews)
        }
        return RelativeBands(least: least, bands: bands)
    }
}

// MARK: Caps and floors

extension HealthModelReader {
    enum LimitKind {
        case cap, floor

        var bandKey: String { self == .cap ? "band_at_most" : "band_at_least" }
        var scoreKey: String { self == .cap ? "score_at_most" : "score_at_least" }
    }

    func limits(
        _ key: String, _ kind: LimitKind, in settings: Settings, bands: [WrittenBand], on scale: HealthModel.Scale
    ) -> [HealthModel.Limit] {
        settings.sections(key).compactMap { limit($0, kind, bands: bands.map(\.band), on: scale) }
    }

    private func limit(
        _ settings: Settings, _ kind: LimitKind, bands: [HealthBand], on scale: HealthModel.Scale
    ) -> HealthModel.Limit? {
        if !settings.has("when") { report.add(.missingWhen(at: settings.place)) }
        let condition = condition("when", in: settings)
        let why = settings.required("why", .nonEmptyText)
        let isScore = settings.has(kind.scoreKey)
        if isScore, settings.has(kind.bandKey) {
            _ = settings.node(kind.bandKey)
            report.add(.twoLimits(kind.bandKey, kind.scoreKey, at: settings.place))
        }
        let tenths = isScore ? score(settings, kind, on: scale) : band(settings, kind, bands: bands)
        guard let condition, let why, let tenths else { return nil }
        return HealthModel.Limit(when: condition, tenths: tenths, why: why)
    }

    private func score(_ settings: Settings, _ kind: LimitKind, on scale: HealthModel.Scale) -> Int? {
        guard let score = settings.required(kind.scoreKey, scale.beginning) else { return nil }
        if score == (kind == .cap ? scale.range.upperBound : scale.range.lowerBound) {
            report.add(.limitWithoutEffect(kind, at: settings.placeOfValue(kind.scoreKey) ?? settings.place))
        }
        return scale.tenths(score, isFirst: false)
    }

    private func band(_ settings: Settings, _ kind: LimitKind, bands: [HealthBand]) -> Int? {
        // Without sound bands there is nothing to check the name against, and that was said.
        guard !bands.isEmpty else {
            _ = settings.optional(kind.bandKey, .name)
            return nil
        }
        guard let band = settings.required(kind.bandKey, .choice(bands.map(\.key))), let range = bands.tenths(in: band)
        else { return nil }
        let place = settings.placeOfValue(kind.bandKey) ?? settings.place
        switch kind {
        case .cap:
            if band == bands.last?.key { report.add(.capWithoutEffect(band, at: place)) }
            return range.upperBound
        case .floor:
            if band == bands.first?.key { report.add(.floorWithoutEffect(band, at: place)) }
            return range.lowerBound
        }
    }
}

// MARK: Scales

extension HealthModel.Scale {
    /// From where to where scores are written.
    var range: ClosedRange<Double> { self == .score ? 0...100 : 3...30 }

    /// Where a band begins, or a limit stands.
    fileprivate var beginning: Setting<Double> {
        switch self {
        case .score:
            .number(in: 0...100).checked("a score from 0 to 100 with at most one decimal") { score in
                abs(score * 10 - (score * 10).rounded()) < 1e-9
            }
        case .behaviour: Setting<Int>.integer(in: 3...30).map(Double.init)
        }
    }

    fileprivate func tenths(_ written: Double, isFirst: Bool) -> Int {
        switch self {
        case .score: Int((written * 10).rounded())
        case .behaviour: isFirst ? 0 : HealthModel.Tally.quantised(Self.score(ofSum: written) * 10)
        }
    }
}

extension HealthBand {
    /// Those a message has a mark for.
    package static let colours = ["red", "orange", "yellow", "green", "blue", "grey"]
}
