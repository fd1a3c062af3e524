/// A function over values: the types it takes, and what it does.
///
/// The checker chooses among the overloads; the body does not lean on that, but looks at the values it is given,
/// because an unchecked or a `dyn` argument may hold anything. A body never sees an unknown or a failure: those are
/// passed on before it is called.
package struct Function: Sendable {
    package struct Overload: Sendable, Hashable {
        package enum Style: Sendable, Hashable {
            /// `size(x)`
            case global
            /// `x.size()`; the first parameter is what stands before the dot.
            case member
        }

        package let style: Style
        package let parameters: [ValueType]
        package let result: ValueType

        package init(_ style: Style, _ parameters: [ValueType], _ result: ValueType) {
            self.style = style
            self.parameters = parameters
            self.result = result
        }
    }

    /// What it does, by the number of values it takes.
    ///
    /// The closures stand in structs: in an Optional or an Array of its own a closure would be wrapped once more, and
    /// each call pay for that.
    package struct Body: Sendable {
        struct Unary: Sendable { let run: @Sendable (Value) -> Value }
        struct Binary: Sendable { let run: @Sendable (Value, Value) -> Value }
        struct Variadic: Sendable { let run: @Sendable ([Value]) -> Value }
        struct Prepared: Sendable { let run: @Sendable (Value) -> Result<Body, EvaluationError> }
        struct Metered: Sendable { let run: @Sendable ([Value], inout Frame) -> Value }
        struct Early: Sendable { let run: @Sendable (Value) -> Value? }

        /// How its work grows with what it is given.
        package enum Work: Sendable {
            /// Hardly.
            case constant
            /// With the size of what it takes and makes.
            case linear
            /// With the smaller of the two that it takes.
            case comparison
            /// With the lists it takes; a map is not gone through.
            case search
            /// With the texts it takes; of a list or map only the size is asked.
            case texts
        }

        private(set) var unary: Unary?
        private(set) var binary: Binary?
        private(set) var variadic: Variadic?
        /// Of two operands, what it does with a right one that is known when the condition is loaded: the body over the
        /// left one alone, or why there is none. So a pattern is compiled once, and a bad one is found at once.
        private(set) var prepared: Prepared?
        /// Of two operands, the result if the left one alone settles it; then the right one is not evaluated.
        private(set) var early: Early?
        /// The same work, by a body that takes what it costs from the frame itself.
        private(set) var metered: Metered?
        private(set) var work = Work.constant

        /// For what is declared to be checked against only.
        package init() {}

        package init(unary: @escaping @Sendable (Value) -> Value) {
            self.unary = Unary(run: unary)
        }

        package init(binary: @escaping @Sendable (Value, Value) -> Value) {
            self.binary = Binary(run: binary)
        }

        package init(
            unary: @escaping @Sendable (Value) -> Value, binary: @escaping @Sendable (Value, Value) -> Value
        ) {
            self.unary = Unary(run: unary)
            self.binary = Binary(run: binary)
        }

        package init(variadic: @escaping @Sendable ([Value]) -> Value) {
            self.variadic = Variadic(run: variadic)
        }

        package func costing(_ work: Work) -> Body {
            var body = self
            body.work = work
            return body
        }

        func prepared(by prepare: @escaping @Sendable (Value) -> Result<Body, EvaluationError>) -> Body {
            var body = self
            body.prepared = Prepared(run: prepare)
            return body
        }

        func metered(by run: @escaping @Sendable ([Value], inout Frame) -> Value) -> Body {
            var body = self
            body.metered = Metered(run: run)
            return body
        }

        func settled(early answer: @escaping @Sendable (Value) -> Value?) -> Body {
            var body = self
            body.early = Early(run: answer)
            return body
        }
    }

    package let name: String
    package let overloads: [Overload]
    /// Declared variables whose values are handed to the body after the written arguments, such as the time of the turn.
    package let alsoReads: [String]
    /// Whether more than two arguments are put together in a list: `math.greatest(1, 2, 3)`.
    let collects: Bool
    package let help: String?
    package let example: String?
    package let body: Body

    package init(
        _ name: String,
        _ overloads: [Overload],
        alsoReads: [String] = [],
        collects: Bool = false,
        help: String? = nil,
        example: String? = nil,
        body: Body
    ) {
        self.name = name
        self.overloads = overloads
        self.alsoReads = alsoReads
        self.collects = collects
        self.help = help
        self.example = example
        self.body = body
    }
}
