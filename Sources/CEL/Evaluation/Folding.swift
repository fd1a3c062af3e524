extension Checked {
    /// The same with calls over nothing but constants done once and for all, and what constants beside a call can be
    /// prepared for prepared; `report` is told of those that fail.
    func folded(_ report: (EvaluationError, Range<Int>) -> Void) -> Checked {
        // One for all: the work of loading a condition has an end too.
        var frame = Frame(slots: 0)
        return folded(&frame, report)
    }

    private func folded(_ frame: inout Frame, _ report: (EvaluationError, Range<Int>) -> Void) -> Checked {
        var node = mappingChildren { $0.folded(&frame, report) }
        guard node.prepare(report), node.isFoldable else { return node }
        let value = Planner.step(for: node)({ _ in preconditionFailure("a constant reads nothing") }, &frame)
        if case .failure(let error) = value {
            report(error, range)
            return node
        }
        return Checked(kind: .constant(value), type: type, range: range)
    }

    /// A call whose second operand is known and was prepared for: a pattern is compiled, a zone looked up.
    /// False where that cannot be prepared for, which is then said.
    private mutating func prepare(_ report: (EvaluationError, Range<Int>) -> Void) -> Bool {
        guard case .call(var call, let operands) = kind, operands.count == 2, let prepare = call.body.prepared,
            case .constant(let known) = operands[1].kind
        else { return true }
        switch prepare.run(known) {
        case .success(let body):
            call.prepared = body
            kind = .call(call, operands)
            return true
        case .failure(let error):
            report(error, operands[1].range)
            return false
        }
    }

    private var isFoldable: Bool {
        switch kind {
        case .call(_, let operands), .list(let operands): operands.allSatisfy(\.isConstant)
        case .map(let entries): entries.allSatisfy { $0.key.isConstant && $0.value.isConstant }
        default: false
        }
    }

    private var isConstant: Bool {
        if case .constant = kind { true } else { false }
    }

    private func mappingChildren(_ mapped: (Checked) -> Checked) -> Checked {
        var node = self
        switch kind {
        case .constant, .reference, .local, .failing: break
        case .presence(let operand): node.kind = .presence(mapped(operand))
        case .field(let operand, let field): node.kind = .field(mapped(operand), field)
        case .fieldPresence(let operand, let field): node.kind = .fieldPresence(mapped(operand), field)
        case .call(let call, let operands): node.kind = .call(call, operands.map(mapped))
        case .and(let operands): node.kind = .and(operands.map(mapped))
        case .or(let operands): node.kind = .or(operands.map(mapped))
        case .conditional(let condition, let then, let otherwise):
            node.kind = .conditional(mapped(condition), then: mapped(then), otherwise: mapped(otherwise))
        case .list(let elements): node.kind = .list(elements.map(mapped))
        case .map(let entries):
            node.kind = .map(entries.map { Entry(key: mapped($0.key), value: mapped($0.value)) })
        case .comprehension(var comprehension):
            comprehension.over = mapped(comprehension.over)
            comprehension.condition = comprehension.condition.map(mapped)
            comprehension.result = comprehension.result.map(mapped)
            node.kind = .comprehension(comprehension)
        case .binding(let slot, let value, in: let body):
            node.kind = .binding(slot: slot, mapped(value), in: mapped(body))
        }
        return node
    }
}
