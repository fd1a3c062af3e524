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
    case unknownZone(String)
    /// An optional was asked for what it does not hold.
    case emptyOptional
    case unknownName(String)
    case unknownFunction(String)
    /// It would go on for too long.
    case tooMuchWork
}
