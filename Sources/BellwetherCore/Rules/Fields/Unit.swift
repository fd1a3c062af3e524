/// What a value is, which decides how it is printed and what the manual calls it.
struct Unit: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case text, flag, day, moment, band, category, score, ratio, money, count, factor, days, minutes, points
        case workingMinutes = "working_minutes"
    }

    let kind: Kind
    /// A difference, printed with its sign.
    let isChange: Bool

    init(_ kind: Kind, isChange: Bool = false) {
        self.kind = kind
        self.isChange = isChange
    }

    static let text = Unit(.text)
    static let flag = Unit(.flag)
    static let day = Unit(.day)
    static let moment = Unit(.moment)
    static let band = Unit(.band)
    static let category = Unit(.category)
    static let score = Unit(.score)
    static let ratio = Unit(.ratio)
    static let money = Unit(.money)
    static let count = Unit(.count)
    static let factor = Unit(.factor)
    static let days = Unit(.days)
    static let minutes = Unit(.minutes)
    static let workingMinutes = Unit(.workingMinutes)
    static let points = Unit(.points)

    /// `money`, `change in money`: as it travels with a name through conditions.
    var name: String { isChange ? "change in \(kind.rawValue)" : kind.rawValue }

    init?(named name: String) {
        let prefix = "change in "
        let isChange = name.hasPrefix(prefix)
        guard let kind = Kind(rawValue: isChange ? String(name.dropFirst(prefix.count)) : name) else { return nil }
        self.init(kind, isChange: isChange)
    }

    var change: Unit { Unit(kind, isChange: true) }
}
