import Testing

@testable import BellwetherCore

@Suite struct MatchesTests {
    private func subjects(_ yaml: String, _ scene: Scene) throws -> [String] {
        scene.matches([try RuleText.rule(yaml)]).found[0].map(\.subject.id)
    }

    @Test func `only watched accounts are looked at`() throws {
        var scene = Scene(accounts: 7)
        let statuses = ["active", "past_due", "cancelling", "trialing", "paused", "prospect", "churned"]
        for (slot, status) in statuses.enumerated() {
            scene.company.addAccount("a\(slot)", slot: slot, ["status": .text(status)])
        }
        scene.company.addAccount("a1", slot: 1, ["excluded": "true"])
        scene.company.add(.touch, "t", slot: 9, ["at": "2026-03-01T09:00Z"])
        #expect(try subjects("  - { alert: a, when: account.id != '' }", scene) == ["account:a0", "account:a2"])
        #expect(scene.matches([]).watched == 2)
    }

    @Test func `whom to watch can be said`() throws {
        var scene = Scene(accounts: 2)
        scene.company.addAccount("a1", slot: 1, ["status": "trialing"])
        let rule = try RuleText.rule("  - { alert: w, when: account.status == 'trialing' }")
        scene.context.watch = rule.when
        #expect(try subjects("  - { alert: a, when: account.id != '' }", scene) == ["account:a1"])
    }

    @Test func `a threshold is chosen by a field`() throws {
        var scene = Scene(accounts: 3)
        scene.company.addAccount("a1", slot: 1, ["tier": "Enterprise"])
        scene.company.addAccount("a2", slot: 2, [:])
        scene.score(55, 55, 49)
        let yaml = """
              - alert: low
                when: health.score < threshold.floor
                thresholds: { floor: { by: account.tier, default: 50, values: { Enterprise: 60 } } }
            """
        #expect(try subjects(yaml, scene) == ["account:a1", "account:a2"])
    }

    @Test func `what ends an alert does not hold before it fires`() throws {
        var scene = Scene(accounts: 1)
        scene.score(53)
        let low = try RuleText.rule(
            "  - { alert: low, when: health.score < 50, clear_when: health.score >= 55 }")
        let any = try RuleText.rule("  - { alert: any, when: health.score < 60 }")
        let matches = scene.matches([low, any])
        let alert = Alert(
            rule: "low", subject: try #require(matches.found[1].first).subject, slot: 0, openedAt: scene.moment,
            state: .firing(since: scene.moment),
            story: Story(accountID: "a0", accountName: "A", title: "", currency: "EUR"))
        #expect(matches.observation(of: alert, under: low) == .holds)
        #expect(matches.observation(of: alert, under: low, whileFiring: false) == .doesNotHold(.recovered))
    }

    @Test func `each open invoice is a subject of its own`() throws {
        var scene = Scene(accounts: 2)
        func invoice(
            _ key: String, slot: Int = 0, due: String, total: Int64 = 30_000, _ more: [String: FactValue] = [:]
        ) {
            let usual: [String: FactValue] = [
                "issued_at": "2026-01-01", "due_date": .text(due), "total": .integer(total), "currency": "EUR",
            ]
            scene.company.add(.invoice, key, slot: slot, usual.merging(more) { $1 })
        }
        invoice("late", due: "2026-02-20")
        invoice("later", due: "2026-01-20")
        invoice("other", slot: 1, due: "2026-02-01")
        invoice("paid", due: "2026-02-01", ["paid_at": "2026-02-20"])
        invoice("small", due: "2026-02-01", total: 24_999)
        invoice("disputed", due: "2026-02-01", ["disputed": "true"])
        invoice("void", due: "2026-02-01", ["status": "void"])
        invoice("soon", due: "2026-02-21")
        let yaml = """
              - alert: late
                for_each: invoice
                when: invoice.days_past_due >= 10 && invoice.open_amount >= 250 && !invoice.disputed
            """
        #expect(
            try subjects(yaml, scene) == [
                "invoice:a0/test/late", "invoice:a0/test/later", "invoice:a1/test/other",
            ])
    }

    @Test func `each term ahead is a subject of its own`() throws {
        var scene = Scene(accounts: 3)
        scene.renewals = [
            .sample(slot: 0, id: "x"), .sample(slot: 0, id: "y", renewsOn: "2027-04-10"), .sample(slot: 2, id: "z"),
        ]
        #expect(
            try subjects("  - { alert: a, for_each: contract, when: contract.days_to_renewal <= 39 }", scene)
                == ["contract:a0/test/x", "contract:a2/test/z"])
        #expect(
            try subjects("  - { alert: a, when: forecast.days_to_renewal <= 39 }", scene)
                == ["account:a0", "account:a2"])
    }

    @Test func `lists of facts are searched as they were known then`() throws {
        var scene = Scene(accounts: 2)
        scene.company.add(.ticket, "1", slot: 0, ["created_at": "2026-03-01T09:00Z", "priority": "urgent"])
        scene.company.add(.ticket, "2", slot: 1, ["created_at": "2026-03-03T09:00Z", "priority": "urgent"])
        let yaml = "  - { alert: a, when: \"tickets.exists(t, t.open && t.priority == 'urgent')\" }"
        #expect(try subjects(yaml, scene) == ["account:a0"])
    }
}

/// Alerts about one invoice or one term, from their first day to their last.
@Suite struct ObjectAlertTests {
    private func invoiceLine() throws -> Timeline {
        var scene = Scene()
        scene.company.add(
            .invoice, "i1",
            [
                "issued_at": "2026-01-01", "due_date": "2026-02-01", "total": 30_000, "currency": "EUR",
                "number": "INV-1",
            ])
        return Timeline(
            scene,
            try RuleText.rule(
                "  - { alert: late, for_each: invoice, when: invoice.days_past_due >= 10, keep_firing_for: 5d }"))
    }

    @Test func `a paid invoice is over at once`() throws {
        var line = try invoiceLine()
        #expect(line.turn() == ["opened late/invoice:a0/test/i1"])
        line.scene.company.add(.payment, "p", ["invoice_id": "i1", "at": "2026-03-02", "amount": 30_000])
        #expect(line.turn(after: .days(1)) == ["closed (recovered) late/invoice:a0/test/i1"])
    }

    @Test func `a part-payment leaves it open`() throws {
        var line = try invoiceLine()
        line.turn()
        line.scene.company.add(.payment, "p", ["invoice_id": "i1", "at": "2026-03-02", "amount": 10_000])
        #expect(line.turn(after: .days(1)) == [])
    }

    @Test func `an invoice that goes to another account, or to none, was withdrawn`() throws {
        var line = try invoiceLine()
        line.turn()
        line.scene.company = Scene().company
        #expect(line.turn(after: .days(1)) == ["closed (withdrawn) late/invoice:a0/test/i1"])
    }

    private func contractLine() throws -> Timeline {
        var scene = Scene()
        scene.renewals = [.sample(noticeBy: "2026-03-12")]
        return Timeline(
            scene,
            try RuleText.rule("  - { alert: near, for_each: contract, when: contract.days_to_notice <= 14 }"))
    }

    @Test(arguments: [("renewed", "renewed"), ("churned", "churned")])
    func `a term that ended says how`(_ outcome: String, _ reason: String) throws {
        var line = try contractLine()
        line.turn()
        line.scene.renewals = []
        line.scene.company.add(
            .renewal, "o",
            [
                "contract_id": "ct_1", "renewal_date": "2026-04-10", "outcome": .text(outcome),
                "decided_on": "2026-03-02",
            ])
        #expect(line.turn(after: .days(1)) == ["closed (\(reason)) near/contract:a0/test/ct_1"])
    }

    @Test func `a term that is gone without a word is superseded`() throws {
        var line = try contractLine()
        line.turn()
        line.scene.renewals = []
        #expect(line.turn(after: .days(1)) == ["closed (superseded) near/contract:a0/test/ct_1"])
    }

    /// A changed date must not silence the next cycle.
    @Test func `the next cycle of the same contract is told again`() throws {
        var line = try contractLine()
        #expect(line.turn() == ["opened near/contract:a0/test/ct_1"])
        line.scene.renewals = [.sample(renewsOn: "2027-04-10", noticeBy: "2027-03-12")]
        line.scene.company.add(
            .renewal, "o",
            ["contract_id": "ct_1", "renewal_date": "2026-04-10", "outcome": "renewed", "decided_on": "2026-03-02"])
        #expect(line.turn(after: .days(1)) == ["closed (renewed) near/contract:a0/test/ct_1"])
        #expect(line.turn(after: .days(364)) == ["opened near/contract:a0/test/ct_1"])
    }
}
