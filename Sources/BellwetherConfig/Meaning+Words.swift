import BellwetherCore
import CEL
import Diagnostics

extension Diagnostic {
    static func matchesNobody(
        _ key: String, of watched: Int, among counts: [String: Int], at place: Place, others: Int = 0
    ) -> Diagnostic {
        let more = others == 0 ? "" : ", here and in \(others) more place\(others == 1 ? "" : "s")"
        let written = "\(Printable.quoted(key)) matches 0 of \(watched.accounts)\(more)"
        if let close = Suggestion.nearest(to: key, among: counts.keys) {
            return warning("\(written); did you mean \(close.counted(counts))?", at: place)
        }
        return warning(written, at: place, help: counts.isEmpty ? nil : "there are \(counts.mostFirst)")
    }

    static func noPlay(_ rule: Rule) -> Diagnostic {
        note(
            "'\(rule.id)' has no `play`; whoever is told of it reads a next step that fits many rules",
            at: rule.place, help: "say under `annotations:` what is to be done: `play: Call the sponsor this week.`")
    }

    static func knownForFew(
        _ name: String, _ count: Int, of watched: Int, instead: (name: String, count: Int)?, at place: Place
    ) -> Diagnostic {
        let written = "'\(name)' is known for \(count.inProse) of \(watched.accounts)"
        let cure = instead.map { "; did you mean '\($0.name)' (\($0.count.inProse))?" } ?? ""
        return warning(
            written + cure, at: place,
            help: instead == nil ? "`bellwether describe \(name)` says which facts it is told from" : nil)
    }

    /// Nothing is wrong with it: the next weeks bring it.
    static func countedTooShort(
        _ name: String, _ span: UseSpan, since first: Day, on today: Day, at place: Place
    ) -> Diagnostic {
        let need = span == .twoMonthsOfEvents ? "60 days of use, 30 against the 30 before" : "\(span.days) days of use"
        let days = max(0, today - first)
        let counted = days == 1 ? "1 day is counted" : "\(days) days are counted"
        return note(
            "'\(name)' needs \(need); \(counted), from \(first) on, and it has its first answer on \(first + span.days)",
            at: place, help: "there is nothing to mend; until then scores and rules do without it")
    }

    static func noSourceFor(_ kinds: [String], _ waiting: [String], at place: Place) -> Diagnostic {
        let verb = waiting.count == 1 ? "waits" : "wait"
        return note(
            "no source brings \(kinds.joined(separator: ", ")); until one does, \(waiting.joined(separator: ", ")) \(verb)",
            at: place, help: "`bellwether describe facts` says what each kind holds; a rule nobody wants can go")
    }

    static func noMargin(_ name: String, at place: Place) -> Diagnostic {
        note(
            "'\(name)' waits for `gross_margin`, which is not set", at: place,
            help: "set it under `billing`: the share of revenue that is left after serving customers, such as 0.8")
    }

    static func ownersUnreachable(
        _ lost: Int, by route: String?, through receivers: [String], at place: Place
    ) -> Diagnostic {
        let route = route.map { "route '\($0)'" } ?? "the first route"
        let verb = lost == 1 ? "has" : "have"
        return error(
            "\(route) reaches \(receivers.joined(separator: " and ")) only; \(lost.accounts) \(verb) no owner address and no fallback",
            at: place, help: "give the receiver a `fallback` address, or the owners one in `people`")
    }

    static func backupUnreachable(_ backup: String, at place: Place) -> Diagnostic {
        warning(
            "backup \(Printable.quoted(backup)) has no address in `people`; what nobody acknowledges passes them over",
            at: place, help: "give them one, or the owners another backup")
    }

    static func reachesNoReceiver(_ severity: String, rule: String, at place: Place) -> Diagnostic {
        warning(
            "alerts of '\(rule)' with severity '\(severity)' reach no receiver", at: place,
            help: "name a receiver on the route that takes them")
    }

    static func noSuchLabel(_ label: String, at place: Place) -> Diagnostic {
        warning(
            "no rule has the label \(Printable.quoted(label)); this route hears nothing", at: place,
            help: "give it to rules under `labels`, or match another")
    }

    static func neverMatches(
        _ matcher: LabelMatcher, _ text: String?, among values: Set<String>, at place: Place
    ) -> Diagnostic {
        let known = values.filter { !$0.isEmpty }
        let noun = "values of '\(matcher.label)'"
        return warning(
            "no alert can have \(matcher); this route hears nothing", at: place,
            help: text.flatMap { Suggestion.help(for: $0, among: known, naming: noun) })
    }

    static func noOperator(at place: Place) -> Diagnostic {
        warning(
            "'operator' is not given; the first route's receiver hears about Bellwether itself", at: place,
            help: "name who runs it: `operator: { receiver: NAME }`")
    }

    static func refused(_ refusal: FormTrial.Refusal, in written: WrittenFiles) -> Diagnostic {
        let place = written.receiver(refusal.receiver)
        guard let message = refusal.message else {
            return error(
                "'\(refusal.receiver)' cannot send anything: \(refusal.reason)", at: place ?? refusal.rule.namePlace)
        }
        let title = refusal.rule.annotation("title")?.source.place ?? refusal.rule.namePlace
        return warning(
            "'\(refusal.receiver)' would refuse \(message.form) of '\(refusal.rule.id)'\(message.ofWhom): \(refusal.reason)",
            at: title, note: place.map { "the receiver stands at \($0)" },
            help: "say less in the rule's words, or in `links`")
    }

    static func templateFails(_ failure: TemplateTrial.Failure) -> Diagnostic {
        if let odd = failure.odd {
            let shown = odd.text.count > 40 || odd.text.isEmpty ? "" : ", such as \(Printable.quoted(odd.text))"
            return warning(
                "the template fails for a text \(odd.name)\(shown): \(failure.error)", at: failure.place,
                note: "no account has one today; a message would say 'not known' in its place")
        }
        let others = failure.count == 1 ? "" : " and \((failure.count - 1).inProse) more"
        return warning(
            "the template fails for \(Printable.quoted(failure.account))\(others): \(failure.error)", at: failure.place,
            note: "the message says 'not known' in its place")
    }
}

extension Int {
    /// `1,200`
    package var inProse: String {
        let digits = Array(String(magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[Swift.max(0, $0 - 3)..<$0]) }
        return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }

    fileprivate var accounts: String { "\(inProse) account\(self == 1 ? "" : "s")" }
}

extension String {
    fileprivate func counted(_ counts: [String: Int]) -> String {
        "\(Printable.quoted(self)) (\((counts[self] ?? 0).inProse))"
    }
}

extension [String: Int] {
    /// The five that most accounts have.
    fileprivate var mostFirst: String {
        let order = sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let rest = order.count - 5
        let named = order.prefix(5).map { $0.key.counted(self) }.joined(separator: ", ")
        return rest > 0 ? "\(named) and \(rest) more" : named
    }
}
