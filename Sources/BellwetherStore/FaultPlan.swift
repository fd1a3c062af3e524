/// Where a test makes the world fail: at the n-th commit, or when the file has grown so far.
///
/// The daemon runs with `.none`. A kill test runs a process with `strike` ending it at commit 1, then 2, then 3 …, until
/// one run is not struck any more.
package struct FaultPlan: Sendable {
    package enum Step: String, Sendable, Hashable, CaseIterable {
        /// Everything of a transaction is written, nothing has happened yet.
        case beforeCommit = "before"
        /// It has happened, and nobody knows.
        case afterCommit = "after"
    }

    /// Called at each step with the number of the commit, counted from 1 over the store's life. May throw, or not return.
    let strike: @Sendable (Step, Int) throws(StoreError) -> Void
    /// The most pages (of 4,096 bytes) the file may have, as a disk that becomes full.
    let pageLimit: Int?

    package init(
        pageLimit: Int? = nil, strike: @escaping @Sendable (Step, Int) throws(StoreError) -> Void = { _, _ in }
    ) {
        self.pageLimit = pageLimit
        self.strike = strike
    }

    package static let none = FaultPlan()

    /// Does something (throws, ends the process) at one step of one commit.
    package static func at(
        _ step: Step, ofCommit number: Int, _ fault: @escaping @Sendable () throws(StoreError) -> Void
    ) -> FaultPlan {
        FaultPlan { (reached, commit) throws(StoreError) in
            if reached == step, commit == number { try fault() }
        }
    }
}
