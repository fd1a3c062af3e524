import Foundation

@testable import CEL

/// One line of the specification's conformance suite, as JSON.
struct ConformanceCase: Decodable {
    let id: String
    let expr: String
    let container: String
    let disable_check: Bool
    let check_only: Bool
    let type_env: [Declaration]
    let bindings: [String: TypedValue]
    let expect: Expectation
    let tier: String
    let applies: Bool
    let needs: [String]

    struct Declaration: Decodable {
        let name: String
        let ident: DeclaredType?
        let function: [Overload]?
    }

    struct Overload: Decodable {
        let params: [DeclaredType]
        let result: DeclaredType
        let member: Bool
    }

    struct Expectation: Decodable {
        let value: TypedValue?
        let error: [String]?
        let type: DeclaredType?
    }
}

/// A type as the suite writes it: a name, or a name with parameters.
struct DeclaredType: Decodable {
    let type: ValueType

    private enum Key: CodingKey { case name, params, param }

    init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            type = Self.plain(name)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        let parameters = try container.decodeIfPresent([DeclaredType].self, forKey: .params)?.map(\.type) ?? []
        let name = try container.decode(String.self, forKey: .name)
        switch (name, parameters.count) {
        case ("list", 1): type = .list(parameters[0])
        case ("map", 2): type = .map(parameters[0], parameters[1])
        case ("type", 1): type = .type(parameters[0])
        case ("param", _): type = .parameter(try container.decode(String.self, forKey: .param))
        default: type = .opaque(name, parameters)
        }
    }

    private static func plain(_ name: String) -> ValueType {
        let plain: [ValueType] = [.int, .uint, .double, .bool, .string, .bytes, .timestamp, .duration, .dyn]
        if name == "null_type" { return .null }
        return plain.first { $0.description == name } ?? .opaque(name, [])
    }
}

/// A value with its type, integers as strings so that no reader rounds them.
struct TypedValue: Decodable {
    let value: Value

    private enum Key: CodingKey { case t, v, s, n }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let type = try container.decode(String.self, forKey: .t)
        func text() throws -> String { try container.decode(String.self, forKey: .v) }
        func seconds() throws -> Int64 { Int64(try container.decode(String.self, forKey: .s)) ?? 0 }
        func nanoseconds() throws -> Int32 { try container.decode(Int32.self, forKey: .n) }
        switch type {
        case "null": value = .null
        case "bool": value = .bool(try container.decode(Bool.self, forKey: .v))
        case "int": value = .int(Int64(try text()) ?? 0)
        case "uint": value = .uint(UInt64(try text()) ?? 0)
        case "double": value = .double(Double(try text()) ?? .nan)
        case "string": value = .string(try text())
        case "type": value = .type(try text())
        case "bytes": value = .bytes(Self.bytes(try text()))
        case "list": value = .list(try container.decode([TypedValue].self, forKey: .v).map(\.value))
        case "map":
            let entries = try container.decode([[TypedValue]].self, forKey: .v)
            value = .map(of: entries.map { ($0[0].value, $0[1].value) })
        case "timestamp": value = .timestamp(seconds: try seconds(), nanoseconds: try nanoseconds())
        case "duration": value = .duration(nanoseconds: try seconds() * 1_000_000_000 + Int64(try nanoseconds()))
        default: value = .failure(.unknownName(type))
        }
    }

    private static func bytes(_ digits: String) -> [UInt8] {
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
