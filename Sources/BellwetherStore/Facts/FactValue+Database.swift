import BellwetherCore
import GRDB

extension FactValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .absent: .null
        case .text(let text): text.databaseValue
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        }
    }

    /// SQLite keeps a whole number in a REAL column as a number with a fraction of 0.
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null, .blob: self = .absent
        case .string(let text): self = .text(text)
        case .int64(let integer): self = .integer(integer)
        case .double(let real): self = .real(real)
        }
    }
}
