package import BellwetherCore
package import Columns

/// What a turn of the past measured, computed from facts that were known then.
package struct PastTurn: Sendable {
    package let asOf: Moment
    /// By path.
    package let columns: [String: Numbers]

    package init(asOf: Moment, columns: [String: Numbers]) {
        self.asOf = asOf
        self.columns = columns
    }
}
