/// A condition in which every name, overload and type is settled. Evaluation, explanation and batches start from here.
struct Checked: Sendable {
    var kind: Kind
    var type: ValueType
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case constant(Value)
        /// What is read from outside, by its place in the list of references.
        case reference(Int)
        /// The variable of a macro, by its slot.
        case local(Int)
        /// Whether the operand is there.
        case presence(Checked)
        /// A field of a fact, by its place in the declaration where the checker knows it, or an entry of a map.
        case field(Checked, Field)
        case fieldPresence(Checked, Field)
        case call(Call, [Checked])
        case and([Checked])
        case or([Checked])
        case conditional(Checked, then: Checked, otherwise: Checked)
        case list([Checked])
        case map([Entry])
        case comprehension(Comprehension)
        /// `cel.bind`: a value under a name, by its slot, in an expression.
        case binding(slot: Int, Checked, in: Checked)
        /// What cannot be evaluated; only where nothing was checked.
        case failing(EvaluationError)
    }

    struct Field: Sendable {
        let name: String
        let index: Int?
    }

    struct Call: Sendable {
        let name: String
        let body: Function.Body
        /// The body over the left operand alone, where the right one is constant and was prepared for.
        var prepared: Function.Body?
    }

    struct Entry: Sendable {
        var key: Checked
        var value: Checked
    }

    struct Comprehension: Sendable {
        let kind: ComprehensionKind
        var over: Checked
        /// Holds the element of a list, the key of a map, the value of an optional; where there are two variables,
        /// the index or the key.
        let slot: Int
        /// Where there are two variables: holds the element of a list, the value of a map.
        let second: Int?
        var condition: Checked?
        var result: Checked?
    }
}

/// A whole checked condition: its tree, and what it needs from outside.
struct CheckedExpression: Sendable {
    var root: Checked
    let references: [Reference]
    /// How many variables of macros are alive at once.
    let slots: Int
}
