/// One day's numbers of one account on their way: millions at a time, so it is four whole numbers and no more.
struct StagedDay: Sendable, BitwiseCopyable {
    /// The day, then the account by its number in this load.
    private let dayAndAccount: Int64
    /// The feature by its number in this load, then where it came among others.
    private let featureAndPlace: Int64
    private let firstNumber: Int64
    private let secondNumber: Int64

    private static let absent = Int64.min

    init(day: Int32, account: Int32, feature: Int32, place: Int32, first: Int64?, second: Int64?) {
        dayAndAccount = Int64(day) << 32 | Int64(account)
        featureAndPlace = Int64(feature) << 32 | Int64(place)
        firstNumber = first ?? Self.absent
        secondNumber = second ?? Self.absent
    }

    var day: Int32 { Int32(truncatingIfNeeded: dayAndAccount >> 32) }
    var account: Int32 { Int32(truncatingIfNeeded: dayAndAccount) }
    var feature: Int32 { Int32(truncatingIfNeeded: featureAndPlace >> 32) }
    var first: Int64? { firstNumber == Self.absent ? nil : firstNumber }
    var second: Int64? { secondNumber == Self.absent ? nil : secondNumber }

    /// By day, account and feature; what came later comes later.
    static func isOrdered(_ left: StagedDay, _ right: StagedDay) -> Bool {
        if left.dayAndAccount != right.dayAndAccount { return left.dayAndAccount < right.dayAndAccount }
        return left.featureAndPlace < right.featureAndPlace
    }

    /// Whether both are about the same day, account and feature, so that one of them counts.
    func isSameCell(as other: StagedDay) -> Bool {
        dayAndAccount == other.dayAndAccount && feature == other.feature
    }

    /// Whether it stands before the other's cell.
    func isBefore(cellOf other: StagedDay) -> Bool {
        if dayAndAccount != other.dayAndAccount { return dayAndAccount < other.dayAndAccount }
        return feature < other.feature
    }
}
