/// What metrics ask of an answer to a survey, in few bytes: what it answers, whether that is on its scale, and whose it
/// is, as a code among the answers of its account.
struct ResponseMark: Sendable {
    enum Kind: UInt8, Sendable {
        case nps, csat, ces, other
    }

    private struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let isValid = Flags(rawValue: 1)
        static let beginsAtOne = Flags(rawValue: 2)
    }

    let at: Moment
    /// From when on it may be known at all.
    private let seen: Moment
    /// With one that says that low is good turned round.
    let value: Double
    let low, high: Double
    /// Where the first answer of the same contact stands among the account's; -1 where nobody is named.
    let contact: Int32
    let kind: Kind
    private let flags: Flags

    init(_ response: SurveyResponse, contact: Int32) {
        at = response.at ?? .distantFuture
        seen = response.knowledge.isAssumed ? .distantPast : response.knowledge.observed
        self.contact = contact
        kind = Kind(response.survey)
        let answer = SurveyKind(kind)?.answer(of: response)
        value = answer?.value ?? response.value ?? 0
        low = answer?.low ?? 0
        high = answer?.high ?? 0
        var flags: Flags = response.beginsAtOne ? .beginsAtOne : []
        if answer != nil || response.isNPS { flags.insert(.isValid) }
        self.flags = flags
    }

    /// Whether it is on its scale; others are counted apart.
    var isValid: Bool { flags.contains(.isValid) }
    /// A scale from 1 to 10, where 0 to 10 is usual.
    var beginsAtOne: Bool { flags.contains(.beginsAtOne) }

    func isKnown(at asOf: AsOf) -> Bool { at < asOf.now && seen <= asOf.now }

    func tell(_ next: inout NextChange) {
        next.come(seen)
        next.come(at)
    }
}

extension ResponseMark.Kind {
    fileprivate init(_ survey: String?) {
        switch survey {
        case "nps": self = .nps
        case "csat": self = .csat
        case "ces": self = .ces
        default: self = .other
        }
    }
}

extension SurveyKind {
    fileprivate init?(_ kind: ResponseMark.Kind) {
        switch kind {
        case .csat: self = .csat
        case .ces: self = .ces
        case .nps, .other: return nil
        }
    }

    var mark: ResponseMark.Kind { self == .csat ? .csat : .ces }
}
