/// A table or a view of somebody's database, as far as its user may read it.
struct DatabaseTable: Sendable, Hashable {
    struct Name: Sendable, Hashable {
        let schema: String
        let table: String
    }

    let name: Name
    let isView: Bool
    /// The columns that may be read; all there are where none is named.
    var columns: [String] = []
    var isReadable = true
    /// Columns that name rows of another table.
    var references: [String: Name] = [:]
    /// The words that a column may hold, where its type lists them.
    var labels: [String: [String]] = [:]
}

extension ProposedSources {
    /// A database that can be looked into.
    package enum Database: Sendable {
        case postgres, sqlite

        /// Schema, table, whether it is a view, a column, and whether that may be read. What an extension brought is
        /// no data of anybody's, and a part of a table is read with the whole.
        var listing: String {
            switch self {
            case .postgres:
                """
                SELECT n.nspname, c.relname, CASE WHEN c.relkind IN ('v', 'm') THEN 1 ELSE 0 END, a.attname,
                    CASE WHEN has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
                    THEN 1 ELSE 0 END
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
                    AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
                    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                ORDER BY 1, 2, a.attnum
                """
            case .sqlite:
                """
                SELECT 'main', name, type = 'view', '', 1 FROM sqlite_master
                WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 2
                """
            }
        }

        /// Schema, table and column, and the schema and table of the rows that the column names.
        var referring: String {
            switch self {
            case .postgres:
                """
                SELECT n.nspname, c.relname, a.attname, tn.nspname, t.relname
                FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
                    JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
                WHERE k.contype = 'f' AND cardinality(k.conkey) = 1
                """
            case .sqlite:
                """
                SELECT 'main', m.name, f."from", 'main', f."table"
                FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
                """
            }
        }

        /// Schema, table and column, and a word that its type lists; nothing where there are no such types.
        var listed: String? {
            switch self {
            case .postgres:
                """
                SELECT n.nspname, c.relname, a.attname, e.enumlabel
                FROM pg_enum e JOIN pg_attribute a ON a.atttypid = e.enumtypid AND a.attnum > 0 AND NOT a.attisdropped
                    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                ORDER BY 1, 2, 3, e.enumsortorder
                """
            case .sqlite: nil
            }
        }

        func written(_ name: DatabaseTable.Name) -> String {
            let isPlain = self == .sqlite || name.schema == "public"
            return isPlain ? Self.quoted(name.table) : Self.quoted(name.schema) + "." + Self.quoted(name.table)
        }

        /// As people say it: `billing.Invoices`.
        func spoken(_ name: DatabaseTable.Name) -> String {
            self == .sqlite || name.schema == "public" ? name.table : name.schema + "." + name.table
        }

        static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    }
}
