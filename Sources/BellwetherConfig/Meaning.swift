package import BellwetherCore
package import Diagnostics
import Documents
package import Trials

/// What an installation means for the accounts it is about: mistakes that no file shows by itself.
///
/// A rule may be sound and still speak of nobody: `enterprise` where the accounts say `Enterprise`, a measure that is
/// known for four of twelve hundred, a mail to owners who have no address. It is told against what the state knows;
/// without a state, from the files alone.
package struct Meaning: Sendable {
    package private(set) var diagnostics: [Diagnostic]
    /// Nothing where there is no state to render for.
    package let trial: TemplateTrial?
    package let forms: FormTrial

    package init(
        of installation: Installation, in turn: Turn? = nil, given history: History = History(), on day: Day? = nil,
        secrets: Credentials? = nil
    ) {
        let policy = installation.policy
        let written = WrittenFiles(installation.files)
        let census = turn.map { Census(of: $0, under: policy, given: history) }
        trial = turn?.trial(of: policy, given: history)
        let now = turn?.metrics.asOf.now ?? day.map { policy.zone.start(of: $0) } ?? Moment(seconds: 0)
        // Without a state there is nobody to speak of yet, and the forms are made of names that nobody has.
        let someone = turn ?? Turn(from: Memory(), with: Facts(sources: []), under: policy, at: now)
        forms = FormTrial(
            of: someone.sampleStories(under: policy, given: history), by: installation.receivers,
            under: policy.routing, at: now
        ) { reference in secrets.flatMap { try? $0.secret(reference) } }
        let routes = RouteMeaning(policy: policy, written: written, census: census)
        var found = routes.diagnostics + Self.operatorMissing(in: written)
        if let today = turn?.metrics.asOf.today ?? day {
            found += ThresholdMeaning(rules: policy.rules.rules, census: census, today: today).diagnostics
        }
        if let census, census.watched > 0 {
            found += ThresholdMeaning.strayCalendars(in: written.main, policy.routing.people, census)
            found += OwnerMeaning(routing: policy.routing, written: written, census: census).diagnostics
            found += KnowledgeMeaning(policy: policy, written: written, census: census).diagnostics
            found +=
                ModelMeaning(
                    written: written, overrides: policy.healthModels.overrides, census: census,
                    today: census.sight.asOf.today
                ).diagnostics
        }
        found += policy.rules.rules.filter { $0.annotation("play") == nil && $0.playbooks.isEmpty }.map(
            Diagnostic.noPlay)
        found += (trial?.failures ?? []).map(Diagnostic.templateFails)
        found += forms.refusals.map { Diagnostic.refused($0, in: written) }
        diagnostics = found.inOrder()
    }

    /// With what rules were found to hold on past days.
    package mutating func add(_ held: HeldDays, under policy: Policy) {
        diagnostics = (diagnostics + HoldingMeaning(held: held, routing: policy.routing).diagnostics).inOrder()
    }

    /// With rules that have another name than in the installation that runs, and do not say so.
    package mutating func add(renamedSince running: Policy, of policy: Policy, on day: Day) {
        let renamings = policy.rules.renamings(since: running.rules, on: day)
        diagnostics = (diagnostics + renamings.map(Diagnostic.renamed)).inOrder()
    }

    private static func operatorMissing(in written: WrittenFiles) -> [Diagnostic] {
        guard let main = written.main, main["operator"] == nil, let route = main["route"] else { return [] }
        return [.noOperator(at: route.key.place)]
    }
}
