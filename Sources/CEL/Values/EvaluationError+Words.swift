extension EvaluationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .divisionByZero: "division by zero"
        case .overflow(let function, let type): "the result of '\(function)' does not fit into \(type)"
        case .noOverload(let function, let types): Mismatch.sentence(function, types)
        case .noSuchKey(let key): "there is no key \(key)"
        case .noSuchField(let field, of: let type): "\(type) has no field '\(field)'"
        case .indexOutOfRange(let index, size: let size): "there is no element \(index) in a list of \(size)"
        case .unusableKey(let type): "a map key is a bool, int, uint or string, not \(type)"
        case .repeatedKey(let key): "the key \(key) stands twice in the map"
        case .notConvertible(let text, to: let type): "\(text) cannot be read as \(type)"
        case .outOfRange(let what): "\(what) is out of range"
        case .notUTF8: "the bytes are not UTF-8 text"
        case .badPattern(let reason): "the pattern cannot be read; \(reason)"
        case .noSuchPlace(let place, size: let size): "there is no place \(place) in a text of \(size)"
        case .badFormat(let reason): reason
        case .empty(let function): "'\(function)' takes one value at least"
        case .notOrdered(let function): "'\(function)' cannot order what is not a number"
        case .emptyOptional: "the optional holds nothing"
        case .unknownZone(let name): "there is no time zone '\(name)'"
        case .unknownName(let name): "unknown name '\(name)'"
        case .unknownFunction(let name): "unknown function '\(name)'"
        case .tooMuchWork: "the condition goes through too much, or makes too much"
        }
    }
}
