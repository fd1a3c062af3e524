package import BellwetherCore

/// One made file: its name, and its text as an export would hold it.
package struct SampleFile: Sendable, Hashable {
    package let name: String
    package let text: String
}

/// A value that stands in a cell.
protocol Cell: SendableMetatype {
    var cell: String { get }
}

/// Which columns a file has, and where a row keeps what stands in each.
struct Table<Row>: Sendable {
    struct Column: Sendable {
        let name: String
        let cell: @Sendable (Row) -> String

        init(_ name: String, _ value: @escaping @Sendable (Row) -> some Cell) {
            self.name = name
            cell = { value($0).cell }
        }
    }

    let name: String
    let columns: [Column]

    init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }

    func file(of rows: some Sequence<Row>) -> SampleFile {
        var text = ""
        text.appendRecord(columns.map(\.name))
        for row in rows { text.appendRecord(columns.map { $0.cell(row) }) }
        return SampleFile(name: name, text: text)
    }
}

extension String {
    /// Adds a record as RFC 4180 wants it, ended by a line feed as most exports end it.
    package mutating func appendRecord(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { append(",") }
            append(field.needsQuotes ? field.quoted : field)
        }
        append("\n")
    }

    /// Looks at bytes: to Swift a carriage return with its line feed is a single character that equals neither.
    private var needsQuotes: Bool {
        utf8.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
            default: false
            }
        }
    }

    private var quoted: String {
        let quote = UInt8(ascii: "\"")
        var bytes = [quote]
        for byte in utf8 { bytes += byte == quote ? [quote, quote] : [byte] }
        return String(decoding: bytes + [quote], as: UTF8.self)
    }
}

/// Money in minor units; a cell shows it in major ones.
struct Amount: Hashable {
    var minor: Int

    static let zero = Amount(minor: 0)
    static func + (left: Amount, right: Amount) -> Amount { Amount(minor: left.minor + right.minor) }
    static func - (left: Amount, right: Amount) -> Amount { Amount(minor: left.minor - right.minor) }
    static func * (amount: Amount, times: Int) -> Amount { Amount(minor: amount.minor * times) }

    /// So many thousandths of it, to the nearest minor unit.
    func perMille(_ parts: Int) -> Amount { Amount(minor: (minor * parts + 500) / 1000) }
}

extension Amount: Cell, CustomStringConvertible {
    /// `4300.00`
    var description: String { "\(minor / 100).\(minor % 100 < 10 ? "0" : "")\(minor % 100)" }
    var cell: String { description }
}

extension String: Cell { var cell: String { self } }
extension Int: Cell { var cell: String { String(self) } }
extension Bool: Cell { var cell: String { self ? "true" : "false" } }
extension Day: Cell { var cell: String { description } }
extension Moment: Cell { var cell: String { description } }
extension Optional: Cell where Wrapped: Cell { var cell: String { self?.cell ?? "" } }
