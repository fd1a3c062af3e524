package import CEL
import Diagnostics

/// A function over a field itself: over its past, or its place in the calendar.
///
/// Adding one is a file that extends `RuleFunction`, its test, and its name in `RuleFunction.all`: the vocabulary,
/// `describe`, the manual and what history is kept in memory read the list.
package struct RuleFunction: Sendable {
    /// A checked call, as its reference carries it.
    struct Call: Sendable {
        /// The call as written; absences are named by it.
        let text: String
        let fields: [Reference]
        let literals: [Value]

        init(_ text: String, of fields: [Reference], with literals: [Value]) {
            self.text = text
            self.fields = fields
            self.literals = literals
        }
    }

    package let name: String
    package let forms: [[FieldFunction.Parameter]]
    package let help: String
    package let example: String
    let scopes: Set<RuleVocabulary.Scope>
    /// Looks at what types cannot say, given the bands of the policy.
    let check: @Sendable (FieldFunction.Call, [HealthBand]) -> FieldFunction.Resolution
    let lookBacks: @Sendable (Call) -> [LookBack]
    let bind: @Sendable (Call, Sight) -> Reader
    /// The same for all accounts of a chunk at once, where that is one sweep.
    let column: @Sendable (Call, Sight) -> ColumnReader?

    package static let all: [RuleFunction] = [
        .ago, .change, .changeRatio, .drop, .avgOver, .minOver, .maxOver, .slope, .daysSince, .daysUntil, .never,
        .inBandFor, .countInBand, .shareInBand, .mrrInBand, .knownShare,
    ]

    static func named(_ name: String) -> RuleFunction? { all.first { $0.name == name } }

    init(
        _ name: String, _ forms: [[FieldFunction.Parameter]], _ help: String, example: String,
        in scopes: Set<RuleVocabulary.Scope> = RuleVocabulary.Scope.ofAccounts,
        check: @escaping @Sendable (FieldFunction.Call, [HealthBand]) -> FieldFunction.Resolution,
        lookBacks: @escaping @Sendable (Call) -> [LookBack] = { _ in [] },
        bind: @escaping @Sendable (Call, Sight) -> Reader,
        column: @escaping @Sendable (Call, Sight) -> ColumnReader? = { _, _ in nil }
    ) {
        self.name = name
        self.forms = forms
        self.help = help
        self.example = example
        self.scopes = scopes
        self.check = check
        self.lookBacks = lookBacks
        self.bind = bind
        self.column = column
    }

    func declared(with bands: [HealthBand]) -> FieldFunction {
        FieldFunction(name, forms: forms, help: help, example: example) { check($0, bands) }
    }
}
