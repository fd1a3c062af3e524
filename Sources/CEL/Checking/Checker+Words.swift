import Diagnostics

extension Diagnostic {
    static func unknownName(_ name: String, at place: Place, known: [String], elsewhere: String?) -> Diagnostic {
        .error(
            "unknown name '\(Printable.name(name))'", at: place,
            help: elsewhere ?? Suggestion.help(for: name, among: known, naming: "names known here"))
    }

    static func unknownField(_ name: String, of type: String, at place: Place, known: [String]) -> Diagnostic {
        .error(
            "\(type) has no field '\(Printable.name(name))'", at: place,
            help: Suggestion.help(for: name, among: known, naming: "its fields"))
    }

    static func noFields(_ operand: String, _ type: ValueType, field: String, at place: Place) -> Diagnostic {
        .error(
            "'\(Printable.name(operand))' is \(type) and has no field '\(Printable.name(field))'", at: place,
            help: Foreign.field(field))
    }

    static func unknownFunction(
        _ name: String, at place: Place, known: [String], elsewhere: String?
    ) -> Diagnostic {
        if let instead = left(out: name) {
            return .error(
                "the function '\(Printable.name(name))' is not part of this language", at: place, help: instead)
        }
        let callable = known.filter { $0.utf8.first?.isNameStart == true && $0 != "in" } + ["has"]
        return .error(
            "unknown function '\(Printable.name(name))'", at: place,
            help: elsewhere ?? Foreign.function(name)
                ?? Suggestion.help(for: name, among: callable, naming: "functions"))
    }

    /// What other implementations have and this one leaves out on purpose; and what to do without it.
    private static func left(out name: String) -> String? {
        switch name {
        case "cel.block", "cel.index", "cel.iterVar", "cel.accuVar":
            "it is for programs that rewrite conditions; give a value a name with cel.bind(name, value, condition)"
        case "ip", "isIP", "cidr", "isCIDR", "ip.isCanonical", "isCanonical", "containsIP", "containsCIDR":
            "there are no network addresses here; compare them as texts"
        default: nil
        }
    }

    static func mismatch(_ function: String, _ types: [ValueType], at place: Place) -> Diagnostic {
        .error(
            Mismatch.sentence(function, types.map(\.description)), at: place, help: conversion(function, types))
    }

    static func noOverload(
        of function: Function, _ style: Function.Overload.Style, _ types: [ValueType], at place: Place
    ) -> Diagnostic {
        let arity = function.overloads.filter { $0.style == style && $0.parameters.count == types.count }
        if arity.isEmpty {
            return .error("'\(function.name)' is not called like this", at: place, help: forms(function))
        }
        if function.name.utf8.first?.isNameStart != true || function.name == "in" {
            return mismatch(function.name, types, at: place)
        }
        let own =
            style == .member && arity.contains { $0.parameters[0].isLike(types[0]) } ? types.dropFirst() : types[...]
        let given = own.map(\.description).joined(separator: ", ")
        return .error("'\(function.name)' does not take \(given)", at: place, help: forms(function))
    }

    static func differentBranches(_ types: [ValueType], at place: Place) -> Diagnostic {
        .error("both sides of ':' have one type, not \(types[0]) and \(types[1])", at: place)
    }

    static func notIterable(_ type: ValueType, at place: Place) -> Diagnostic {
        .error("only a list or a map has elements to go through, not \(type)", at: place)
    }

    static func notOptional(_ type: ValueType, for what: String, at place: Place) -> Diagnostic {
        .error(
            "'\(what)' needs an optional, not \(type)", at: place,
            help: "an optional is written like nps.?latest or optional.of(5)")
    }

    static func wrongResult(of macro: String, wanted: ValueType, _ type: ValueType, at place: Place) -> Diagnostic {
        let wanted = wanted.optionalValue == nil ? "a map" : "an optional"
        return .error("'\(macro)' makes \(wanted) of each, not \(type)", at: place)
    }

    static func notAField(_ function: String, at place: Place, example: String) -> Diagnostic {
        .error("'\(function)' takes a field, not a value", at: place, help: "write it like \(example)")
    }

    static func wrongCount(of function: FieldFunction, _ count: Int, at place: Place) -> Diagnostic {
        let counts = Set(function.forms.map(\.count)).sorted().map(String.init).joined(separator: " or ")
        return .error(
            "'\(function.name)' takes \(counts) \(counts == "1" ? "argument" : "arguments"), not \(count)", at: place,
            help: "write it like \(function.example)")
    }

    static func notALiteral(_ type: ValueType, of function: FieldFunction, at place: Place) -> Diagnostic {
        .error(
            "'\(function.name)' takes \(type == .string ? "a text in quotes" : "\(type) as a literal") here", at: place,
            note: "it is looked at when the file is loaded", help: "write it like \(function.example)")
    }

    static func wrongField(
        _ variable: Variable, wanted: ValueType, by function: FieldFunction, at place: Place
    ) -> Diagnostic {
        .error("'\(function.name)' takes a \(wanted) field; '\(variable.name)' is \(variable.type)", at: place)
    }

    static func wrongType(_ type: ValueType, wanted: ValueType, at place: Place) -> Diagnostic {
        .error(
            wanted == .bool ? "a condition is true or false (bool), not \(type)" : "this is \(wanted), not \(type)",
            at: place, help: wanted == .bool && type == .double ? "compare it with something, such as < 60" : nil)
    }

    static func alwaysFails(_ error: EvaluationError, at place: Place) -> Diagnostic {
        .error("this can never be evaluated; \(error)", at: place)
    }

    /// `string.contains(string)`, for each way to call it, while they are few.
    private static func forms(_ function: Function) -> String? {
        let forms = function.overloads.map { overload in
            let parameters = overload.parameters.map(\.description)
            return overload.style == .member
                ? "\(parameters[0]).\(function.name)(\(parameters.dropFirst().joined(separator: ", ")))"
                : "\(function.name)(\(parameters.joined(separator: ", ")))"
        }
        guard forms.count <= 3 else { return function.example.map { "write it like \($0)" } }
        return "write it like \(forms.joined(separator: " or "))"
    }

    /// How to make the two sides of an operator fit.
    private static func conversion(_ function: String, _ types: [ValueType]) -> String? {
        guard types.count == 2, function != "in", function != "[]" else { return nil }
        switch Set(types) {
        case [.int, .double], [.uint, .double]: return "convert the other side with double(…)"
        case [.timestamp, .string]: return "write a point in time as timestamp('2026-01-31T00:00:00Z')"
        case [.duration, .string]: return "write a duration as duration('36h')"
        case [.null, .double], [.null, .string], [.null, .bool], [.null, .int]:
            return "ask has(nps.latest) whether it is there"
        case [.string, .double], [.string, .int]: return "a number stands without quotes"
        default: return nil
        }
    }
}

extension ValueType {
    /// Of the same make, whatever it is made of.
    fileprivate func isLike(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.list, .list), (.map, .map), (.type, .type): true
        case (.opaque(let left, _), .opaque(let right, _)): left == right
        default: self == other
        }
    }
}
