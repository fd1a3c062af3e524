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

    init(policy: Policy, written: WrittenFiles, census: Census) {
        self.policy = policy
        self.written = written
        self.census = census
        let variables = RuleVocabulary(metrics: policy.metrics.list).variables(in: .account).filter(Self.isOfAccounts)
        known = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, census.known(Reference($0))) })
        types = Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.type) })
    }

    var diagnostics: [Diagnostic] { measures + policy.rules.rules.flatMap(fields) }

    /// Neither the clock nor what all accounts share, nor lists, which may well be empty.
    private static func isOfAccounts(_ variable: Variable) -> Bool {
        if case .list = variable.type { return false }
        return variable.name.contains(".") && !variable.name.hasPrefix("portfolio.")
    }

    private var measures: [Diagnostic] {
        written.healthModels.flatMap { model in
            (model["measures"]?.value.entries ?? []).compactMap { measure in
                guard let metric = measure.value["metric"]?.value, let name = metric.written else { return nil }
                return rarely(name, at: metric.place)
            }
        }
    }

    private func fields(of rule: Rule) -> [Diagnostic] {
        rule.conditions.flatMap { condition in
            Set(condition.references.flatMap(\.baseNames)).compactMap { name in
                // Who asks whether it is known, knows that it may not be.
                guard !condition.source.text.contains("has(\(name))") else { return nil }
                return rarely(name, at: condition.source.place(of: name))
            }
        }
    }

    /// Less than one in fifty: by chance or by mistake, not by what customers are like.
    private func rarely(_ name: String, at place: Place) -> Diagnostic? {
        guard let count = known[name], count * 50 < census.watched else { return nil }
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
