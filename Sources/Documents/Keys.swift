import Diagnostics

/// The keys of one mapping, none of them twice.
struct Keys {
    enum Answer: Equatable {
        case new
        case givenBefore(Place)
        /// A list or a mapping.
        case notAKey
        case empty
        case broken
    }

    /// What makes two keys the same: a value, compared exactly, or how it is written.
    private enum Identity: Hashable {
        case null
        case bool(Bool)
        case integer(Int64)
        case real(UInt64)
        case text(ExactText)
        /// Never in a file of ours, so it must not make the others large.
        indirect case collection(Node)
    }

    private let dialect: Dialect
    private var places: [Identity: Place] = [:]

    init(_ dialect: Dialect) { self.dialect = dialect }

    mutating func add(_ key: Node) -> Answer {
        if key.isBroken { return .broken }
        let identity = Self.identity(of: key)
        if case .collection = identity, !dialect.allowsAnyKey { return .notAKey }
        if let first = claim(identity, at: key.place) { return .givenBefore(first) }
        // Settings are found by how their keys are written, so 1 and "1" would be one name.
        if !dialect.allowsAnyKey, let written = key.written {
            if identity == .null, written.isEmpty { return .empty }
            let name = Identity.text(ExactText(written))
            if name != identity, let first = claim(name, at: key.place) { return .givenBefore(first) }
        }
        return .new
    }

    /// Where it was claimed before, if it was.
    private mutating func claim(_ identity: Identity, at place: Place) -> Place? {
        guard let first = places.updateValue(place, forKey: identity) else { return nil }
        places[identity] = first
        return first
    }

    private static func identity(of key: Node) -> Identity {
        switch key.content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .real(let value): .real(value.bitPattern)
        case .text(let text): .text(ExactText(text))
        case .sequence, .mapping: .collection(key)
        }
    }
}
