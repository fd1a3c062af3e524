import GRDB

/// One change of the schema, named by what it does. It is never edited once released; a correction is another one.
struct Migration: Sendable {
    let name: String
    let change: @Sendable (Database) throws -> Void

    init(_ name: String, _ change: @escaping @Sendable (Database) throws -> Void) {
        self.name = name
        self.change = change
    }

    init(_ name: String, sql: String) {
        self.init(name) { try $0.execute(sql: sql) }
    }

    /// In the order in which they are applied; new ones join at the end of the written part.
    static let all: [Migration] =
        [
            .codes, .sources, .history, .alerts, .delivery, .installation, .quiet, .glances, .joins, .reopening,
            .bodies,
            .tasks, .outcomes, .readings,
        ]
        + catalogue
}

/// How the schema of an open file relates to the changes this program knows.
struct SchemaStanding {
    let applied: [String]
    let pending: [Migration]
    /// A change that a newer program made.
    let unknown: String?

    init(_ db: Database, knowing migrations: [Migration]) throws {
        let names = try db.tableExists("migration") ? String.fetchAll(db, sql: "SELECT name FROM migration") : []
        let applied = Set(names)
        let known = Set(migrations.map(\.name))
        self.applied = names
        pending = migrations.filter { !applied.contains($0.name) }
        unknown = names.first { !known.contains($0) }
    }

    /// All of an upgrade happens in one transaction, which the caller opens.
    func apply(to db: Database) throws {
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY NOT NULL) STRICT")
        for migration in pending {
            try migration.change(db)
            try db.execute(sql: "INSERT INTO migration (name) VALUES (?)", arguments: [migration.name])
        }
    }
}
