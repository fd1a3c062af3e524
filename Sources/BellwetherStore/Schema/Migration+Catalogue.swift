import BellwetherCore
import GRDB

// The tables of facts follow the catalogue of kinds: a kind is a migration, and each of its fields is another, so that
// a field that joins a kind later is added to the files that exist, and an older program refuses a file that has it.
extension Migration {
    static var catalogue: [Migration] { FactKind.all.flatMap(facts) }

    static func facts(of kind: FactKind) -> [Migration] {
        let table = Migration("keep \(kind.name)") { db in
            try db.execute(sql: kind.isDaily ? DailyTable(kind).schema : FactTable(kind).schema)
        }
        return [table] + (kind.isDaily ? [] : [decimals(of: kind)])
            + kind.fields.map { field in facts(of: kind, field: field) }
    }

    /// What rows that were kept before were read with is not known: their money is in minor units, as they have it.
    private static func decimals(of kind: FactKind) -> Migration {
        Migration("keep decimals of \(kind.name)") { db in
            guard try !db.columns(in: kind.name).contains(where: { $0.name == "decimals" }) else { return }
            try db.execute(sql: "ALTER TABLE \"\(kind.name)\" ADD COLUMN decimals INTEGER")
        }
    }

    /// A table that was just made has the column already.
    private static func facts(of kind: FactKind, field: FactField) -> Migration {
        Migration("keep \(kind.name).\(field.name)") { db in
            guard try !db.columns(in: kind.name).contains(where: { $0.name == field.name }) else { return }
            try db.execute(sql: "ALTER TABLE \"\(kind.name)\" ADD COLUMN \(field.column(required: false))")
        }
    }
}

extension FactField {
    /// The column that holds it. A field that joins a table with rows in it cannot be required of them.
    func column(required: Bool) -> String {
        var column = "\"\(name)\" \(storageClass)"
        if required { column += " NOT NULL" }
        if case .flag = form { column += " CHECK (\"\(name)\" IN (0, 1))" }
        return column
    }

    private var storageClass: String {
        switch form {
        case .text, .choice: "TEXT"
        case .day, .moment, .money, .rate, .count, .flag: "INTEGER"
        case .number: "REAL"
        }
    }
}
