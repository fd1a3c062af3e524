/// A condition as written: a tree, each node of which knows its bytes.
struct Syntax: Sendable {
    let kind: Kind
    let range: Range<Int>
    /// How many levels there are from here down.
    let depth: Int

    indirect enum Kind: Sendable {
        /// Something that has been complained about.
        case invalid
        case literal(Value)
        case name(Name)
        /// `operand.field`
        case select(Syntax, field: Name)
        /// `operand.?field`
        case optionalSelect(Syntax, field: Name)
        /// `has(operand)`
        case presence(Syntax)
        /// `f(arguments)`
        case call(Name, [Syntax])
        /// `target.f(arguments)`
        case method(Syntax, Name, [Syntax])
        /// What is written with a symbol: the operands, and where the symbol stands.
        case operation(Name, [Syntax])
        /// A chain of `&&`, however long, is one node.
        case and([Syntax])
        case or([Syntax])
        case conditional(Syntax, then: Syntax, otherwise: Syntax)
        case list([Syntax])
        /// `?x` in a list: left out if the optional is empty.
        case optional(Syntax)
        case map([Entry])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, expression)`
        case binding(Name, Syntax, in: Syntax)
    }

    /// A name and its bytes.
    struct Name: Sendable {
        let text: String
        let range: Range<Int>
        /// With a dot before it: looked up outside all namespaces and variables of macros.
        var isAbsolute = false
    }

    struct Entry: Sendable {
        let key: Syntax
        let value: Syntax
        /// `?k: v`: left out if the optional v is empty.
        var isOptional = false
    }

    /// What a macro such as `all` says about each element of a list, each entry of a map, or the value of an optional.
    struct Comprehension: Sendable {
        let kind: ComprehensionKind
        let over: Syntax
        /// One, or two: the index and the element, the key and the value.
        let variables: [Name]
        /// What is asked of each element.
        let condition: Syntax?
        /// What is made of each element; without it, the element itself.
        let result: Syntax?
    }

    init(_ kind: Kind, _ range: Range<Int>) {
        self.kind = kind
        self.range = range
        depth = 1 + (kind.children.map(\.depth).max() ?? 0)
    }
}

/// What becomes of the answers for the elements.
enum ComprehensionKind: String, Sendable, Hashable {
    /// True for all of them.
    case all
    /// True for one at least.
    case exists
    /// True for just one.
    case existsOne = "exists_one"
    /// A list of what is made of those for which it is true.
    case list
    /// A map of what is made of the values for which it is true.
    case map
    /// A map of the entries that are made of those for which it is true.
    case entries
    /// An optional of what is made of the value of an optional.
    case optional
    /// The optional that is made of the value of an optional.
    case flatOptional
}

extension Syntax.Kind {
    var children: [Syntax] {
        switch self {
        case .invalid, .literal, .name: []
        case .select(let operand, field: _), .optionalSelect(let operand, field: _): [operand]
        case .presence(let operand), .optional(let operand): [operand]
        case .binding(_, let value, in: let body): [value, body]
        case .call(_, let arguments), .operation(_, let arguments): arguments
        case .method(let target, _, let arguments): [target] + arguments
        case .and(let operands), .or(let operands), .list(let operands): operands
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .comprehension(let comprehension):
            [comprehension.over] + [comprehension.condition, comprehension.result].compactMap(\.self)
        }
    }
}
