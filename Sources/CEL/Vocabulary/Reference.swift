/// One thing a condition reads from outside: a variable, or a field function applied to one.
package struct Reference: Sendable {
    /// The text that stands for it and identifies it: `health.score`, or `ago(health.score, '30d')`.
    package let name: String
    package let type: ValueType
    package let unit: String?
    package let origin: Origin

    /// Where its value comes from.
    package enum Origin: Sendable {
        /// A declared variable of this name.
        case variable
        /// A field function: what it was applied to, and the literals beside it, in the order written.
        case function(String, of: [Reference], with: [Value])
    }

    package init(_ name: String, _ type: ValueType, unit: String? = nil, origin: Origin = .variable) {
        self.name = name
        self.type = type
        self.unit = unit
        self.origin = origin
    }

    package init(_ variable: Variable) {
        self.init(variable.name, variable.type, unit: variable.unit)
    }
}

extension Reference: Hashable {
    package static func == (left: Reference, right: Reference) -> Bool { left.name == right.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
