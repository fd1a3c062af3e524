import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct PlaybookReaderTests {
    private static let rule = """
        rules:
          - alert: low
            when: health.score < threshold.floor
            thresholds: { floor: 50 }
            playbook: save

        """

    @Test func `reads tasks with whom they are for and the business days they have`() throws {
        let text = RuleText(
            Self.rule + """
                playbooks:
                  - name: save
                    summary: What to do about an account at risk.
                    tasks:
                      - { subject: "Call {{ account.name }} about {{ threshold.floor }}", due: 2d }
                      - { subject: Ask Finance, assignee: { team: Finance }, due: 5bd, notes: "{{ account.tier }}" }
                      - { subject: Tell them, assignee: kim, due: 0d }
                      - { subject: Stand in, assignee: backup, due: 10d }
                """)
        #expect(text.said == [])
        let playbook = try #require(text.rules.first?.playbooks.first)
        #expect(playbook.name == "save")
        #expect(playbook.steps.map(\.dueDays) == [2, 5, 0, 10])
        #expect(playbook.steps.map(\.assignee) == [.owner, .team("Finance"), .person("kim"), .backup])
        #expect(playbook.steps.map { $0.notes != nil } == [false, true, false, false])
    }

    @Test(arguments: [
        (
            "- { name: save, tasks: [{ subject: Call, due: 2 days }] }",
            ["'due' must be business days such as 2d, at most 260d, not '2 days'"]
        ),
        (
            "- { name: save, tasks: [{ subject: Call, due: 1w }] }",
            ["'due' must be business days such as 2d, at most 260d, not '1w'"]
        ),
        (
            "- { name: save, tasks: [{ subject: Call, due: -1d }] }",
            ["'due' must be business days such as 2d, at most 260d, not '-1d'"]
        ),
        (
            "- { name: save, tasks: [{ subject: Call, due: 261d }] }",
            ["'due' must be business days such as 2d, at most 260d, not '261d'"]
        ),
        ("- { name: save, tasks: [{ subject: Call }] }", ["'due' must be given"]),
        ("- { name: save, tasks: [{ due: 2d }] }", ["'subject' must be given"]),
        (
            "- { name: save, tasks: [{ subject: ' ', due: 2d }] }",
            ["'subject' must be a text that is not empty, not ' '"]
        ),
        ("- { name: save }", ["'tasks' must be given"]),
        ("- { name: save, tasks: [] }", ["a playbook has 1 to 20 tasks, not 0"]),
        ("- { tasks: [{ subject: Call, due: 2d }] }", ["'name' must be given", "there is no playbook 'save'"]),
        ("- { name: save, task: [] }", ["'tasks' must be given", "unknown key 'task'"]),
        (
            "- { name: save, tasks: [{ subject: Call, due: 2d, assigne: kim }] }", ["unknown key 'assigne'"]
        ),
        (
            "- { name: save, tasks: [{ subject: Call, due: 2d, assignee: { role: cfo } }] }",
            ["'team' must be given", "unknown key 'role'"]
        ),
        (
            "- { name: save, tasks: [{ subject: 'Call {{ account.nam }}', due: 2d }] }",
            ["unknown name 'account.nam'"]
        ),
        (
            "- { name: save, tasks: [{ subject: Call, due: 2d, notes: '{{ invoice.number }}' }] }",
            ["unknown name 'invoice.number'"]
        ),
    ])
    func `says what is wrong with a playbook, and does not blame the rule for what is written`(
        _ yaml: String, _ said: [String]
    ) {
        let text = RuleText(Self.rule + "playbooks:\n  \(yaml)\n")
        let messages = text.report.diagnostics.filter { $0.severity == .error }.map(\.message)
        #expect(messages.sorted() == said.sorted())
    }

    @Test func `a rule may name several, of which that counts whose matchers hold first`() throws {
        let yaml = """
            rules:
              - alert: low
                when: health.score < 50
                playbook:
                  - { name: call, matchers: ['severity="critical"', tier!=Trial] }
                  - { name: write, matchers: ['severity=~"critical|warning"'] }
            playbooks:
              - { name: call, tasks: [{ subject: Call, due: 0d }] }
              - { name: write, tasks: [{ subject: Write, due: 2d }] }
            """
        let text = RuleText(yaml)
        #expect(text.said == [])
        let rule = try #require(text.rules.first)
        for (severity, tier, name) in [
            ("critical", "Enterprise", "call"), ("critical", "Trial", "write"), ("warning", "Trial", "write"),
            ("info", "Enterprise", nil),
        ] {
            #expect(rule.playbook(under: ["severity": severity, "tier": tier])?.name == name, "\(severity), \(tier)")
        }
        let mistyped = RuleText(yaml.replacing("name: call, m", with: "name: cal, m")).said
        #expect(mistyped.count == 2)
        #expect(
            mistyped[0].contains("5:17: error: there is no playbook 'cal'\nhelp: did you mean 'call'?"), "\(mistyped)")
    }

    @Test func `finds what was probably meant, and what nobody uses`() {
        let text = RuleText(
            """
            rules:
              - alert: low
                when: health.score < 50
                playbook: saev
            playbooks:
              - { name: save, tasks: [{ subject: Call, due: 2d }] }
              - { name: save, tasks: [{ subject: Write, due: 2d }] }
            """)
        #expect(
            text.said == [
                "rules/a.yaml:4:15: error: there is no playbook 'saev'\nhelp: did you mean 'save'?",
                "rules/a.yaml:6:13: warning: no rule names playbook 'save'; its tasks come to nobody\n"
                    + "help: a rule names it as `playbook: save`",
                "rules/a.yaml:7:13: error: playbook 'save' is defined twice\n"
                    + "note: the other stands at rules/a.yaml:6:13",
            ])
    }

    @Test func `tells a mistake in shared words once, however many rules name them`() {
        let text = RuleText(
            """
            rules:
              - { alert: a, when: health.score < 50, playbook: save }
              - { alert: b, when: health.score < 40, playbook: save }
            playbooks:
              - { name: save, tasks: [{ subject: "{{ account.nam }}", due: 2d }] }
            """)
        #expect(text.said.count == 1)
        #expect(text.said.first?.contains("unknown name 'account.nam'") == true)
    }

    @Test func `knows who there is, where people are named`() {
        func said(_ assignee: String, _ people: People?) -> [String] {
            let yaml =
                Self.rule
                + "playbooks:\n  - { name: save, tasks: [{ subject: Call, due: 2d, assignee: \(assignee) }] }\n"
            let report = DiagnosticReport()
            guard let settings = Document.read(Array(yaml.utf8), named: "a.yaml").settings(reportingTo: report) else {
                return ["unreadable"]
            }
            _ = RuleBook.rules(in: [settings], against: .full, people: people)
            return report.diagnostics.map { "\($0.message); \($0.help ?? "")" }
        }
        let people = People([Person(key: "kim", name: "Kim Berger"), Person(key: "dana", name: "Dana Wolf")])
        #expect(said("kim", people) == [])
        #expect(said("owner", people) == [])
        #expect(said("dann", people) == ["nobody in people is called 'dann'; did you mean 'dana'?"])
        #expect(
            said("Finance", people) == [
                "nobody in people is called 'Finance'; write 'owner', 'backup', a key of people, or `{ team: Finance }`"
            ])
        #expect(said("anybody", nil) == [])
    }
}
