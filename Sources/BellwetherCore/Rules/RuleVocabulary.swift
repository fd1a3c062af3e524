package import CEL

/// The names that conditions may use, by what they are about.
///
/// Everything is drawn from lists: the fields, the catalogue of metrics, the functions. `describe` and the manual read
/// the same lists.
package struct RuleVocabulary: Sendable {
    package enum Scope: Sendable, Hashable, CaseIterable {
        /// Conditions of health models and `watch`, which run before there is health: accounts and metrics.
        case measures
        case account
        case invoice
        case contract
        /// Several accounts together: an owner's, a tier's, all.
        case group

        /// Where one account is spoken of.
        static let ofAccounts: Set<Scope> = [.measures, .account, .invoice, .contract]
    }

    package let metrics: [Metric]
    /// The bands of all health models, for `in_band_for`.
    package let bands: [HealthBand]
    /// The names of the scores beside the main one.
    package let scores: [String]

    /// The functions of the language, with the time zones that conditions may name.
    private let functions: [Function]

    package init(
        metrics: [Metric], bands: [HealthBand] = [], scores: [String] = [],
        zones: @escaping @Sendable (String) -> Zone? = { _ in nil }
    ) {
        self.metrics = metrics
        self.bands = bands
        self.scores = scores
        functions = Function.standard(zones: TimeZones(named: { zones($0).map { $0.offsets } }))
    }

    package init(
        metrics: [Metric], models: HealthModels, zones: @escaping @Sendable (String) -> Zone? = { _ in nil }
    ) {
        self.init(metrics: metrics, bands: models.bands, scores: models.scoreNames, zones: zones)
    }

    /// The vocabulary of one scope; a rule adds the names of its thresholds.
    package func names(in scope: Scope, thresholds: [String] = []) -> Vocabulary {
        let thresholds = thresholds.map {
            Variable("threshold.\($0)", .double, help: "The rule's own threshold '\($0)'.")
        }
        return Vocabulary(
            variables: variables(in: scope) + thresholds, objects: FactList.objects, functions: functions,
            fieldFunctions: RuleFunction.all.filter { $0.scopes.contains(scope) }.map { $0.declared(with: bands) },
            elsewhere: { [self] in help(withUnknown: $0, in: scope, beside: thresholds.isEmpty) })
    }

    /// For names that rules of another kind know, and for the thresholds of a rule that has none.
    private func help(withUnknown name: String, in scope: Scope, beside hasNoThresholds: Bool) -> String? {
        if name.hasSuffix("()") { return help(withUnknownFunction: String(name.dropLast(2)), in: scope) }
        if name.hasPrefix(Threshold.prefix), scope != .measures, hasNoThresholds {
            return "give the rule that threshold: `thresholds: { \(name.dropFirst(Threshold.prefix.count)): 50 }`"
        }
        let others: [(Scope, String)] = [
            (.account, "account"), (.invoice, "invoice"), (.contract, "contract"), (.group, "owner"),
        ]
        let knowing = others.first { other, _ in
            other != scope && variables(in: other).contains { $0.name == name }
        }
        guard let (other, target) = knowing, scope != .measures else { return nil }
        return other == .account
            ? "it is known of single accounts, not of groups" : "it is known in rules with `for_each: \(target)`"
    }

    private func help(withUnknownFunction name: String, in scope: Scope) -> String? {
        guard scope != .measures, RuleFunction.named(name) != nil else { return nil }
        return scope == .group
            ? "it is asked of single accounts, not of groups"
            : "it is asked of groups: `for_each: owner`"
    }

    /// In the order of the manual: fields first, then the catalogue of metrics.
    package func variables(in scope: Scope) -> [Variable] {
        let fields = Field.all + scores.flatMap(Field.ofScore)
        return fields.filter { $0.scopes.contains(scope) }.map(\.variable)
            + metrics.map { scope == .group ? $0.groupVariable : $0.variable }
    }
}

extension Zone {
    /// Seconds east of UTC, at so many seconds since 1970.
    fileprivate var offsets: TimeZones.Offset { { Int(offset(at: Moment(seconds: $0))) } }
}

extension Metric {
    /// The metric as conditions name it.
    var variable: Variable {
        Variable(name, .double, unit: unit.rawValue, help: help, example: example.written)
    }
}

extension Double {
    /// 5 rather than 5.0: what people write.
    var written: String { Int(exactly: self).map(String.init) ?? description }
}
