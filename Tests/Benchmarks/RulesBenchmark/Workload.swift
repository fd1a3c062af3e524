import Foundation

/// The workload as its generator wrote it: measures, floors and conditions.
struct Workload: Decodable {
    let components: [Component]
    let floor: [String: Double]
    let rules: [String]

    struct Component: Decodable {
        let column: String
        let low, high, weight: Double

        init(from decoder: any Decoder) throws {
            var fields = try decoder.unkeyedContainer()
            column = try fields.decode(String.self)
            low = try fields.decode(Double.self)
            high = try fields.decode(Double.self)
            weight = try fields.decode(Double.self)
        }
    }

    init(in folder: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/rules.json"))
        self = try JSONDecoder().decode(Workload.self, from: bytes)
    }
}

/// The accounts as columns: numbers by name, NaN where there is none, and each account's tier.
struct AccountTable {
    private(set) var rows = 0
    private(set) var numbers: [String: [Double]] = [:]
    private(set) var tiers: [String] = []

    init(csv path: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes.append(0)
        let names = bytes.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: ","))
            .map { String(decoding: $0, as: UTF8.self) }
        var columns: [[Double]] = names.map { _ in [] }
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
            var place = start
            while place.pointee != 0, place.pointee != Self.newline { place += 1 }
            while place.pointee != 0, place[1] != 0 {
                for (column, name) in names.enumerated() {
                    place += 1
                    let field = place
                    while ![Self.comma, Self.newline, 0].contains(place.pointee) { place += 1 }
                    switch name {
                    case "account_id": break
                    case "tier": tiers.append(Self.text(from: field, to: place))
                    default: columns[column].append(field == place ? .nan : strtod(field, nil))
                    }
                }
                rows += 1
            }
        }
        for (name, column) in zip(names, columns) where !column.isEmpty { numbers[name] = column }
    }

    private static let comma = CChar(bitPattern: UInt8(ascii: ","))
    private static let newline = CChar(bitPattern: UInt8(ascii: "\n"))

    private static func text(from start: UnsafePointer<CChar>, to end: UnsafePointer<CChar>) -> String {
        String(decoding: UnsafeRawBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
}
