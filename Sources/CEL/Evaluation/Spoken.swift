extension Checked {
    /// The parts of a text put together with `+`; what only becomes a text for that is left as what it is.
    var spoken: [Checked] {
        guard type == .string, case .call(let call, let operands) = kind else { return [self] }
        switch (call.name, operands.count) {
        case ("+", 2): return operands.flatMap(\.spoken)
        case ("string", 1):
            if case .reference = operands[0].kind { return operands }
            return [self]
        default: return [self]
        }
    }
}
