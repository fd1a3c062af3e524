/// Turns a checked tree into a plan over columns. What has no vector form becomes a step for each row.
struct BatchPlanner {
    /// How many variables of macros are alive at once.
    let slots: Int

    func truth(of node: Checked) -> TruthPlan {
        if let index = node.onlyText { return .text(index, rowStep(node)) }
        switch node.kind {
        case .constant(.bool(let holds)): return .constant(holds)
        case .reference(let index) where node.type == .bool: return .flag(index, rowStep(node))
        case .presence(let operand):
            if case .reference(let index) = operand.kind { return .presence(index, rowStep(node)) }
        case .and(let operands): return .all(fastFirst(operands))
        case .or(let operands): return .not(.all(fastFirst(operands).map(\.negated)))
        case .conditional(let condition, let then, let otherwise) where then.type == .bool && otherwise.type == .bool:
            return .conditional(truth(of: condition), then: truth(of: then), otherwise: truth(of: otherwise))
        case .call(let call, let operands): return called(call.name, operands, node)
        default: break
        }
        return .rows(rowStep(node))
    }

    /// The order of operands changes no answer, only which of several absences is found first.
    private func fastFirst(_ operands: [Checked]) -> [TruthPlan] {
        let plans = operands.map { truth(of: $0) }
        return plans.filter { !$0.isSlow } + plans.filter(\.isSlow)
    }

    private func called(_ name: String, _ operands: [Checked], _ node: Checked) -> TruthPlan {
        if name == "!", operands.count == 1, operands[0].type == .bool { return truth(of: operands[0]).negated }
        guard operands.count == 2, let comparison = Comparison(rawValue: name) else { return .rows(rowStep(node)) }
        let (left, right) = (operands[0], operands[1])
        switch (left.type, right.type) {
        case (.double, .double): return .doubles(comparison, number(left), number(right), rowStep(node))
        case (.int, .int): return .ints(comparison, number(left), number(right), rowStep(node))
        case (.uint, .uint): return .uints(comparison, number(left), number(right), rowStep(node))
        case (.bool, .bool) where comparison == .same: return .same(truth(of: left), truth(of: right))
        case (.bool, .bool) where comparison == .different: return .not(.same(truth(of: left), truth(of: right)))
        default: return .rows(rowStep(node))
        }
    }

    func number<Number>(_ node: Checked) -> NumberPlan<Number> {
        guard node.type == Number.type else { return .rows(rowStep(node)) }
        switch node.kind {
        case .constant(let value):
            if let number = Number(value) { return .constant(number) }
        case .reference(let index): return .reference(index)
        case .conditional(let condition, let then, let otherwise):
            return .conditional(truth(of: condition), then: number(then), otherwise: number(otherwise))
        case .call(let call, let operands): return computed(call.name, operands, node)
        default: break
        }
        return .rows(rowStep(node))
    }

    private func computed<Number>(_ name: String, _ operands: [Checked], _ node: Checked) -> NumberPlan<Number> {
        guard let operation = Arithmetic(rawValue: name), operands.allSatisfy({ $0.type == Number.type }),
            Number.canFail || operation != .remainder
        else { return .rows(rowStep(node)) }
        switch operands.count {
        case 2: return .operation(operation, number(operands[0]), number(operands[1]))
        case 1 where operation == .minus: return .negative(number(operands[0]))
        default: return .rows(rowStep(node))
        }
    }

    func rowStep(_ node: Checked) -> RowStep { RowStep(step: Planner.step(for: node), slots: slots) }
}

extension Checked {
    /// The one reference that it hangs on, where that is a text.
    fileprivate var onlyText: Int? {
        guard type == .bool else { return nil }
        var index: Int?
        guard hangsOnlyOnText(&index), let index else { return nil }
        return index
    }

    /// Without variables of macros around it, of which it could not know what they are.
    private func hangsOnlyOnText(_ index: inout Int?) -> Bool {
        switch kind {
        case .reference(let place):
            guard type == .string, index == nil || index == place else { return false }
            index = place
            return true
        case .local: return false
        default: return children.allSatisfy { $0.hangsOnlyOnText(&index) }
        }
    }
}
