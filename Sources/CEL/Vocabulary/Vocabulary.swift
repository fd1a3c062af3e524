/// The names a condition may use: variables, the fields of facts, and functions.
///
/// Names may be dotted. Where several declared names fit the beginning of what is written, the longest wins.
package struct Vocabulary: Sendable {
    package let variables: [Variable]
    package let objects: [ObjectType]
    package let functions: [Function]
    package let fieldFunctions: [FieldFunction]
    /// The namespace in which names are looked up first, from the inside out; `""` for none.
    package let container: String
    /// What to do about a name that is not known here, where it is known why: it belongs to rules of another kind. A
    /// function has brackets behind its name.
    package let elsewhere: @Sendable (String) -> String?

    private let variablesByName: [String: Variable]
    private let objectsByName: [String: ObjectType]
    private let functionsByName: [String: Function]
    private let fieldFunctionsByName: [String: FieldFunction]

    package init(
        variables: [Variable],
        objects: [ObjectType] = [],
        functions: [Function] = Function.standard,
        fieldFunctions: [FieldFunction] = [],
        container: String = "",
        elsewhere: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.variables = variables
        self.objects = objects
        self.functions = functions
        self.fieldFunctions = fieldFunctions
        self.container = container
        self.elsewhere = elsewhere
        variablesByName = Self.byName(variables, \.name)
        objectsByName = Self.byName(objects, \.name)
        functionsByName = Self.byName(functions, \.name)
        fieldFunctionsByName = Self.byName(fieldFunctions, \.name)
    }

    package func variable(named name: String) -> Variable? { variablesByName[name] }
    package func object(named name: String) -> ObjectType? { objectsByName[name] }
    package func function(named name: String) -> Function? { functionsByName[name] }
    package func fieldFunction(named name: String) -> FieldFunction? { fieldFunctionsByName[name] }

    /// What a written name may stand for, from the innermost namespace outwards; a leading dot means the outermost.
    func candidates(for name: String, absolute: Bool) -> [String] {
        guard !absolute, !container.isEmpty else { return [name] }
        let parts = container.split(separator: ".")
        return (0...parts.count).reversed().map { count in
            (parts.prefix(count).map(String.init) + [name]).joined(separator: ".")
        }
    }

    private static func byName<Entry>(_ entries: [Entry], _ name: KeyPath<Entry, String>) -> [String: Entry] {
        Dictionary(entries.map { ($0[keyPath: name], $0) }, uniquingKeysWith: { _, last in last })
    }
}

/// Something with a name that a condition can read: a variable, or a field of a fact.
package struct Variable: Sendable, Hashable {
    /// May be dotted: `health.score`.
    package let name: String
    package let type: ValueType
    /// How its values are printed, such as `ratio` or `money`; the printer decides what the word means.
    package let unit: String?
    package let help: String?
    package let example: String?

    package init(
        _ name: String,
        _ type: ValueType,
        unit: String? = nil,
        help: String? = nil,
        example: String? = nil
    ) {
        self.name = name
        self.type = type
        self.unit = unit
        self.help = help
        self.example = example
    }
}

/// The declared fields of one kind of fact, such as an invoice in a list of invoices.
package struct ObjectType: Sendable {
    package let name: String
    /// In the order in which a `RecordValue` of this type numbers them.
    package let fields: [Variable]
    private let indices: [String: Int]

    package init(_ name: String, fields: [Variable]) {
        self.name = name
        self.fields = fields
        indices = Dictionary(
            fields.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func index(of field: String) -> Int? { indices[field] }
}
