extension Function {
    /// The functions of the language; of time zones it knows UTC and fixed offsets such as `+01:00`.
    package static let standard = standard(zones: .none)

    /// The functions of the language, with the zones of a time-zone database.
    package static func standard(zones: TimeZones) -> [Function] {
        arithmetic + comparisons + collections + conversions + texts + [matches] + times(zones: zones)
            + textParts + [format] + mathematics + bits + optionals + encoders
    }
}

extension Function {
    /// An operator: what is written between, or before, its operands.
    static func operation(_ name: String, _ signatures: [([ValueType], ValueType)], _ body: Body) -> Function {
        Function(name, signatures.map { Overload(.global, $0.0, $0.1) }, body: body)
    }
}
