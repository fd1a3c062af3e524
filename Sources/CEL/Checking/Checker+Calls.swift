import Diagnostics

extension Checker {
    mutating func operation(_ name: Syntax.Name, _ operands: [Syntax], _ range: Range<Int>) -> Checked {
        let operands = operands.map { checked($0) }
        guard let function = vocabulary.function(named: name.text) else {
            preconditionFailure("every operator is among the functions of the vocabulary")
        }
        return resolved(function, .global, name, operands, range)
    }

    /// `f(x)`
    mutating func call(_ name: Syntax.Name, _ arguments: [Syntax], _ range: Range<Int>) -> Checked {
        let function = function(name.text, isAbsolute: name.isAbsolute)
        if let fieldFunction = vocabulary.fieldFunction(named: name.text),
            function == nil || isField(arguments.first)
        {
            return call(fieldFunction, name, arguments, range)
        }
        guard let function else { return unknown(name, arguments.map { checked($0) }, range) }
        return resolved(function, .global, name, collected(arguments, for: function, range), range)
    }

    /// `x.f(y)`, or a function whose own name has a dot in it: `math.abs(y)`.
    mutating func method(
        _ name: Syntax.Name, of target: Syntax, _ arguments: [Syntax], _ range: Range<Int>
    ) -> Checked {
        if let path = Path(target), !isLocal(path) {
            let dotted = path.text(path.names.count) + "." + name.text
            if let function = function(dotted, isAbsolute: path.isAbsolute) {
                return resolved(function, .global, name, collected(arguments, for: function, range), range)
            }
            if vocabulary.function(named: name.text) == nil, declared(path) == nil {
                let full = Syntax.Name(
                    text: dotted, range: path.range(path.names.count).lowerBound..<name.range.upperBound)
                return unknown(full, arguments.map { checked($0) }, range)
            }
        }
        let values = [checked(target)] + arguments.map { checked($0) }
        guard let function = vocabulary.function(named: name.text) else { return unknown(name, values, range) }
        return resolved(function, .member, name, values, range)
    }

    /// The arguments; more than two of a function that collects them as one list.
    private mutating func collected(_ arguments: [Syntax], for function: Function, _ range: Range<Int>) -> [Checked] {
        guard function.collects, arguments.count > 2 else { return arguments.map { checked($0) } }
        return [checked(Syntax(.list(arguments), range))]
    }

    private func function(_ name: String, isAbsolute: Bool) -> Function? {
        vocabulary.candidates(for: name, absolute: isAbsolute).lazy.compactMap(vocabulary.function(named:)).first
    }

    private func isLocal(_ path: Path) -> Bool {
        !path.isAbsolute && scope.contains { $0.name == path.names[0].text }
    }

    private mutating func unknown(_ name: Syntax.Name, _ values: [Checked], _ range: Range<Int>) -> Checked {
        if mode != .unchecked {
            let known = vocabulary.functions.map(\.name) + vocabulary.fieldFunctions.map(\.name)
            report(
                .unknownFunction(
                    name.text, at: place(name.range), known: known, elsewhere: vocabulary.elsewhere("\(name.text)()")))
        }
        return .dyn(.failing(.unknownFunction(name.text)), range)
    }

    // MARK: Overloads

    private mutating func resolved(
        _ function: Function, _ style: Function.Overload.Style, _ name: Syntax.Name, _ arguments: [Checked],
        _ range: Range<Int>
    ) -> Checked {
        let fitting = function.overloads.filter { $0.style == style && $0.parameters.count == arguments.count }
        guard let (arguments, type) = chosen(among: fitting, for: arguments) else {
            let types = arguments.map { self.types.closed($0.type) }
            let isConsequence = arguments.contains(where: \.isFailing)
            if mode != .unchecked, !isConsequence {
                report(.noOverload(of: function, style, types, at: place(name.range)))
            }
            return .dyn(.failing(.noOverload(function.name, types.map(\.description))), range)
        }
        let implicit = function.alsoReads.map { name in
            vocabulary.variable(named: name).map { reference(Reference($0), range) }
                ?? .dyn(.failing(.unknownName(name)), range)
        }
        let call = Checked.Call(name: function.name, body: function.body)
        return Checked(kind: .call(call, arguments + implicit), type: type, range: range)
    }

    /// The arguments, with int literals read as doubles where that is wanted, and the type of the result.
    private mutating func chosen(
        among overloads: [Function.Overload], for arguments: [Checked]
    ) -> ([Checked], ValueType)? {
        guard mode != .unchecked else { return overloads.isEmpty ? nil : (arguments, .dyn) }
        if mode == .ruleFile, arguments.contains(where: { hasDouble($0.type) }) {
            let asDoubles = arguments.map { $0.asDouble ?? $0 }
            if let type = result(of: overloads, for: asDoubles) { return (asDoubles, type) }
        }
        if let type = result(of: overloads, for: arguments) { return (arguments, type) }
        return mode == .ruleFile ? firstFitting(overloads, arguments) : nil
    }

    /// What the overloads that take these arguments have for a result; `dyn` where several differ in it.
    private mutating func result(of overloads: [Function.Overload], for arguments: [Checked]) -> ValueType? {
        var result: ValueType?
        for overload in overloads {
            let opened = types.instantiated(overload.parameters + [overload.result])
            guard types.assign(arguments.map(\.type), to: Array(opened.dropLast())) else { continue }
            let type = types.resolved(opened[opened.count - 1])
            result = result == nil || result == type ? type : .dyn
        }
        return result
    }

    /// The first overload that takes the arguments with some of their int literals read as doubles.
    private mutating func firstFitting(
        _ overloads: [Function.Overload], _ arguments: [Checked]
    ) -> ([Checked], ValueType)? {
        for overload in overloads {
            let adapted = zip(arguments, overload.parameters).map { argument, parameter in
                parameter == .double ? argument.asDouble ?? argument : argument
            }
            if let type = result(of: [overload], for: adapted) { return (adapted, type) }
        }
        return nil
    }

    // MARK: Field functions

    private func isField(_ syntax: Syntax?) -> Bool {
        guard let path = syntax.flatMap(Path.init), let (meaning, used) = declared(path) else { return false }
        if case .variable = meaning { return used == path.names.count }
        return false
    }

    private mutating func call(
        _ function: FieldFunction, _ name: Syntax.Name, _ arguments: [Syntax], _ range: Range<Int>
    ) -> Checked {
        let failed = Checked.dyn(.failing(.unknownFunction(name.text)), range)
        guard let form = function.forms.first(where: { $0.count == arguments.count }) else {
            report(.wrongCount(of: function, arguments.count, at: place(range)))
            return failed
        }
        let before = diagnostics.count
        let taken = zip(arguments, form).compactMap { argument($0, as: $1, of: function) }
        guard taken.count == arguments.count, diagnostics.count == before else { return failed }
        let call = FieldFunction.Call(function: name.text, arguments: taken, place: place(range))
        switch function.resolve(call) {
        case .reference(let reference): return self.reference(reference, range)
        case .refused(let diagnostic):
            report(diagnostic)
            return failed
        }
    }

    private mutating func argument(
        _ syntax: Syntax, as parameter: FieldFunction.Parameter, of function: FieldFunction
    ) -> FieldFunction.Argument? {
        let place = place(syntax.range)
        switch parameter {
        case .field(let type):
            return field(syntax, type, of: function).map { .field($0, at: place) }
        case .literal(let type):
            guard case .literal(let value) = syntax.kind, let value = value.literal(as: type) else {
                if case .invalid = syntax.kind { return nil }
                report(.notALiteral(type, of: function, at: place))
                return nil
            }
            return .literal(value, at: place)
        }
    }

    private mutating func field(_ syntax: Syntax, _ type: ValueType?, of function: FieldFunction) -> Reference? {
        guard isField(syntax) else {
            if let path = Path(syntax), declared(path) == nil {
                _ = checked(syntax)
            } else if case .invalid = syntax.kind {
                return nil
            } else {
                report(.notAField(function.name, at: place(syntax.range), example: function.example))
            }
            return nil
        }
        guard let path = Path(syntax), case .variable(let variable) = declared(path)?.meaning else { return nil }
        if let type, !types.assign(variable.type, to: type) {
            report(.wrongField(variable, wanted: type, by: function, at: place(syntax.range)))
            return nil
        }
        return Reference(variable)
    }
}

extension Value {
    /// The literal as this type; an int literal may stand for a double.
    fileprivate func literal(as type: ValueType) -> Value? {
        switch (self, type) {
        case (.int(let value), .double): .double(Double(value))
        case (.int, .int), (.uint, .uint), (.double, .double), (.string, .string), (.bool, .bool): self
        default: nil
        }
    }
}
