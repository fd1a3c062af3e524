import BellwetherConfig
import Diagnostics
import Testing

/// What a mistake in `bellwether.yaml` is answered with: where it is, what is wrong, and the cure.
@Suite struct MistakesTests {
    struct Edit: Sendable, CustomTestStringConvertible {
        let old, new: String
        let told: [String]

        init(_ old: String, _ new: String, _ told: [String]) {
            self.old = old
            self.new = new
            self.told = told
        }

        var testDescription: String { new }
    }

    static let edits = [
        Edit(
            "timezone: Europe/Berlin", "timezone: Mars/Olympus",
            [
                "bellwether.yaml:1:11: error: 'Mars/Olympus' is not a time zone of this system | write a name such as Europe/Berlin; the system's list is in /usr/share/zoneinfo"
            ]),
        Edit(
            "timezone:", "time_zone:",
            [
                "bellwether.yaml:1:1: error: unknown key 'time_zone' | did you mean 'timezone'?"
            ]),
        Edit(
            "reporting: EUR", "reporting: Euro",
            [
                "bellwether.yaml:2:24: error: 'reporting' must be a currency code such as EUR, not 'Euro'"
            ]),
        Edit(
            "{ USD: 0.92 }", "{ Dollar: 0.92 }",
            [
                "bellwether.yaml:2:38: error: 'Dollar' is not a currency code such as USD"
            ]),
        Edit(
            "{ USD: 0.92 }", "{ USD: 0 }",
            [
                "bellwether.yaml:2:43: error: 'USD' in 'rates' must be a number above 0, not 0"
            ]),
        Edit(
            "grace_days: 3", "delinquent_after_days: 0",
            [
                "bellwether.yaml:3:35: error: 'delinquent_after_days' must be an integer from 1 to 3650, not 0"
            ]),
        Edit(
            "timezone: Europe/Berlin", "support_hours: { from: \"17:00\", to: \"09:00\" }",
            [
                "bellwether.yaml:1:37: error: 'to' must be later than 'from' in 'support_hours' | support around the clock is from 00:00 to 24:00"
            ]),
        Edit(
            "grace_days: 3", "grace_days: 120",
            [
                "bellwether.yaml:3:24: error: 'grace_days' must be an integer from 0 to 90, not 120"
            ]),
        Edit(
            "gross_margin: 0.8", "gross_margin: 80",
            [
                "bellwether.yaml:3:41: error: 'gross_margin' must be a number from 0 to 1, not 80"
            ]),
        Edit(
            "\"127.0.0.1:8640\"", "\"0.0.0.0:8640\"",
            [
                "bellwether.yaml:4:17: error: 'listen' must be on 127.0.0.1 or [::1], not '0.0.0.0' | put a proxy with TLS and a login in front of it"
            ]),
        Edit(
            "\"127.0.0.1:8640\"", "\"127.0.0.1\"",
            [
                "bellwether.yaml:4:17: error: 'listen' must be an address and a port such as 127.0.0.1:8640, not '127.0.0.1'"
            ]),
        Edit(
            "http: {", "http: { port: 1, ",
            [
                "bellwether.yaml:4:9: error: unknown key 'port' | keys are 'allowed_hosts', 'listen' and 'pages'"
            ]),
        Edit(
            "operator: { receiver: terminal }", "operator: { receiver: terminl }",
            [
                "bellwether.yaml:5:23: error: receiver 'terminl' is not defined | did you mean 'terminal'?"
            ]),
        Edit(
            "operator: { receiver: terminal }", "operator: { fallback: terminal }",
            [
                "bellwether.yaml:5:11: error: 'receiver' must be given"
            ]),
        Edit(
            "every: 1h", "every: 2 days",
            [
                "bellwether.yaml:9:12: error: 'every' must be a duration such as 30m or 2d, not '2 days' | did you mean '2d'?"
            ]),
        Edit(
            "every: 1h", "every: 3bd",
            [
                "bellwether.yaml:9:12: error: 'every' must be a length of time such as 15m or 6h, not '3bd'"
            ]),
        Edit(
            "every: 1h", "evry: 1h",
            [
                "bellwether.yaml:9:5: error: unknown key 'evry' | did you mean 'every'?"
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csv: {}",
            [
                "bellwether.yaml:8:10: error: 'path' must be given"
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csvs: { path: accounts.csv }",
            [
                "bellwether.yaml:7:5: error: a source must be of one kind; kinds are 'csv', 'json', 'ndjson', 'postgres', 'sqlite' and 'http'",
                "bellwether.yaml:8:5: error: unknown key 'csvs' | did you mean 'csv'?",
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csv: { path: a*.csv, files: oldest }",
            [
                "bellwether.yaml:8:33: error: 'files' must be 'newest' or 'all', not 'oldest'"
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csv: { path: a.csv, encoding: ebcdic }",
            [
                "bellwether.yaml:8:35: error: 'encoding' must be 'utf-8', 'utf-16', 'cp1251', 'windows-1252', 'iso-8859-1' or 'gb18030', not 'ebcdic'"
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csv: { path: a.csv, thousands: \".\", decimal: \".\" }",
            [
                "bellwether.yaml:8:36: error: 'thousands' and 'decimal' must differ"
            ]),
        Edit(
            "csv: { path: accounts.csv }", "csv: { path: a*.csv, files: all }",
            [
                "bellwether.yaml:8:10: warning: with `files: all` and `mode: snapshot` all files together are everything there is | write `mode: append` if each file adds to the others"
            ]),
        Edit(
            "account: {", "acount: {",
            [
                "bellwether.yaml:10:22: error: 'acount' is not a kind of fact | did you mean 'account'?"
            ]),
        Edit(
            "name: name, owner: owner", "nmae: name, owner: owner",
            ["bellwether.yaml:10:44: error: 'account' has no field 'nmae' | did you mean 'name'?"]),
        Edit(
            "  - name: crm", "  - name: crm 1",
            [
                "bellwether.yaml:7:11: error: 'name' must be a name of at most 100 letters, digits, '-', '_' and '.', not 'crm 1'"
            ]),
        Edit(
            "smtp: {", "smpt: {",
            [
                "bellwether.yaml:11:1: error: unknown key 'smpt' | did you mean 'smtp'?",
                "bellwether.yaml:16:12: error: mail needs 'smtp' at the top of the file | name the host, the port and 'from' there",
            ]),
        Edit(
            "from: \"Bell <bell@example.com>\"", "from: bell",
            [
                "bellwether.yaml:11:39: error: 'from' must be a mail address such as name@example.com or Name <name@example.com>, not 'bell'"
            ]),
        Edit(
            "console: {}", "consol: {}",
            [
                "bellwether.yaml:13:5: error: receiver 'terminal' must be of one kind: 'console', 'webhook', 'slack', "
                    + "'teams', 'telegram' or 'email'",
                "bellwether.yaml:14:5: error: unknown key 'consol' | did you mean 'console'?",
            ]),
        Edit(
            "console: {}", "console: {}\n    slack: { url: { credential: slack_url } }",
            [
                "bellwether.yaml:13:5: error: receiver 'terminal' must be of one kind: 'console', 'webhook', 'slack', "
                    + "'teams', 'telegram' or 'email'; it has 'console' and 'slack'",
                "bellwether.yaml:15:33: error: credential 'slack_url' is asked for, but there is no credentials folder; give one with --credentials",
            ]),
        Edit(
            "- name: owner-mail", "- name: terminal",
            [
                "bellwether.yaml:15:11: error: receiver 'terminal' is already defined on line 13",
                "bellwether.yaml:21:29: error: receiver 'owner-mail' is not defined; the receiver is 'terminal'",
            ]),
        Edit(
            "email: { to: owner }", "email: { to: somebody }",
            [
                "bellwether.yaml:16:18: error: 'somebody' is not a mail address; write 'name@example.com' or 'Name <name@example.com>'"
            ]),
        Edit(
            "email: { to: owner }", "email: { to: owner }\n    fallback: nobody",
            [
                "bellwether.yaml:17:15: error: 'fallback' must name another receiver, not 'nobody'"
            ]),
        Edit(
            "receiver: terminal\n  routes", "receiver: terminl\n  routes",
            [
                "bellwether.yaml:18:13: error: receiver 'terminl' is not defined; receivers are 'terminal' and 'owner-mail' | did you mean 'terminal'?"
            ]),
        Edit(
            "receiver: terminal\n  routes", "routes",
            [
                "bellwether.yaml:18:3: error: the first route must name a 'receiver'; it hears what no other route takes"
            ]),
        Edit(
            "receiver: terminal\n  routes", "receiver: terminal\n  matchers: [a=b]\n  routes",
            [
                "bellwether.yaml:19:3: error: the first route must match every alert; it cannot have 'matchers' | put the matchers on a route under 'routes'"
            ]),
        Edit(
            "receiver: terminal\n  routes", "receiver: terminal\n  group_wait: 1bd\n  routes",
            [
                "bellwether.yaml:19:15: error: 'group_wait' cannot count business days | write hours: 3bd is mostly 72h"
            ]),
        Edit(
            "[severity=\"critical\"]", "[severity]",
            [
                "bellwether.yaml:20:18: error: an item of 'matchers' must be a matcher such as severity=\"critical\", not 'severity' | a matcher is a label, '=', '!=', '=~' or '!~', and a value"
            ]),
        Edit(
            "receivers: [terminal, owner-mail]", "receivers: [terminal, terminal]",
            [
                "bellwether.yaml:21:29: error: receiver 'terminal' must be listed once"
            ]),
        Edit(
            "route:", "rout:",
            [
                "bellwether.yaml:1:1: error: 'route' must be given | name the receiver that hears of everything: `route: { receiver: NAME }`",
                "bellwether.yaml:17:1: error: unknown key 'rout' | did you mean 'route'?",
            ]),
        Edit(
            "sources:", "source:",
            [
                "bellwether.yaml:1:1: error: 'sources' must be given",
                "bellwether.yaml:6:1: error: unknown key 'source' | did you mean 'sources'?",
            ]),
        Edit(
            "timezone: Europe/Berlin", "heartbeat: { every: 15m }",
            [
                "bellwether.yaml:1:12: error: 'url' must be given"
            ]),
        Edit(
            "timezone: Europe/Berlin", "evaluate_every: 0s",
            [
                "bellwether.yaml:1:17: error: 'evaluate_every' must be a length of time such as 15m or 6h, not '0s'"
            ]),
        Edit(
            "timezone: Europe/Berlin", "first_start_days: 801",
            [
                "bellwether.yaml:1:19: error: 'first_start_days' must be an integer from 0 to 800, not 801"
            ]),
        Edit(
            "timezone: Europe/Berlin", "watch: account.status = 'active'",
            [
                "bellwether.yaml:1:23: error: '=' is not an operator | did you mean '=='?"
            ]),
        Edit(
            "timezone: Europe/Berlin", "watch: health.score > 5",
            [
                "bellwether.yaml:1:8: error: unknown name 'health.score'"
            ]),
        Edit(
            "timezone: Europe/Berlin", "links: { CRM: \"https://crm.example.com/{{ account.idd }}\" }",
            [
                "bellwether.yaml:1:43: error: unknown name 'account.idd' | did you mean 'account.id'?"
            ]),
        Edit(
            "timezone: Europe/Berlin", "timezone: Europe/Berlin\ntimezone: UTC",
            [
                "bellwether.yaml:2:1: error: key 'timezone' must be given once; the first is at line 1, column 1 | keep one of them"
            ]),
        Edit(
            "timezone: Europe/Berlin", "timezone: [Europe/Berlin",
            [
                "bellwether.yaml:2:9: error: a list in [ ] must go on with ',' or end with ']'"
            ]),
    ]

    @Test func `a break in the structure hides no mistake of another section or file`() {
        let configuration = Written.configuration.edited("timezone: Europe/Berlin", "timezone: Mars/Olympus")
            .edited("    console: {}", "    console: { x: 1")
            .edited("matchers: [severity=\"critical\"]", "matchres: [severity=\"critical\"]")
        let rules = Written.rules.edited("health.score < threshold.floor", "health.scroe < threshold.floor")
        #expect(
            Written.read(configuration, rules: rules, people: Written.people).diagnostics.told.map { $0.prefix(60) }
                == [
                    "bellwether.yaml:1:11: error: 'Mars/Olympus' is not a time zo",
                    "bellwether.yaml:15:9: error: a mapping in { } must go on wit",
                    "bellwether.yaml:20:7: error: unknown key 'matchres' | did yo",
                    "rules/health.yaml:13:11: error: unknown name 'health.scroe' ",
                ])
    }

    @Test(arguments: edits)
    func `a mistake is told at its place, with its cure`(edit: Edit) {
        let reading = Written.read(Written.configuration.edited(edit.old, edit.new))
        #expect(reading.diagnostics.told == edit.told)
        #expect((reading.installation == nil) == (reading.errorCount > 0))
    }

    @Test func `a sound configuration is answered with nothing`() {
        #expect(Written.read().diagnostics.told == [])
        #expect(Written.read().installation != nil)
    }

    @Test func `all mistakes of all files are told at once, in order`() {
        let configuration = Written.configuration.edited("timezone: Europe/Berlin", "timezone: Mars/Olympus")
            .edited("every: 1h", "every: soon").edited("route:", "rout:")
        let rules = Written.rules.edited("health.score <", "health.scor <")
        let reading = Written.read(configuration, rules: rules, people: "name\nKim\n")
        #expect(reading.installation == nil)
        #expect(
            reading.diagnostics.map(\.place.file) == [
                "bellwether.yaml", "bellwether.yaml", "bellwether.yaml", "bellwether.yaml", "people.csv",
                "rules/health.yaml",
            ])
        #expect(reading.rendered.contains("did you mean 'health.score'?"))
    }

    @Test(arguments: [
        ("in_band_for('rad') >= duration('24h')", "rules/health.yaml:13:"),
        ("health.score < threshold.flor", "rules/health.yaml:13:"),
    ])
    func `a rule's mistake is told although the configuration cannot be read`(condition: String, place: String) {
        let rules = Written.rules.edited("health.score < threshold.floor", condition)
        let told = Written.read("timezone: [Europe/Berlin\n", rules: rules).diagnostics.told
        #expect(told.count >= 2)
        #expect(told.first?.hasPrefix("bellwether.yaml:") == true)
        #expect(told.dropFirst().first?.hasPrefix(place) == true, "\(told)")
    }

    @Test func `the same mistakes are the same wherever lines move, and another one is another`() {
        let broken = Written.configuration.replacing("timezone: Europe/Berlin", with: "timezone: Mars/Olympus")
        let mistakes = Written.read(broken).mistakes
        #expect(mistakes.hasPrefix("bellwether.yaml: 'Mars/Olympus' is not a time zone"), "\(mistakes)")
        #expect(Written.read("# mended tomorrow\n" + broken).mistakes == mistakes)
        #expect(Written.read(broken.replacing("reporting: EUR", with: "reporting: Euro")).mistakes != mistakes)
        #expect(Written.read().mistakes.isEmpty)
    }
}
