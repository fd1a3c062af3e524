import GRDB
import Synchronization

/// The only place where anything is committed, and so the one where faults strike.
final class Commits: Sendable {
    private let faults: FaultPlan
    private let count = Atomic<Int>(0)

    init(_ faults: FaultPlan) { self.faults = faults }

    /// Does all of it, or nothing.
    func transaction<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        var value: Value?
        try db.inTransaction(.immediate) {
            value = try body(db)
            try faults.strike(.beforeCommit, number)
            return .commit
        }
        try faults.strike(.afterCommit, number)
        guard let value else { preconditionFailure("a transaction that committed has a value") }
        return value
    }
}
