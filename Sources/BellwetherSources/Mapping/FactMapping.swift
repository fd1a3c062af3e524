package import BellwetherCore
package import Diagnostics

/// Which columns of a source make which fields of one kind of fact.
package struct FactMapping: Sendable {
    package let kind: FactKind
    package let place: Place
    /// Whether its columns are those of the source that are called as its fields are.
    package let isByName: Bool
    /// Field, or `id`, `account_id`, `recorded_at`, or a money field with `_minor`, to column.
    package let columns: [String: String]
    package let constants: [String: String]
    /// By field: what the source writes, and what we call it.
    package let values: [String: [String: String]]
    package let letterCase: [String: LetterCase]
    /// Fields of text in which some rows were turned into UTF-8 twice.
    package let doubleEncoded: Set<String>
    /// Only rows whose column has one of these texts.
    package let only: [String: Set<String>]
    /// Columns that together name a row, where it has no id.
    package let key: [String]
    /// Rows in which one of these fields is empty are none of ours.
    package let needed: [String]
    package let unpivot: Unpivot?
    package let atMost: [String: Double]
    /// Fields that tell of a record as a whole: of the rows it makes, the first alone has them.
    package let once: Set<String>
    /// The day or moment that no column says: since when the source says so.
    package let asOf: String?
    /// By currency: how many decimals the source counts minor units with, where those are not the currency's own.
    package let minorUnits: [Currency: Int]

    /// The same columns for another kind of fact, which takes those of fields that it has too.
    func with(_ kind: FactKind) -> FactMapping {
        let names = Set(kind.fields.map(\.name) + ["id", "recorded_at"] + needed)
        return FactMapping(
            kind: kind, place: place, isByName: isByName, columns: columns.filter { names.contains($0.key) },
            constants: constants.filter { names.contains($0.key) }, values: values, letterCase: letterCase,
            doubleEncoded: doubleEncoded, only: only, key: key, needed: needed, unpivot: unpivot, atMost: atMost,
            once: once, asOf: asOf, minorUnits: minorUnits)
    }

    /// Every column it names, in a settled order.
    var columnNames: [String] {
        columns.sorted { $0.key < $1.key }.map(\.value) + only.keys.sorted() + key
    }

    package enum LetterCase: String, Sendable, CaseIterable {
        case upper, lower
    }

    /// Turns columns into rows: `ev_reports = 3` becomes feature `reports`, count 3. Zeros make no row.
    package struct Unpivot: Sendable {
        /// With one `*`, which stands for what becomes the name.
        package let columns: String
        package let into: String
        package let value: String
    }
}
