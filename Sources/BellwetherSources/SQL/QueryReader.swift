/// A database that answers a query row by row.
///
///     start ──▶ next, next, … until empty ──▶ start another ──▶ close
package protocol QueryReader: Sendable {
    /// Begins a query, with its parameters in the order of their numbers; the names of its columns.
    func start(_ query: String, _ values: [String]) async throws(QueryFailure) -> [String]
    /// No more than so many rows; none at the end.
    func next(atMost: Int) async throws(QueryFailure) -> [Record]
    func close() async
}

/// Why a database gave no rows, in words for whoever reads it.
package struct QueryFailure: Error, Sendable, Hashable {
    package let words: String
    /// The same without what may be a value in some row: for the log.
    package let logged: String
    /// Whether the same may succeed later without anybody doing anything.
    package let isPassing: Bool
    package let isCancelled: Bool

    package init(_ words: String, logged: String? = nil, isPassing: Bool, isCancelled: Bool = false) {
        self.words = words
        self.logged = logged ?? words
        self.isPassing = isPassing
        self.isCancelled = isCancelled
    }
}
