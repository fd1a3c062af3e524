import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

/// What messages say, in the words of DESIGN 7.
@Suite struct StoryTests {
    /// Acme on Monday 23 November, a month after it was well.
    private var acme: Scene { acme([:]) }

    /// - Parameters then, now: values that are otherwise.
    private func acme(_ then: [String: [Double?]], _ now: [String: [Double?]] = [:]) -> Scene {
        var scene = Scene(accounts: 0, zone: .berlin)
        scene.company.addAccount(
            "acme", ["name": "Acme GmbH", "tier": "Enterprise", "owner": "kim", "hubspot_id": "47/11"])
        scene.context.people = People([Person(key: "kim", name: "Kim Sommer")])
        scene.context.healthModels = HealthModels([
            HealthModel(
                name: "standard",
                measures: [
                    Measure(
                        key: "licences", metric: "usage.licence_utilisation",
                        grading: .linear(zeroAt: 0.2, fullAt: 0.9), weight: 40, isRequired: true),
                    Measure(
                        key: "payment", metric: "invoices.days_past_due_max", grading: .linear(zeroAt: 45, fullAt: 0),
                        weight: 20),
                    Measure(
                        key: "tickets", metric: "tickets.open_urgent", grading: .linear(zeroAt: 6, fullAt: 0),
                        weight: 20),
                    Measure(key: "nps", metric: "nps.latest", grading: .linear(zeroAt: 0, fullAt: 100), weight: 20),
                ], bands: [.poor, .atRisk, .good])
        ])
        scene.moment = .at("2026-10-24T09:05+02:00")
        scene.values = [
            "usage.licence_utilisation": [0.5], "invoices.days_past_due_max": [0], "tickets.open_urgent": [0],
            "revenue.mrr": [1050],
        ].merging(then) { $1 }
        scene.remember()
        scene.moment = .at("2026-11-23T09:05+01:00")
        scene.values = [
            "usage.licence_utilisation": [0.358], "invoices.days_past_due_max": [16], "tickets.open_urgent": [1],
            "revenue.mrr": [1033.33],
        ].merging(now) { $1 }
        scene.renewals = [.sample(renewsOn: "2027-01-01", noticeBy: "2026-12-02")]
        return scene
    }

    private func story(_ yaml: String, _ scene: Scene) throws -> Story {
        let rule = try RuleText.rule(yaml)
        let matches = scene.matches([rule])
        return matches.story(of: rule, for: try #require(matches.found[0].first))
    }

    private let below = """
          - alert: health-below-band
            when: health.score < threshold.floor
            thresholds: { floor: { by: account.tier, default: 50, values: { Enterprise: 60 } } }
            annotations:
              title: "{{ account.name }} is {{ health.band }}: {{ health.score }}, was {{ ago(health.score, '30d') }} thirty days ago"
              brief: "{{ health.band }}, {{ health.score }}"
              play: Call the sponsor.
              runbook: "for {{ account.tier }}"
        """

    /// DESIGN 7, METRICS M06: the label of its own band, whatever the main score calls the band of that key.
    @Test func `a band of another score is called as that score calls it`() throws {
        var scene = acme
        let use = HealthModel(
            name: "use", scoreName: "adoption",
            measures: [
                Measure(
                    key: "licences", metric: "usage.licence_utilisation", grading: .linear(zeroAt: 0, fullAt: 0.36),
                    weight: 1)
            ],
            bands: [
                HealthBand(key: "poor", label: "Rarely used", colour: "grey", fromTenths: 0, renews: 0.7),
                HealthBand(key: "good", label: "Much used", colour: "blue", fromTenths: 600, renews: 0.9),
            ])
        scene.context.healthModels = HealthModels(scene.context.healthModels.models + [use])
        let text = RuleText(
            """
            rules:
              - alert: use
                when: health.adoption.band == 'good' && health.band == 'poor'
                annotations:
                  title: "{{ health.band }}, {{ health.adoption.band }}, {{ account.name }}"
                  brief: "{{ health.adoption.score }}"
                  play: Call the sponsor.
            """, vocabulary: RuleVocabulary(metrics: Metric.all, models: scene.context.healthModels))
        try #require(text.said.isEmpty, "\(text.said)")
        let matches = scene.matches(text.rules)
        let story = matches.story(of: text.rules[0], for: try #require(matches.found[0].first))
        #expect(story.title == "At risk, Much used, Acme GmbH")
    }

    @Test func `cuts a name, and not the news behind it`() throws {
        var scene = acme
        let name = String(repeating: "Very Long Name ", count: 40)
        scene.company.addAccount("acme", ["name": .text(name), "tier": "Enterprise", "owner": "kim"])
        let told = try story(below, scene)
        #expect(told.title == "\(Inert.name(name)) is At risk: 48.2, was 71.4 thirty days ago")
        #expect(told.title.unicodeScalars.count < Inert.longestLine)
    }

    @Test func `names the owner of now, though its other words are of the morning`() throws {
        let rule = try RuleText.rule(below)
        let before = acme.matches([rule])
        var alert = before.newAlert(of: rule, for: try #require(before.found[0].first), at: acme.moment)
        before.retell(&alert, under: rule)
        #expect(alert.story.ownerName == "Kim Sommer")
        let title = alert.story.title

        var scene = acme
        scene.company.addAccount("acme", ["name": "Acme GmbH", "tier": "Enterprise", "owner": "dana"])
        scene.context.people = People([
            Person(key: "kim", name: "Kim Sommer"), Person(key: "dana", name: "Dana Ortiz"),
        ])
        scene.matches([rule]).relabel(&alert, under: rule)
        #expect(alert.labels["owner"] == "dana")
        #expect(alert.story.owner == "dana" && alert.story.ownerName == "Dana Ortiz")
        #expect(alert.story.title == title)
    }

    @Test func `says what happened, why, the money and the date`() throws {
        let story = try story(below, acme)
        #expect(story.title == "Acme GmbH is At risk: 48.2, was 71.4 thirty days ago")
        #expect(story.reason == "Licences −10.1 · payment −8.9 · tickets −4.2 · NPS not known")
        #expect(
            story.stakes
                == "12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)")
        #expect(story.brief == "At risk, 48.2" && story.play == "Call the sponsor.")
        #expect(story.condition == "48.2 < 60")
        #expect(story.rulePlace == "rules/a.yaml:3:11")
        #expect(story.annotations == ["runbook": "for Enterprise"])
        #expect([story.bandKey, story.bandLabel, story.bandColour] == ["poor", "At risk", "red"])
        #expect(story.ownerName == "Kim Sommer" && story.owner == "kim" && story.accountID == "acme")
        #expect(story.mrrMinor == 103_333 && story.stakeMinor == 1_240_000 && story.urgencyDays == 9)
        #expect(story.score == 48.2 && story.scoreThen == 71.4)
    }

    /// The first invoice there is makes known how they pay: who reads this is told of the invoice, and not of data.
    @Test func `what came and what went are named, with the reason`() throws {
        var scene = acme(["invoices.days_past_due_max": [nil], "nps.latest": [80]])
        scene.reasons["nps.latest"] = [0: .stale]
        for (number, due) in [("12", "2026-10-21"), ("13", "2026-11-07")] {
            scene.company.add(
                .invoice, number,
                ["number": .text(number), "due_date": .text(due), "total": 430_000, "currency": "EUR"])
        }
        let told = try story(below, scene)
        #expect(
            told.reason
                == "Licences −13.5 · tickets −5.6 · payment counts now (invoice 12 is 33 days late), NPS no longer known (out of date) +0.9"
        )
        #expect(told.otherChanges.map(\.term) == ["coverage"])
        let without = acme(["invoices.days_past_due_max": [nil]])
        #expect(try story(below, without).reason.contains("ayment counts now (16 days) "))
    }

    @Test func `of what only has not cleared yet it says what that takes, and at its end what its rule says`() throws {
        let rule = try RuleText.rule(below)
        let before = acme.matches([rule])
        var alert = before.newAlert(of: rule, for: try #require(before.found[0].first), at: acme.moment)
        let text = below.replacing(
            "when: health.score < threshold.floor",
            with: "when: health.score < 40\n    clear_when: health.score >= threshold.floor + 5")
        let edited = try RuleText.rule(
            text.replacing("play: Call the sponsor.", with: "over: \"it stands at {{ health.score }}\""))
        let after = acme.matches([edited])
        alert.state = .firing(since: acme.moment)
        after.retell(&alert, under: edited)
        #expect(
            alert.story.condition == "still open: clears when health.score (48.2) >= threshold.floor (60) + 5")
        #expect(alert.story.annotations["over"] == nil)

        alert.state = .resolved(at: acme.moment, firingSince: acme.moment, because: .recovered)
        after.retell(&alert, under: edited)
        #expect(alert.story.annotations["over"] == "it stands at 48.2")
    }

    @Test func `of what does not hold it says what that would take`() throws {
        let text = below.replacing(
            "when: health.score < threshold.floor",
            with: "applies_to: account.tier == 'Team'\n    when: health.score < 40 || tickets.open_urgent > 4\n"
                + "    clear_when: health.score >= threshold.floor + 5")
        let rule = try RuleText.rule(text)
        let open = try RuleText.rule(below)
        let matches = acme.matches([rule, open])
        let alert = matches.newAlert(of: open, for: try #require(matches.found[1].first), at: acme.moment)
        #expect(matches.unmet(by: alert, under: rule) == "health.score (48.2) < 40 || tickets.open_urgent (1) > 4")
        #expect(matches.unmetApplication(by: alert, under: rule) == "account.tier ('Enterprise') == 'Team'")
        #expect(matches.unmetApplication(by: alert, under: open) == nil)
    }

    @Test func `a band goes by the name that it has by rank, where ranks decide`() throws {
        let model = HealthModel(
            name: "ranked", measures: HealthModels.plain.models[0].measures, bands: HealthSamples.bands,
            ranks: RelativeBands(least: 4))
        let rule = try RuleText.rule(
            """
              - alert: r
                when: health.band == 'at_risk'
                labels: { shown: "{{ health.band }}" }
                annotations: { title: "{{ account.name }} is {{ health.band }}" }
            """)
        for (count, names) in [(8, ["At risk", "At risk"]), (3, ["Watch"])] {
            var scene = Scene(accounts: count)
            scene.context.healthModels = HealthModels([model])
            scene.values["nps.latest"] = count == 8 ? [20, 35, 50, 55, 60, 70, 85, 90] : [20, 55, 90]
            var line = Timeline(scene, rule)
            line.turn()
            #expect(line.alerts.all.map(\.story.bandLabel) == names)
            #expect(line.alerts.all.map { $0.labels["shown"] } == names)
            #expect(line.alerts.all.allSatisfy { $0.story.title.hasSuffix(" is \(names[0])") })
        }
    }

    @Test func `parts of the score add up, then and now`() throws {
        let story = try story(below, acme)
        let points = story.contributions.reduce(0) { $0 + ($1.points * 10).rounded() }
        let change = story.contributions.reduce(0) { $0 + (($1.change ?? 0) * 10).rounded() }
        #expect(points == 482 && change == -232)
        #expect(!story.contributions.contains { $0.measure == "nps" }, "what is not known gives no points, not 0")
    }

    @Test func `without a title of its own it says the summary`() throws {
        let story = try story("  - { alert: a, summary: It is low., when: health.score < 60 }", acme)
        #expect(story.title == "Acme GmbH: It is low.")
    }

    @Test func `until its title is made an alert goes by the name of its rule`() throws {
        let rule = try RuleText.rule(
            "  - { alert: too-low, summary: An account is low., when: health.score < 60, for: 2d, "
                + "annotations: { title: \"{{ account.name }} is low\" } }")
        var line = Timeline(acme, rule)
        line.turn()
        #expect(line.alerts.all.map(\.story.title) == ["Acme GmbH: too low"])
        line.turn(after: .days(2))
        #expect(line.alerts.all.map(\.story.title) == ["Acme GmbH is low"])
    }

    @Test func `a title that comes out empty is replaced`() throws {
        let story = try story(
            "  - { alert: a, when: health.score < 60, annotations: { title: \"{{ account.name == 'x' ? 'x' : ' ' }}\" } }",
            acme)
        #expect(story.title == "Acme GmbH: a")
    }

    @Test func `a rule about something else says the values that decided`() throws {
        let story = try story(
            """
              - alert: a
                when: |
                  invoices.days_past_due_max > 10 && drop(usage.licence_utilisation, '30d') > 0.1
                  || account.tier == 'Free'
            """, acme)
        #expect(story.reason == "Invoices days past due max 16 days · usage licence utilisation, drop 30d: 14 %")
        #expect(story.condition == "16 days > 10 && 14.2 % > 0.1")
    }

    @Test func `of a score that has risen, and is not whole, it says what holds it down`() throws {
        var scene = acme
        scene.values = [
            "usage.licence_utilisation": [0.52], "invoices.days_past_due_max": [0], "tickets.open_urgent": [0],
            "revenue.mrr": [1033.33],
        ]
        let story = try story("  - { alert: a, when: health.score < 74 }", scene)
        #expect(story.score == 72.9 && story.scoreThen == 71.4)
        #expect(story.reason == "Points lost to licences 27")
    }

    @Test func `a score of which no past is known says where it lost its points`() throws {
        var scene = acme
        scene.history = History()
        #expect(try story(below, scene).reason == "Points lost to licences 39, payment 9, tickets 4")
    }

    @Test(arguments: [
        ("when: health.score < 60", "Ask the customer about what moved the score most."),
        ("when: account.tier == 'Enterprise'", "Look into the account, and ask the customer if you cannot tell why."),
        (
            "when: account.tier == 'Enterprise', labels: { kind: opportunity }",
            "Find out who to ask there, and make the offer."
        ),
        (
            "for_each: contract, when: contract.days_to_notice < 30",
            "Agree with the customer on what the renewal hangs on."
        ),
    ])
    func `who is told by a rule without a play has a next step even so`(rule: String, step: String) throws {
        #expect(try story("  - { alert: a, \(rule) }", acme).play == step)
    }

    /// A new account, or one scored by another model a month ago, has nothing to compare with.
    @Test(arguments: [
        (true, "Acme GmbH is At risk: 48.2, was 71.4 thirty days ago"), (false, "Acme GmbH is At risk: 48.2"),
    ])
    func `what comes with it says what a score was only where that is known`(isKnown: Bool, title: String) throws {
        let shipped = RuleText(try Checkout.text("rules/health.yaml"))
        let rule = try #require(shipped.rules.first { $0.id == "health-below-band" })
        var scene = acme
        if !isKnown { scene.history = History() }
        let matches = scene.matches([rule])
        #expect(matches.story(of: rule, for: try #require(matches.found[0].first)).title == title)
    }

    @Test func `a rule may say its reason itself`() throws {
        let story = try story(
            "  - { alert: a, when: health.score < 60, annotations: { reason: \"{{ tickets.open_urgent }} urgent\" } }",
            acme)
        #expect(story.reason == "1 urgent")
    }

    @Test(arguments: [
        (
            RenewalForecast.sample(renewsOn: "2027-01-01"),
            "12,400 EUR renews 1 Jan (39 days) · 56 % (18 of 30 like it renewed)"
        ),
        (
            .sample(renewsOn: "2027-01-31", noticeBy: "2026-11-22", probability: 0.7, likeIt: 0, autoRenews: true),
            "12,400 EUR auto-renews 31 Jan (69 days); notice was due 22 Nov (yesterday) · 70 % likely (assumed; no history yet)"
        ),
        (
            .sample(renewsOn: "2026-11-24", amount: .absent(.noFxRate), probability: 0, category: .lost),
            "ends 24 Nov (tomorrow) · notice given"
        ),
        (
            .sample(renewsOn: "2026-11-23", probability: 1, category: .closed),
            "12,400 EUR renews 23 Nov (today) · signed"
        ),
    ])
    func `tells what is at stake`(_ renewal: RenewalForecast, _ words: String) throws {
        var scene = acme
        scene.renewals = [renewal]
        #expect(try story(below, scene).stakes == words)
    }

    @Test(arguments: [
        (RenewalForecast.sample(renewsOn: "2027-01-01", noticeBy: "2026-12-02"), "notice by 2 Dec (9 days)", 9),
        (.sample(renewsOn: "2027-01-01", noticeBy: "2026-11-22"), "renews 1 Jan (39 days)", 39),
        (.sample(renewsOn: "2026-11-24", autoRenews: true), "auto-renews 24 Nov (tomorrow)", 1),
        (.sample(renewsOn: "2027-01-01", noticeBy: "2026-12-02", category: .lost), "ends 1 Jan (39 days)", 39),
        (.sample(renewsOn: "2029-03-31", noticeBy: "2029-03-01"), "", 829),
        (.sample(renewsOn: "2026-11-20"), "", 0),
    ])
    func `says which date comes next, once it is near`(_ renewal: RenewalForecast, _ when: String, _ days: Int) throws {
        var scene = acme
        scene.renewals = [renewal]
        let story = try story(below, scene)
        #expect(story.when == when && story.urgencyDays == days)
    }

    @Test(arguments: [
        ("account", "health.score < 60", RenewalForecast.Category.atRisk, Story.Topic.health),
        ("account", "forecast.probability < 0.6", .atRisk, .renewal), ("account", "revenue.mrr > 1", .lost, .other),
        ("contract", "contract.probability < 0.6", .atRisk, .renewal),
        ("contract", "contract.probability < 0.6", .lost, .leaving),
    ])
    func `knows what it is about`(
        target: String, condition: String, category: RenewalForecast.Category, topic: Story.Topic
    ) throws {
        var scene = acme
        scene.renewals = [.sample(renewsOn: "2027-01-01", category: category)]
        let story = try story("  - { alert: a, for_each: \(target), when: \(condition) }", scene)
        #expect(story.topic == topic)
    }

    @Test func `says once until when to decide`() throws {
        let story = try story(
            """
              - alert: a
                for_each: contract
                when: contract.days_to_notice < 30
                annotations: { title: "{{ account.name }}: decide by {{ contract.notice_by }}" }
            """, acme)
        #expect(story.title == "Acme GmbH: decide by 2 Dec")
        #expect(
            story.stakes
                == "12,400 EUR renews 1 Jan (39 days); 9 days left for notice · 56 % (18 of 30 like it renewed)")
        #expect(story.when == "9 days left for notice")
    }

    @Test func `says what it would take to clear, where nothing else keeps it open`() throws {
        let rule = try RuleText.rule(below + "\n    clear_when: health.score >= threshold.floor + 5")
        var scene = acme
        let firing = Alerts().observing(scene.matches([rule]), at: scene.moment)
        let alert = try #require(firing.all.first)
        #expect(scene.matches([rule]).telling(alert).story.condition == "48.2 < 60")
        scene.values["usage.licence_utilisation"] = [0.564]
        #expect(
            scene.matches([rule]).telling(alert).story.condition
                == "still open: clears when health.score (62.9) >= threshold.floor (60) + 5")
    }

    @Test func `an alert that ended is told as it was, with the health of now`() throws {
        let rule = try RuleText.rule(below)
        var scene = acme
        let firing = Alerts().observing(scene.matches([rule]), at: scene.moment)
        scene.wait(.days(2))
        scene.values["usage.licence_utilisation"] = [0.9]
        let change = try #require(firing.observing(scene.matches([rule]), at: scene.moment).changes.first)
        #expect(change.kind == .closed(.recovered))
        #expect(change.alert.story.title == "Acme GmbH is At risk: 48.2, was 71.4 thirty days ago")
        #expect(change.alert.story.brief == "At risk, 48.2")
        #expect(change.alert.story.score == 86.9 && change.alert.story.bandLabel == "Good")
    }

    @Test func `without a term a year of revenue is at stake`() throws {
        var scene = acme
        scene.renewals = []
        let story = try story(below, scene)
        #expect(story.stakes.isEmpty && story.stakeMinor == 1_239_996 && story.urgencyDays == nil)
    }

    @Test func `a late invoice is at stake with what is open`() throws {
        var scene = acme
        scene.company.add(
            .invoice, "i1",
            [
                "issued_at": "2026-10-08", "due_date": "2026-11-07", "total": 430_000, "currency": "EUR",
                "number": "INV-2214",
            ])
        let story = try story(
            """
              - alert: late
                for_each: invoice
                when: invoice.days_past_due >= 10
                annotations:
                  title: "{{ account.name }} owes {{ invoice.open_amount }}: {{ invoice.number }}, due {{ invoice.due_date }}, {{ invoice.days_past_due }} late"
            """, scene)
        #expect(story.title == "Acme GmbH owes 4,300 EUR: INV-2214, due 7 Nov, 16 days late")
        #expect(story.stakeMinor == 430_000 && story.urgencyDays == 0 && story.when == "16 days late")
        #expect(story.topic == .invoice && story.brief.isEmpty)
        #expect(story.stakes.hasPrefix("12,400 EUR renews"))
    }

    // MARK: Links

    private func linked(_ address: String) throws -> [Story.Link] {
        var scene = acme
        let names = RuleVocabulary(metrics: []).names(in: .account)
        let template = try #require(Template.checked(Fragment(address), against: names).0)
        scene.context.links = [LinkTemplate(label: "HubSpot", url: template)]
        return try story(below, scene).links
    }

    @Test func `what goes into a link cannot bend it`() throws {
        #expect(
            try linked("https://crm.example.com/{{ account.external.hubspot }}?n={{ account.name }}")
                == [Story.Link(label: "HubSpot", url: "https://crm.example.com/47%2F11?n=Acme%20GmbH")])
    }

    @Test func `a link with a part missing is no link`() throws {
        #expect(try linked("https://crm.example.com/{{ account.external.salesforce }}") == [])
    }

    // MARK: Labels

    @Test func `every alert carries its own labels, and its rule's`() throws {
        let rule = try RuleText.rule(
            "  - { alert: low, when: health.score < 60, labels: { severity: warning, desk: \"{{ account.tier }} desk\" } }"
        )
        let alerts = Alerts().observing(acme.matches([rule]), at: acme.moment)
        #expect(
            alerts.all.first?.labels == [
                "alert": "low", "account": "acme", "owner": "kim", "tier": "Enterprise", "band": "poor",
                "source": "test", "severity": "warning", "desk": "Enterprise desk",
            ])
    }
}
