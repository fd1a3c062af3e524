import BellwetherCore
import Diagnostics
import Testing
import Trials

@testable import BellwetherConfig

@Suite struct MeaningTests {
    static let now = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    /// Sixty accounts: twelve Enterprise and the rest Team, every other one kim's and the rest nobody's.
    static func turn(under installation: Installation, surveyed: Int = 0, usedSince first: Day? = nil) -> Turn {
        var builder = AccountsBuilder()
        for slot in 0..<60 {
            builder.addAccountID(slot: slot, id: "a\(slot)")
            builder.add(
                kind: .account, slot: slot, source: "crm",
                row: .account(
                    "a\(slot)",
                    ["tier": .text(slot < 12 ? "Enterprise" : "Team"), "owner": slot % 2 == 0 ? .text("kim") : .absent])
            )
        }
        for slot in 0..<surveyed {
            builder.add(kind: .surveyResponse, slot: slot, source: "surveys", row: .answer(of: "a\(slot)"))
        }
        let kinds = ["account", "survey_response"] + (first == nil ? [] : ["usage_day"])
        let standings = [SourceStanding(name: "crm", kinds: kinds, state: .fresh)]
        let memory = Memory(accounts: builder.finish(sources: standings, countedSince: first.map { ["usage_day": $0] }))
        return Turn(from: memory, with: Facts(sources: standings), under: installation.policy, at: now)
    }

    private func meaning(
        _ configuration: String = Written.configuration, rules: String = Written.rules,
        people: String? = Written.people, surveyed: Int = 60
    ) throws -> Meaning {
        let reading = Written.read(configuration, rules: rules, people: people)
        let installation = try #require(reading.installation, "\(reading.rendered)")
        return Meaning(of: installation, in: Self.turn(under: installation, surveyed: surveyed))
    }

    @Test func `says nothing of an installation that means what it says`() throws {
        let meaning = try meaning()
        #expect(meaning.diagnostics.told == [])
        #expect(meaning.trial?.accounts == 60)
        #expect(meaning.trial?.templates == 3)
    }

    @Test(arguments: [
        (
            "Enterprise: 60", "enterprise: 60",
            "rules/health.yaml:15:57: warning: 'enterprise' matches 0 of 60 accounts; did you mean 'Enterprise' (12)?"
        ),
        (
            "Enterprise: 60", "Gold: 60",
            "rules/health.yaml:15:57: warning: 'Gold' matches 0 of 60 accounts | there are 'Team' (48), 'Enterprise' (12)"
        ),
        (
            "nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 50 }",
            "plan: { field: account.tier, map: { Enterprise: 100, team: 50 }, weight: 50 }",
            "rules/health.yaml:6:60: warning: 'team' matches 0 of 60 accounts; did you mean 'Team' (48)?"
        ),
        (
            "rules:",
            "health_overrides: [{ account: a1, score: 80, reason: new sponsor, author: kim, from: 2026-11-01, until: 2026-11-20 }]\nrules:",
            "rules/health.yaml:10:31: warning: the health override for 'a1' ended on 2026-11-20 | take it away, or give it another 'until'"
        ),
        (
            "rules:",
            "health_overrides: [{ account: b1, score: 80, reason: new sponsor, author: kim, from: 2026-11-01, until: 2026-12-20 }]\nrules:",
            "rules/health.yaml:10:31: warning: no account has the id 'b1'; this override is for nobody | take the id from where accounts come from; `bellwether explain NAME` shows it"
        ),
        (
            "health.score < threshold.floor", "touch.days_since > threshold.floor",
            "bellwether.yaml:6:1: note: no source brings touch; until one does, health-below-band waits | `bellwether describe facts` says what each kind holds; a rule nobody wants can go"
        ),
        (
            "\"{{ account.name }} is", "\"{{ 1 / (int(account.seats) - 60) }} is",
            "rules/health.yaml:18:15: warning: the template fails for 'a0' and 59 more: division by zero"
        ),
    ])
    func `speaks for rules that mean nobody`(old: String, new: String, message: String) throws {
        let told = try meaning(rules: Written.rules.edited(old, new)).diagnostics.told
        #expect(told == [message])
    }

    @Test(arguments: [
        ("account.name.substring(3)", "of one letter, such as 'Q': "),
        ("account.name.split(' ')[1]", "of one letter, such as 'Q': "),
    ])
    func `finds templates that fail for texts nobody has yet`(_ expression: String, _ words: String) throws {
        let told = try meaning(rules: Written.rules.edited("{{ account.name }} is", "{{ \(expression) }} is"))
            .diagnostics.told
        #expect(told.count == 1 && told[0].hasPrefix("rules/health.yaml:18:15: warning: "), "\(told)")
        #expect(told.first?.contains("the template fails for a text \(words)") == true, "\(told)")
    }

    /// Thirty days of the same accounts, with a rule beside the usual one.
    private func told(with rule: String) throws -> [String] {
        let reading = Written.read(rules: Written.rules + rule, people: Written.people)
        let installation = try #require(reading.installation, "\(reading.rendered)")
        let turn = Self.turn(under: installation, surveyed: 60)
        var history = History()
        for day in (1...30).reversed() {
            let past = Turn(
                from: Memory(accounts: turn.accounts), with: Facts(sources: turn.accounts.sources),
                under: installation.policy, at: Self.now - .seconds(86_400 * Int64(day)))
            for (path, column) in past.columns { history.remember(path, column, at: past.metrics.asOf.now) }
        }
        let past = StoredPast(accounts: turn.accounts, history: history)
        let held = HeldDays(of: installation.policy, in: past, overDays: 30, at: Self.now)
        var meaning = Meaning(of: installation, in: turn)
        meaning.add(held, under: installation.policy)
        return meaning.diagnostics.told
            .filter { !$0.hasPrefix("rules/health.yaml:13:") }
    }

    @Test(arguments: [
        (
            "account.seats > 90", "false",
            "note: 'other' held for none of 60 accounts in 30 days; nearest was 'a0': account.seats 60 against 90 | where that is not what you want, move its threshold, and see with `bellwether diff` what comes of it"
        ),
        (
            "account.seats > 20", "false",
            "warning: 'other' held for all 60 accounts in 30 days | a rule that tells of everybody tells nothing; compare the other way round, or move the threshold"
        ),
        ("account.tier == 'Enterprise'", "false", ""),
        (
            "account.tier == 'Enterprise'", "true",
            "note: 'more' and 'other' held for exactly the same on 30 of 30 days and go to the same receivers | people are told everything twice; keep one of them, or let one inhibit the other"
        ),
    ])
    func `C2: speaks for rules that hold for nobody, for everybody, or for whom another one holds`(
        _ condition: String, _ isTwice: String, _ message: String
    ) throws {
        let step = "    annotations: { play: Ask. }\n"
        let more = isTwice == "true" ? "  - alert: more\n    when: account.tier != 'Team'\n" + step : ""
        let told = try told(with: "  - alert: other\n    when: \(condition)\n" + step + more)
        #expect(
            told.map { $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? "" }
                == (message.isEmpty ? [] : [message]))
    }

    @Test func `speaks for a rule that does not say what is to be done`() throws {
        let reading = Written.read(rules: Written.rules.edited("      play: Call the sponsor.\n", ""))
        let meaning = Meaning(of: try #require(reading.installation, "\(reading.rendered)"))
        #expect(
            meaning.diagnostics.told.contains(
                "rules/health.yaml:13:11: note: 'health-below-band' has no `play`; whoever is told of it reads a next step "
                    + "that fits many rules | say under `annotations:` what is to be done: "
                    + "`play: Call the sponsor this week.`"))
        let playbook = "    playbook: save\nplaybooks: [{ name: save, tasks: [{ subject: Call, due: 2d }] }]\n"
        let planned = Written.read(rules: Written.rules.edited("      play: Call the sponsor.\n", playbook))
        let other = Meaning(of: try #require(planned.installation, "\(planned.rendered)"))
        #expect(!other.diagnostics.told.contains { $0.contains("has no `play`") })
    }

    @Test(arguments: [("paused", [String]()), ("pausd", ["'pausd' matches 0 of 60 accounts"])])
    func `a status that nobody has today may be somebody's tomorrow`(status: String, told: [String]) throws {
        let graded = Written.rules.edited(
            "metric: account.tenure_days, linear: { zero_at: 0, full_at: 365 }",
            "field: account.status, map: { active: 90, \(status): 40 }")
        let found = try meaning(rules: graded).diagnostics.told
        #expect(found.count == told.count && zip(found, told).allSatisfy { $0.contains($1) }, "\(found)")
    }

    @Test func `speaks for a measure that is known for almost nobody`() throws {
        let told = try meaning(surveyed: 1).diagnostics.told
        #expect(
            told == [
                "rules/health.yaml:6:22: warning: 'nps.latest' is known for 1 of 60 accounts | `bellwether describe nps.latest` says which facts it is told from"
            ])
    }

    /// Today is the 21st of November.
    @Test(arguments: [
        (
            "usage.trend", "2026-10-01",
            "needs 60 days of use, 30 against the 30 before; 51 days are counted, from 2026-10-01 on, and it has its first answer on 2026-11-30 | there is nothing to mend; until then scores and rules do without it"
        ),
        (
            "usage.events_30", "2026-11-20",
            "needs 30 days of use; 1 day is counted, from 2026-11-20 on, and it has its first answer on 2026-12-20 | there is nothing to mend; until then scores and rules do without it"
        ),
        ("usage.events_30", "2026-10-22", nil),
    ])
    func `a measure of days that are not counted yet waits for a day, which is said`(
        metric: String, since: String, words: String?
    ) throws {
        let rules = Written.rules.edited(
            "nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }",
            "use: { metric: \(metric), linear: { zero_at: -1, full_at: 100 }")
        let reading = Written.read(rules: rules, people: Written.people)
        let installation = try #require(reading.installation, "\(reading.rendered)")
        let turn = Self.turn(under: installation, usedSince: Day(since))
        let told = Meaning(of: installation, in: turn).diagnostics.told.filter { $0.contains(metric) }
        #expect(told == (words.map { ["rules/health.yaml:6:22: note: '\(metric)' \($0)"] } ?? []))
    }

    @Test(arguments: [
        (
            "[terminal, owner-mail]", "[owner-mail]",
            "bellwether.yaml:21:18: error: route 'severity=\"critical\"' reaches owner-mail only; 30 accounts have no owner address and no fallback | give the receiver a `fallback` address, or the owners one in `people`"
        ),
        (
            "receiver: terminal\n  routes", "receiver: owner-mail\n  routes",
            "bellwether.yaml:18:13: error: the first route reaches owner-mail only; 30 accounts have no owner address and no fallback | give the receiver a `fallback` address, or the owners one in `people`"
        ),
        (
            "operator: { receiver: terminal }\n", "",
            "bellwether.yaml:16:1: warning: 'operator' is not given; the first route's receiver hears about Bellwether itself | name who runs it: `operator: { receiver: NAME }`"
        ),
        (
            "severity=\"critical\"", "severity=\"critcal\"",
            "bellwether.yaml:20:18: warning: no alert can have severity=\"critcal\"; this route hears nothing | did you mean 'critical'?"
        ),
        (
            "severity=\"critical\"", "desk=\"billing\"",
            "bellwether.yaml:20:18: warning: no rule has the label 'desk'; this route hears nothing | give it to rules under `labels`, or match another"
        ),
        (
            "severity=\"critical\"", "tier=\"enterprise\"",
            "bellwether.yaml:20:18: warning: no alert can have tier=\"enterprise\"; this route hears nothing | did you mean 'Enterprise'?"
        ),
        ("severity=\"critical\"", "alert=~\"health-.*d\"", ""),
        (
            "severity=\"critical\"", "alert=~\"invoice-.*\"",
            "bellwether.yaml:20:18: warning: no alert can have alert=~\"invoice-.*\"; this route hears nothing"
        ),
        (
            "[terminal, owner-mail]", "[]",
            "rules/health.yaml:11:12: warning: alerts of 'health-below-band' with severity 'critical' reach no receiver | name a receiver on the route that takes them"
        ),
    ])
    func `speaks for routes that reach nobody`(old: String, new: String, message: String) throws {
        let told = try meaning(Written.configuration.edited(old, new)).diagnostics.told
        #expect(told == (message.isEmpty ? [] : [message]))
    }

    @Test(arguments: [("zoe,Zoe,\n", true), ("zoe,Zoe,zoe@example.com\n", false), ("", true)])
    func `speaks for a backup whom nobody can reach`(zoe: String, isTold: Bool) throws {
        let people = "key,name,email,backup\nkim,Kim,kim@example.com,zoe\n" + zoe.replacing("\n", with: ",\n")
        let configuration = Written.configuration.edited(
            "  receiver: terminal\n  routes", "  receiver: terminal\n  escalate: [{ after: 1bd, to: backup }]\n  routes"
        )
        let told = try meaning(configuration, people: people).diagnostics.told
        let message =
            "bellwether.yaml:19:3: warning: backup 'zoe' has no address in `people`; what nobody acknowledges passes them over | give them one, or the owners another backup"
        #expect(told == (isTold ? [message] : []))
    }

    @Test func `speaks for an owner whom people knows by another spelling`() throws {
        let people = Written.people.edited("\nkim,Kim,", "\nKIM,Kim Berger,")
        #expect(
            try meaning(people: people).diagnostics.told == [
                "bellwether.yaml:17:1: warning: 'kim', who owns 30 accounts, is not in `people`; did you mean 'KIM'? | names are told apart by every letter; write the key as accounts have it"
            ])
        let toNobody = Written.configuration.edited("[terminal, owner-mail]", "[terminal]")
        #expect(try meaning(toNobody, people: people).diagnostics.told == [])
    }

    @Test(arguments: [
        ("alert: low-health", true), ("alert: low-health\n    was: [health-below-band]", false),
        ("alert: health-below-band", false),
    ])
    func `speaks for a rule that has another name and does not say so`(name: String, isTold: Bool) throws {
        func installation(_ rules: String) throws -> Installation {
            let reading = Written.read(rules: rules, people: Written.people)
            return try #require(reading.installation, "\(reading.rendered)")
        }
        let running = try installation(Written.rules)
        let edited = try installation(Written.rules.edited("alert: health-below-band", name))
        let today = try #require(Day("2026-11-21"))
        var meaning = Meaning(of: edited)
        let before = meaning.diagnostics.told
        meaning.add(renamedSince: running.policy, of: edited.policy, on: today)
        let message =
            "rules/health.yaml:11:12: warning: rule 'health-below-band' is gone and 'low-health' is new, with the same condition; all that fires would be told anew | if it is the same rule, write `was: [health-below-band]` under its name"
        #expect(meaning.diagnostics.told.filter { !before.contains($0) } == (isTold ? [message] : []))
        // Another condition is another rule.
        let other = try installation(
            Written.rules.edited("alert: health-below-band", name).edited("default: 50", "default: 40"))
        #expect(other.policy.rules.renamings(since: running.policy.rules, on: today) == [])
    }

    @Test func `is silent where the owners' receiver has a fallback`() throws {
        let configuration = Written.configuration.edited("[terminal, owner-mail]", "[owner-mail]")
            .edited("to: owner", "to: owner, fallback: leads@example.com")
        #expect(try meaning(configuration).diagnostics.told == [])
    }

    @Test func `speaks from the files alone where there is no state`() throws {
        let configuration = Written.configuration.edited("operator: { receiver: terminal }\n", "")
            .edited("[terminal, owner-mail]", "[owner-mail]")
        let installation = try #require(Written.read(configuration).installation)
        let meaning = Meaning(of: installation)
        #expect(meaning.trial == nil)
        #expect(
            meaning.diagnostics.told == [
                "bellwether.yaml:16:1: warning: 'operator' is not given; the first route's receiver hears about Bellwether itself | name who runs it: `operator: { receiver: NAME }`"
            ])
    }
}

extension FactRow {
    fileprivate static func of(_ kind: FactKind, _ key: String, _ account: String, _ fields: [String: FactValue])
        -> FactRow
    {
        FactRow(
            key: key, account: account, values: kind.fields.map { fields[$0.name] ?? .absent }, observed: .distantPast,
            isAssumed: true)
    }

    fileprivate static func account(_ id: String, _ fields: [String: FactValue]) -> FactRow {
        let usual: [String: FactValue] = [
            "name": .text("Acme \(id)"), "started_at": .integer(Int64(Day("2024-01-01")?.number ?? 0)),
            "seats": .integer(60),
        ]
        return of(.account, id, id, usual.merging(fields) { $1 })
    }

    fileprivate static func answer(of account: String) -> FactRow {
        let at = Moment("2026-11-01T09:00:00Z")?.seconds ?? 0
        return of(
            .surveyResponse, account, account,
            ["kind": .text("nps"), "at": .integer(at), "value": .real(9), "contact_id": .text("c")])
    }
}
