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
            + (isOfHealth(path) ? [LookBack(modelPath(of: path), days: span.daysKept)] : [])
    }

    static let modelPath = "health.model"
    /// Stands for everything that scores are made of, until the models are known.
    static let inputsPath = "health.inputs"
    static func isOfHealth(_ path: String) -> Bool { path.hasPrefix("health.") }

    /// Where it stands under which model a score of health was made: each score by name has a path of its own.
    static func modelPath(of path: String) -> String {
        path.prefix(through: path.lastIndex(of: ".") ?? path.startIndex) + "model"
    }

    /// The numbers of health that history keeps.
    static func isKeptOfHealth(_ path: String) -> Bool { path.hasSuffix(".score") || path.hasSuffix(".coverage") }

    /// The name of the score that the path is: none for `health.score`; `nil` for what is no score.
    static func score(ofPath path: String) -> ScorePath? {
        guard isOfHealth(path), path.hasSuffix(".score") else { return nil }
        let name = path.dropFirst("health.".count).dropLast("score".count)
        return ScorePath(name: name.isEmpty ? nil : String(name.dropLast()))
    }

    /// One of an account's scores; the main one has no name.
    struct ScorePath {
        let name: String?
    }
}

extension Sequence<Reference> {
    /// What these references read of the past.
    var lookBacks: [LookBack] {
        flatMap { reference -> [LookBack] in
            guard case .function(let name, of: let fields, with: let literals) = reference.origin else {
                return Field.named(reference.name)?.lookBacks ?? []
            }
            return RuleFunction.named(name)?.lookBacks(.init(reference.name, of: fields, with: literals)) ?? []
        }
    }
}
