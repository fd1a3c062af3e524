/// A value of the language. An absence and a failure are values too, so that `&&` and `||` can absorb them.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    /// Counted from 1970 in UTC; the nanoseconds are never negative.
    case timestamp(seconds: Int64, nanoseconds: Int32)
    case duration(nanoseconds: Int64)
    case list([Value])
    case map(MapValue)
    /// A value, or none.
    indirect case optional(Value?)
    indirect case record(any RecordValue)
    /// A type, by its name.
    indirect case type(String)
    /// Not there, and why; several where one result hangs on several absences.
    indirect case unknown([Unknown])
    indirect case failure(EvaluationError)
}

extension Value {
    /// The field is not there, and why: `.unknown("nps.latest", because: "no_data")`.
    package static func unknown(_ name: String, because reason: String) -> Value {
        .unknown([Unknown(name, because: reason)])
    }
}

/// Something that is not known: what, and why.
package struct Unknown: Sendable, Hashable {
    /// The field, such as `nps.latest`.
    package let name: String
    /// Such as `no_data`.
    package let reason: String

    package init(_ name: String, because reason: String) {
        self.name = name
        self.reason = reason
    }
}

/// A fact with named fields, such as one invoice.
package protocol RecordValue: Sendable {
    /// The declaration that the vocabulary holds.
    var type: ObjectType { get }
    /// The value of the field at this place in the declaration; an absent one is unknown, with its reason.
    func value(at field: Int) -> Value
}
