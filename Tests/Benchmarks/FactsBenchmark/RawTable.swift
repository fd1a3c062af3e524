import Foundation

/// A table of the facts workload: one file of little-endian integers for each column, nothing else in it.
struct RawTable {
    /// Stands for absent: the smallest value of the column's type, whatever that is.
    static let absent = Int.min

    let rows: Int
    private let columns: [String: [Int]]

    init(_ name: String, _ wanted: [String: Int], in folder: String) throws {
        var columns: [String: [Int]] = [:]
        for (column, bytes) in wanted {
            let data = try Data(
                contentsOf: URL(filePath: "\(folder)/\(name).\(column).bin"), options: .mappedIfSafe)
            columns[column] = Self.numbers(in: data, bytes: bytes)
        }
        self.columns = columns
        rows = columns.values.first?.count ?? 0
        precondition(columns.values.allSatisfy { $0.count == rows }, "the columns of a table are of one length")
    }

    subscript(_ column: String) -> [Int] { columns[column] ?? [] }

    private static func numbers(in data: Data, bytes: Int) -> [Int] {
        switch bytes {
        case 1: decoded(data, as: Int8.self)
        case 2: decoded(data, as: Int16.self)
        case 4: decoded(data, as: Int32.self)
        default: decoded(data, as: Int64.self)
        }
    }

    private static func decoded<Number: FixedWidthInteger>(_ data: Data, as type: Number.Type) -> [Int] {
        data.withUnsafeBytes { bytes in
            bytes.bindMemory(to: type).map { number in
                let value = Number(littleEndian: number)
                return value == .min ? absent : Int(value)
            }
        }
    }
}
