/// The extension `encoders`.
extension Function {
    static let encoders = [
        Function(
            "base64.encode", [Overload(.global, [.bytes], .string)],
            help: "Bytes as letters, digits, + and /.", example: "base64.encode(b'hello')",
            body: Body(unary: { value in
                if case .bytes(let bytes) = value {
                    .string(Base64.text(of: bytes))
                } else {
                    .noOverload("base64.encode", value)
                }
            }).costing(.linear)),
        Function(
            "base64.decode", [Overload(.global, [.string], .bytes)],
            help: "The bytes that were encoded.", example: "base64.decode('aGVsbG8=')",
            body: Body(unary: { value in
                guard case .string(let text) = value else { return .noOverload("base64.decode", value) }
                return Base64.bytes(of: text).map(Value.bytes) ?? .failure(.notConvertible(value.text, to: "bytes"))
            }).costing(.linear)),
    ]
}
