/// A sound file that uses the whole language of rule files; every broken one is made from it.
enum GoodFile {
    static let name = "rules/good.yaml"

    static let text = #"""
        health_models:
          - name: onboarding
            applies_to: account.tenure_days < 60
            measures:
              licences: { metric: usage.licence_utilisation, linear: { zero_at: 0, full_at: 0.5 }, weight: 60 }
              touch: { metric: touch.days_since, linear: { zero_at: 30, full_at: 7 }, weight: 40 }
            bands: &bands
              - { name: poor, label: At risk, colour: red, from: 0, renews: 0.45 }
              - { name: at_risk, label: Watch, colour: yellow, from: 50, renews: 0.75 }
              - { name: good, label: Good, colour: green, from: 75, renews: 0.95 }
          - name: standard
            min_coverage: 0.6
            measures:
              licences: { metric: usage.licence_utilisation, linear: { zero_at: 0.2, full_at: 0.9 }, weight: 40, required: true }
              tickets: { metric: tickets.open_urgent, linear: { zero_at: 6, full_at: 0 }, weight: 20 }
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 20, max_age: 180d }
            bands: *bands
            caps:
              - when: invoices.days_past_due_max > 60
                band_at_most: poor
                why: a seriously overdue account is never better than At risk

        rules:
          - alert: health-below-band
            was: [low-health]
            summary: An account's health is below what its tier should have.
            when: health.score < threshold.floor && health.coverage >= 0.5
            thresholds:
              floor: { by: account.tier, default: 50, values: { Enterprise: 60, Team: 45 } }
            for: 2d
            clear_when: health.score >= threshold.floor + 5
            labels: { severity: warning, team: success }
            annotations:
              title: "{{ account.name }} is {{ health.band }}: {{ health.score }}"
              play: Call the sponsor.
            tests:
              - name: below the floor
                given: { account.tier: Enterprise, health.score: 58, health.coverage: 0.8 }
                expect: { firing_after: 2d }
              - given: { health.score: 70, health.coverage: 0.8 }
                expect: quiet

          - alert: late-invoice
            summary: An invoice is late.
            for_each: invoice
            applies_to: account.status != 'paused'
            when: |
              invoice.days_past_due >= threshold.days
              && invoice.open_amount >= threshold.amount
              && !invoice.disputed
            thresholds: { days: 10, amount: 250 }
            keep_firing_for: 1d
            missing: ok
            labels:
              severity: "{{ invoice.open_amount > 5000 ? 'critical' : 'warning' }}"
            annotations:
              title: "{{ account.name }} owes {{ invoice.open_amount }}: {{ invoice.number }}, due {{ invoice.due_date }}"

          - alert: notice-near
            for_each: contract
            when: contract.days_to_notice <= 14 && !(contract.category in ['closed', 'lost'])
            annotations:
              brief: "decide by {{ contract.notice_by }}"

          - alert: going-quiet
            when: |
              touch.days_since > 90 || never(touch.days_since)
              || drop(health.score, '30d') >= 15
              || invoices.exists(i, i.days_past_due > 30 && !i.disputed)
              || tickets.filter(t, t.open).size() > 3
            for: 3bd
            annotations:
              reason: "{{ has(nps.latest) ? string(nps.latest) : 'no answer' }} · {{ days_since(account.started_at) }}"
            tests:
              - given: { touch.days_since: 91, "drop(health.score, '30d')": 0, invoices: [{ days_past_due: 3 }] }
                expect: { firing_after: 3bd }

        """#
}
