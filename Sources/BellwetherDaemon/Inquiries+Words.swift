import BellwetherCore
import Diagnostics

extension Inquiries.Refusal {
    /// Why a question has no answer, for whoever asked.
    package var words: String {
        switch self {
        case .nobody(let text): "no account has the id or the name '\(text)'"
        case .several(let text, let accounts):
            "'\(text)' may be any of \(accounts.prefix(10).joined(separator: ", "))"
                + (accounts.count > 10 ? " and \(accounts.count - 10) more" : "") + "; give an id"
        case .unknownRule(let rule, let known):
            "there is no rule '\(rule)'; "
                + (Suggestion.nearest(to: rule, among: known).map { "did you mean '\($0)'?" }
                    ?? "rules are \(known.joined(separator: ", "))")
        case .notInForce(let rule, let since):
            "no rule '\(rule)' is in force; the files on the disk cannot be used since \(since), and the rules from before "
                + "go on: `bellwether check` shows what is wrong"
        case .unknownReceiver(let name, let known):
            "receiver '\(name)' is not defined; receivers are \(known.joined(separator: ", "))"
        case .unknownModel(let name, let known):
            known.isEmpty
                ? "there is no health model; 'health_models' in the rule files makes scores"
                : "there is no health model '\(name)'; models are \(known.joined(separator: ", "))"
        case .nothingFires(let text): "nothing fires for '\(text)'; `bellwether alerts` lists what does"
        case .nothingToSay(let account, let rule): "\(account) has nothing that '\(rule)' is about"
        case .aboutGroups(let rule, let scope):
            "'\(rule)' speaks of \(scope.spoken), and not of single accounts; `bellwether alerts --rule \(rule)` shows "
                + "what it has found"
        case .undescribed(let id):
            "'\(id)' is known by its id alone: no list of accounts that was read so far has it, and no rule is about it"
        case .noMatcher: "a silence needs a matcher, such as tier=\"Trial\"; one without would be of everything"
        case .badMatcher(let text, let why): "'\(text)' is no matcher; \(why)"
        case .unknownLabel(let label, let meant, let known):
            "no rule gives alerts the label '\(label)', and it is none of an account; "
                + (meant.map { "did you mean '\($0)'?" } ?? "labels are \(known.joined(separator: ", "))")
        case .unknownValue(let matcher, let meant, let known):
            matcher.ofNothing
                + (meant.map { "; did you mean '\($0)'?" } ?? Self.list(known))
                + " With --anyway it is silenced all the same, for what may come"
        case .noEnd: "a silence must end; say --for 2w, or --until 2026-12-01"
        case .noAuthor: "say who you are, with --by"
        case .noReason: "say why, with --reason; somebody will ask"
        case .notATime(let text): "'\(text)' must be a span such as 2w, a day such as 2026-12-01, or a moment"
        case .past(let text): "'\(text)' must lie ahead"
        case .tooLong(let text): "'\(text)' is longer than a year; nobody will remember it"
        case .noLetter(let text): "there is no message '\(text)'; `bellwether outbox list` shows their numbers"
        case .noSilence(let text):
            "no silence of the number '\(text)' is in force; `bellwether silence list` shows them"
        case .noTasks(let text): "there is nothing to do for '\(text)'; `bellwether tasks` lists what there is"
        case .noTask(let text): "there is no task '\(text)'; `bellwether tasks` shows their numbers"
        case .taskIsSettled(let number, let state): "task \(number) is \(state) already; nothing can be changed of it"
        case .noWhy: "say why, with --why; somebody will ask"
        case .noOutcome(let text):
            "'\(text)' is no outcome; outcomes are \(AlertOutcome.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
        case .isOver(let number, let headline):
            "what message \(number) tells of (\(headline)) is over by now, so it is not sent; "
                + "`bellwether outbox drop \(number)` takes it off the list, and "
                + "`bellwether outbox retry \(number) --force` sends it all the same, as it was written"
        case .onItsWay(let number):
            "message \(number) is delivered, dropped or on its way; nothing can be changed of it"
        }
    }

    /// All there are, while they are few.
    private static func list(_ known: [String]) -> String {
        known.isEmpty || known.count > 12 ? "." : "; there is \(known.joined(separator: ", "))."
    }
}

extension GroupScope {
    fileprivate var spoken: String {
        switch self {
        case .portfolio: "all accounts together"
        case .lifecycleStage: "all accounts of a lifecycle stage together"
        case .owner, .tier, .segment, .region, .product, .plan, .currency, .parent, .account:
            "all accounts of \(self == .owner ? "an" : "a") \(rawValue) together"
        }
    }
}
