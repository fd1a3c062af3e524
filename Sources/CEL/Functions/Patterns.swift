extension Function {
    /// `matches(text, pattern)`: whether the pattern is found anywhere in the text.
    static let matches = Function(
        "matches",
        [Overload(.member, [.string, .string], .bool), Overload(.global, [.string, .string], .bool)],
        help: "Whether a regular expression (RE2) is found anywhere in the text; ^ and $ bind it to its ends.",
        example: "account.name.matches('(?i) (gmbh|ag)$')",
        body: Body(binary: { text, pattern in
            guard case .string(let text) = text, case .string(let pattern) = pattern else {
                return .noOverload("matches", text, pattern)
            }
            return compiled(pattern) { .bool($0.isFound(in: text)) }
        })
        .prepared(by: { pattern in
            guard case .string(let text) = pattern else {
                return .failure(.noOverload("matches", [pattern.typeInWords]))
            }
            do throws(EvaluationError) {
                return .success(matching(try Pattern(text)))
            } catch {
                return .failure(error)
            }
        })
        .metered(by: { values, frame in
            guard case .string(let text) = values[0], case .string(let pattern) = values[1] else {
                return .noOverload("matches", values[0], values[1])
            }
            return compiled(pattern) { pattern in
                // Making it costs as much as it is large, and nobody knows how large before it is made.
                guard frame.take(100 + pattern.size + pattern.work(on: text)) else { return .failure(.tooMuchWork) }
                return .bool(pattern.isFound(in: text))
            }
        }))

    private static func matching(_ pattern: Pattern) -> Body {
        Body(unary: { text in
            if case .string(let text) = text { .bool(pattern.isFound(in: text)) } else { .noOverload("matches", text) }
        })
        .metered(by: { values, frame in
            guard case .string(let text) = values[0] else { return .noOverload("matches", values[0]) }
            guard frame.take(pattern.work(on: text)) else { return .failure(.tooMuchWork) }
            return .bool(pattern.isFound(in: text))
        })
    }

    private static func compiled(_ text: String, _ use: (Pattern) -> Value) -> Value {
        do throws(EvaluationError) {
            return use(try Pattern(text))
        } catch {
            return .failure(error)
        }
    }
}
