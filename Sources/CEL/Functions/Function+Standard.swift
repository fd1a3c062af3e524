extension Function {
    /// The functions of the language; of time zones it knows UTC and fixed offsets such as `+01:00`.
    package static let standard = standard(zones: { _, _ in nil })

    /// The functions of the language, with the zones of a time-zone database.
    package static func standard(zones: @escaping ZoneLookup) -> [Function] {
        arithmetic + comparisons + collections + conversions + texts + times(zones: zones)
            + optionals
    }
}

/// Seconds east of UTC on the clock of the named zone at a moment, counted from 1970; nothing for an unknown name.
package typealias ZoneLookup = @Sendable (_ zone: String, _ seconds: Int64) -> Int?

extension Function {
    /// An operator: what is written between, or before, its operands.
    static func operation(_ name: String, _ signatures: [([ValueType], ValueType)], _ body: Body) -> Function {
        Function(name, signatures.map { Overload(.global, $0.0, $0.1) }, body: body)
    }
}
