import BellwetherCore
import GRDB

/// Where facts belong: by the slot they are kept under, that of the account they are about.
struct SlotMap: Sendable {
    /// Of names that meet an account.
    let accounts: [Int: Int]
    /// By account that several names mean, its own among them: all of these.
    let shared: [Int: [Int]]
    /// Counts the times that facts already kept came to belong to others.
    let version: Int

    init(_ db: Database) throws {
        var accounts: [Int: Int] = [:]
        var meeting: [Int: [Int]] = [:]
        let rows = try RawStatement(db, "SELECT slot, account FROM joined WHERE account IS NOT NULL ORDER BY slot")
        while try rows.next() {
            accounts[Int(rows.integer(0))] = Int(rows.integer(1))
            meeting[Int(rows.integer(1)), default: []].append(Int(rows.integer(0)))
        }
        self.accounts = accounts
        shared = Dictionary(uniqueKeysWithValues: meeting.map { ($0, [$0] + $1) })
        version = try db.moves()
    }

    /// The account's slot; nothing where nobody is meant by an alias. An id of an account's own has its place even so.
    func slot(of kept: Int) -> Int? {
        if let account = accounts[kept] { return account }
        return kept < Alias.firstSlot ? kept : nil
    }

    /// A change of what is kept as one of what is known; nothing where nobody is meant.
    func placed(_ change: Facts.Change) -> Facts.Change? {
        guard let kept = change.slot else { return change }
        guard let slot = slot(of: kept) else { return nil }
        var change = change
        change.slot = slot
        return change
    }
}

extension Database {
    private static let moves = "moves of facts between accounts"

    func moves() throws -> Int {
        let value = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Self.moves])
        return value.flatMap { Int($0) } ?? 0
    }

    func countMove() throws { try note(Self.moves, String(try moves() + 1)) }
}
