import BellwetherCore
import GRDB

/// A table that gives names numbers, from 0, at first sight; none is ever given to another name.
package enum CodeBook: String, Sendable, Hashable, CaseIterable {
    /// Accounts by key: where they stand in every column. What sources call them stands far behind, and in none.
    case slot
    case feature
    /// Metrics and scores, as rules name them.
    case path
    /// Bands by key, across all policies there ever were; 0 is `unknown`.
    case band
    /// Versions of health models.
    case model

    fileprivate var select: String { "SELECT code FROM \(rawValue) WHERE name = ?" }
    fileprivate func insert(_ name: String) -> String {
        let next =
            switch self {
            case .slot where Alias(name: name) != nil:
                "(SELECT max(ifnull(max(code) + 1, 0), \(Alias.firstSlot)) FROM slot)"
            case .slot: "(SELECT ifnull(max(code) + 1, 0) FROM slot WHERE code < \(Alias.firstSlot))"
            case .feature, .path, .band, .model: "(SELECT ifnull(max(code) + 1, 0) FROM \(rawValue))"
            }
        return "INSERT INTO \(rawValue) (code, name) VALUES (\(next), ?)"
    }
}

extension Store {
    /// The names' codes, in their order; what is new gets one.
    package func codes(of names: [String], in book: CodeBook) async throws(StoreError) -> [Int] {
        var codes: [Int] = []
        for start in stride(from: 0, to: names.count, by: slices.names) {
            let slice = Array(names[start..<min(start + slices.names, names.count)])
            codes += try await self.codes(ofSome: slice, in: book)
        }
        return codes
    }

    private func codes(ofSome names: [String], in book: CodeBook) async throws(StoreError) -> [Int] {
        let known = try await read { db in try names.map { try db.code(of: $0, in: book) } }
        let given = known.compactMap(\.self)
        if given.count == names.count { return given }
        return try await write { db in try names.map { try db.codeGiven(to: $0, in: book) } }
    }

    /// The slots of those accounts that were ever heard of, by id.
    package func slots(of accounts: [String]) async throws(StoreError) -> [String: Int] {
        try await read { db in
            try accounts.reduce(into: [:]) { slots, account in slots[account] = try db.code(of: account, in: .slot) }
        }
    }

    /// All names of a book by their code; of slots, those of accounts.
    package func names(in book: CodeBook) async throws(StoreError) -> [String] {
        try await read { try $0.names(in: book) }
    }
}

extension Database {
    func names(in book: CodeBook) throws -> [String] {
        let places = book == .slot ? "WHERE code < \(Alias.firstSlot)" : ""
        return try String.fetchAll(self, sql: "SELECT name FROM \(book.rawValue) \(places) ORDER BY code")
    }

    func code(of name: String, in book: CodeBook) throws -> Int? {
        try Int.fetchOne(cachedStatement(sql: book.select), arguments: [name])
    }

    func codeGiven(to name: String, in book: CodeBook) throws -> Int {
        if let code = try code(of: name, in: book) { return code }
        try cachedStatement(sql: book.insert(name)).execute(arguments: [name])
        return Int(lastInsertedRowID)
    }
}
