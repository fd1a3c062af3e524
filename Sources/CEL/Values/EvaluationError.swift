/// Why an evaluation has no value.
package enum EvaluationError: Error, Sendable, Hashable {
    case divisionByZero
    /// The result does not fit into the type: `+`, int.
    case overflow(String, String)
    /// The function does not take values of these types.
    case noOverload(String, [String])
    case noSuchKey(String)
    case noSuchField(String, of: String)
    case indexOutOfRange(String, size: Int)
    case unusableKey(String)
    case repeatedKey(String)
    /// The text or number cannot be made into the type: `'abc'`, int.
    case notConvertible(String, to: String)
    case outOfRange(String)
    case notUTF8
    /// A regular expression that RE2 does not read, and why.
    case badPattern(String)
    /// A place in a text that is not there.
    case noSuchPlace(Int64, size: Int)
    /// A format that cannot be followed, and why.
    case badFormat(String)
    /// Something is to be picked from nothing: `math.greatest`.
    case empty(String)
    /// NaN is among what is to be compared: `math.greatest`.
    case notOrdered(String)
    case unknownZone(String)
    /// An optional was asked for what it does not hold.
    case emptyOptional
    case unknownName(String)
    case unknownFunction(String)
    /// It would go on for too long.
    case tooMuchWork
}
