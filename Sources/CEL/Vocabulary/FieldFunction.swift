package import Diagnostics

/// A function that takes a field itself, not its value: `ago(health.score, '30d')`.
///
/// Its other arguments are literals, so that everything about the call is known when the file is loaded. The
/// checker replaces the call by the reference that `resolve` answers with; at evaluation it is read like a variable.
package struct FieldFunction: Sendable {
    package enum Parameter: Sendable, Hashable {
        /// A declared name; of this type where one is given.
        case field(ValueType?)
        case literal(ValueType)
    }

    /// A call as written, with its fields looked up.
    package struct Call: Sendable {
        package let function: String
        package let arguments: [Argument]
        package let place: Place

        /// The call in one spelling, however it was spaced and quoted.
        package var text: String { "\(function)(\(arguments.map(\.text).joined(separator: ", ")))" }
    }

    package enum Argument: Sendable {
        case field(Reference, at: Place)
        case literal(Value, at: Place)

        package var place: Place {
            switch self {
            case .field(_, at: let place), .literal(_, at: let place): place
            }
        }

        var text: String {
            switch self {
            case .field(let reference, at: _): reference.name
            case .literal(let value, at: _): value.text
            }
        }
    }

    package enum Resolution: Sendable {
        case reference(Reference)
        case refused(Diagnostic)
    }

    package let name: String
    /// The ways to write it; more than one where an argument may be left out.
    package let forms: [[Parameter]]
    package let help: String
    package let example: String
    package let resolve: @Sendable (Call) -> Resolution

    package init(
        _ name: String,
        forms: [[Parameter]],
        help: String,
        example: String,
        resolve: @escaping @Sendable (Call) -> Resolution
    ) {
        self.name = name
        self.forms = forms
        self.help = help
        self.example = example
        self.resolve = resolve
    }
}

extension FieldFunction.Call {
    package var fields: [Reference] {
        arguments.compactMap { argument in
            if case .field(let reference, at: _) = argument { reference } else { nil }
        }
    }

    package var literals: [Value] {
        arguments.compactMap { argument in
            if case .literal(let value, at: _) = argument { value } else { nil }
        }
    }

    /// The reference that this call stands for, under its own text as name.
    package func reference(_ type: ValueType, unit: String? = nil) -> Reference {
        Reference(text, type, unit: unit, origin: .function(function, of: fields, with: literals))
    }
}
