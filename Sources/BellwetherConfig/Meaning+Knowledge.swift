import BellwetherCore
import CEL
import Diagnostics
import Documents

/// Measures and fields of rules that are known for almost nobody: their part of every score and condition is missing.
struct KnowledgeMeaning {
    private let policy: Policy
    private let written: WrittenFiles
    private let census: Census
    /// Every name that can be asked of any account, and for how many it is known.
    private let known: [String: Int]
    private let types: [String: ValueType]
    private let delivered: Set<String>

    init(policy: Policy, written: WrittenFiles, census: Census) {
        self.policy = policy
        self.written = written
        self.census = census
        let variables = RuleVocabulary(metrics: policy.metrics.list).variables(in: .account).filter(Self.isOfAccounts)
        known = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, census.known(Reference($0))) })
        types = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.type) })
        delivered = Set(census.sight.accounts.sources.flatMap(\.kinds))
    }

    var diagnostics: [Diagnostic] { measures + fields + waiting }

    /// What no source is there for is no mistake of each rule that hangs on it: it is said once.
    private var waiting: [Diagnostic] {
        guard let place = written.main?["sources"]?.key.place else { return [] }
        var kinds: Set<String> = []
        let rules = policy.rules.rules.filter { rule in
            let missing = rule.conditions.flatMap(\.references).flatMap(\.baseNames).flatMap(undelivered)
            kinds.formUnion(missing)
            return !missing.isEmpty
        }
        let waiting = measuresInWait
        kinds.formUnion(waiting.flatMap(\.kinds))
        let names = waiting.map { "measure '\($0.key)'" } + rules.map(\.id)
        guard !names.isEmpty else { return [] }
        return [.noSourceFor(FactKind.all.map(\.name).filter(kinds.contains), names, at: place)]
    }

    /// The kinds a metric is told from, where no source brings any of them.
    private func undelivered(_ name: String) -> [String] {
        let kinds = (Metric.named(name)?.kinds ?? []).map(\.name)
        return kinds.contains(where: delivered.contains) ? [] : kinds
    }

    /// Neither the clock nor what all accounts share, nor lists, which may well be empty.
    private static func isOfAccounts(_ variable: Variable) -> Bool {
        if case .list = variable.type { return false }
        return variable.name.contains(".") && !variable.name.hasPrefix("portfolio.")
    }

    private var measures: [Diagnostic] {
        writtenMeasures.compactMap { measure in
            guard measure.isRequired || undelivered(measure.metric).isEmpty else { return nil }
            return rarely(measure.metric, at: measure.place)
        }
    }

    /// Those whose weight others carry.
    private var measuresInWait: [(key: String, kinds: [String])] {
        writtenMeasures.filter { !$0.isRequired }.map { ($0.key, undelivered($0.metric)) }.filter { !$0.1.isEmpty }
    }

    private var writtenMeasures: [(key: String, metric: String, isRequired: Bool, place: Place)] {
        written.healthModels.flatMap { model in
            (model["measures"]?.value.entries ?? []).compactMap { measure in
                guard let metric = measure.value["metric"]?.value, let name = metric.written else { return nil }
                return (measure.name, name, measure.value["required"] != nil, metric.place)
            }
        }
    }

    /// What is known for nobody is one finding, in however many rules it stands.
    private var fields: [Diagnostic] {
        var said: Set<String> = []
        return policy.rules.rules.flatMap(names).compactMap { name, place in
            said.insert(name).inserted ? rarely(name, at: place) : nil
        }
    }

    private func names(in rule: Rule) -> [(name: String, place: Place)] {
        // Where it may be missing is said in the rule.
        guard rule.missing != .ok else { return [] }
        return rule.conditions.flatMap { condition in
            Set(condition.references.flatMap(\.baseNames)).sorted().compactMap { name in
                // Who asks whether it is known, knows that it may not be.
                guard !condition.source.text.contains("has(\(name))"), undelivered(name).isEmpty else { return nil }
                return (name, condition.source.place(of: name))
            }
        }
    }

    /// Less than one in fifty: by chance or by mistake, not by what customers are like.
    private func rarely(_ name: String, at place: Place) -> Diagnostic? {
        guard let count = known[name], count * 50 < census.watched else { return nil }
        if name.hasPrefix("clv."), policy.metrics.billing.grossMargin == nil { return .noMargin(name, at: place) }
        if let span = Metric.named(name)?.span,
            let first = span.tooShort(in: census.sight.accounts, on: census.sight.asOf.today)
        {
            return .countedTooShort(name, span, since: first, on: census.sight.asOf.today, at: place)
        }
        return .knownForFew(name, count, of: census.watched, instead: better(than: name, count), at: place)
    }

    /// The best known name of the same family, type and unit, where it is known for far more: a count of answers is no
    /// substitute for what they say.
    private func better(than name: String, _ count: Int) -> (name: String, count: Int)? {
        let family = name.prefix { $0 != "." } + "."
        let candidates = known.filter {
            $0.key.hasPrefix(family) && $0.key != name && types[$0.key] == types[name]
                && Metric.named($0.key)?.unit == Metric.named(name)?.unit
                && $0.value * 50 >= census.watched && $0.value >= 10 * count
        }
        return candidates.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { (name: $0.key, count: $0.value) }
    }
}

extension Reference {
    /// The plain names that a look-back goes to; of a name, itself.
    fileprivate var baseNames: [String] {
        switch origin {
        case .variable: [name]
        case .function(_, of: let fields, with: _): fields.flatMap(\.baseNames)
        }
    }
}
