import CEL

/// What of the past a policy reads: a path of `History`, and how many days of it.
package struct LookBack: Sendable, Hashable, Comparable {
    package let path: String
    package let days: Int

    package init(_ path: String, days: Int) {
        self.path = path
        self.days = days
    }

    package static func < (left: LookBack, right: LookBack) -> Bool {
        (left.path, left.days) < (right.path, right.days)
    }

    /// The furthest of each path.
    package static func furthest(_ all: some Sequence<LookBack>) -> [LookBack] {
        Dictionary(all.map { ($0.path, $0.days) }, uniquingKeysWith: max).map { LookBack($0, days: $1) }.sorted()
    }

    /// What is needed of a field of this name over a span; scores also need to know under which model they were.
    static func over(_ span: Span, of path: String) -> [LookBack] {
        [LookBack(path, days: span.daysKept)]
            + (isOfHealth(path) ? [LookBack(modelPath, days: span.daysKept)] : [])
    }

    static let modelPath = "health.model"
    static func isOfHealth(_ path: String) -> Bool { path.hasPrefix("health.") }
}

extension Sequence<Reference> {
    /// What these references read of the past.
    var lookBacks: [LookBack] {
        flatMap { reference -> [LookBack] in
            guard case .function(let name, of: let fields, with: let literals) = reference.origin else { return [] }
            return RuleFunction.named(name)?.lookBacks(.init(reference.name, of: fields, with: literals)) ?? []
        }
    }
}
