/// What has been found out so far about the open types of one expression.
///
/// The rules are those of the reference implementation (cel-go, `checker/types.go`): `dyn` fits everything, an open
/// type takes on the first type it meets, and the more general one where it meets another that fits.
struct Substitution {
    private var found: [Int: ValueType] = [:]
    private var count = 0
    /// What was there before each change of the attempt at hand. A copy of everything for each attempt would make the
    /// time that a long condition takes grow with its square.
    private var undo: [(number: Int, before: ValueType?)] = []

    mutating func open() -> ValueType {
        count += 1
        return .open(count)
    }

    /// A declared type with its parameters open, the same parameter the same in each.
    mutating func instantiated(_ types: [ValueType]) -> [ValueType] {
        var opened: [String: ValueType] = [:]
        return types.map { instantiated($0, &opened) }
    }

    private mutating func instantiated(_ type: ValueType, _ opened: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = opened[name] { return known }
            let fresh = open()
            opened[name] = fresh
            return fresh
        case .list(let element): return .list(instantiated(element, &opened))
        case .map(let key, let value): return .map(instantiated(key, &opened), instantiated(value, &opened))
        case .type(let of): return .type(instantiated(of, &opened))
        case .opaque(let name, let parameters):
            return .opaque(name, parameters.map { instantiated($0, &opened) })
        default: return type
        }
    }

    /// The type with all that is known put in.
    func resolved(_ type: ValueType) -> ValueType {
        if case .open(let number) = type { return found[number].map(resolved) ?? type }
        return type.mappingParts(resolved)
    }

    /// The same, and what is still open is `dyn`.
    func closed(_ type: ValueType) -> ValueType {
        switch resolved(type) {
        case .open: .dyn
        case let type: type.mappingParts(closed)
        }
    }

    /// Whether values of one type fit where the other is wanted; remembers what that says about open types.
    mutating func assign(_ types: [ValueType], to wanted: [ValueType]) -> Bool {
        guard types.count == wanted.count else { return false }
        undo.removeAll(keepingCapacity: true)
        for (type, wanted) in zip(types, wanted) where !fits(type, wanted) {
            for change in undo.reversed() { found[change.number] = change.before }
            return false
        }
        return true
    }

    mutating func assign(_ type: ValueType, to wanted: ValueType) -> Bool { assign([type], to: [wanted]) }

    /// One type for both, if there is one.
    mutating func join(_ left: ValueType, _ right: ValueType) -> ValueType? {
        guard assign(left, to: right) else { return nil }
        return moreGeneral(resolved(left), resolved(right))
    }

    private mutating func fits(_ type: ValueType, _ wanted: ValueType) -> Bool {
        if case .open(let number) = wanted {
            switch bind(number, to: type) {
            case .fits: return true
            case .contradicts: return false
            case .refersToItself: break
            }
        }
        if case .open(let number) = type { return bind(number, to: wanted) == .fits }
        switch (type, wanted) {
        case (.dyn, _), (_, .dyn): return true
        case (.null, _): return Self.holdsNull(wanted)
        case (_, .null): return Self.holdsNull(type)
        case (.list(let left), .list(let right)): return fits(left, right)
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            return fits(leftKey, rightKey) && fits(left, right)
        case (.opaque(let leftName, let left), .opaque(let rightName, let right)):
            return leftName == rightName && left.count == right.count
                && zip(left, right).allSatisfy { fits($0, $1) }
        case (.type, .type): return true
        default: return type == wanted
        }
    }

    private static func holdsNull(_ type: ValueType) -> Bool {
        switch type {
        case .null, .object, .opaque, .timestamp, .duration: true
        default: false
        }
    }

    private enum Binding { case fits, contradicts, refersToItself }

    private mutating func bind(_ number: Int, to type: ValueType) -> Binding {
        if type == .open(number) { return .fits }
        guard let known = found[number] else {
            guard !resolved(type).contains(number) else { return .refersToItself }
            set(number, to: type)
            return .fits
        }
        if known == type { return .fits }
        guard fits(type, known) else { return .contradicts }
        let general = moreGeneral(resolved(type), resolved(known))
        if !general.contains(number) { set(number, to: general) }
        return .fits
    }

    private mutating func set(_ number: Int, to type: ValueType) {
        undo.append((number, found[number]))
        found[number] = type
    }

    private func moreGeneral(_ left: ValueType, _ right: ValueType) -> ValueType {
        isAsGeneral(left, as: right) ? left : right
    }

    private func isAsGeneral(_ left: ValueType, as right: ValueType) -> Bool {
        switch (left, right) {
        case (.dyn, _), (.open, _): true
        case (_, .dyn), (_, .open): false
        // What can hold null is more general than null.
        case (.null, _): right == .null
        case (_, .null): true
        case (.opaque(let leftName, let left), .opaque(let rightName, let right)):
            leftName == rightName && zip(left, right).allSatisfy { isAsGeneral($0, as: $1) }
        default:
            left == right
                || (left.parts.count == right.parts.count && !left.parts.isEmpty
                    && zip(left.parts, right.parts).allSatisfy { isAsGeneral($0, as: $1) })
        }
    }
}

extension ValueType {
    fileprivate func contains(_ number: Int) -> Bool {
        self == .open(number) || parts.contains { $0.contains(number) }
    }
}
