import BellwetherTestSupport
import Foundation

extension Readers {
    /// As its owner wrote it on the first afternoon.
    func configuration(_ world: World) -> String {
        """
        state: state
        rules: rules
        timezone: Europe/Berlin
        calendars: { default: [2026-03-20] }
        currency: { reporting: EUR }
        evaluate_every: 8h
        first_start_days: 40
        \(port.setting)
        people: { csv: \(world.folder.path)/exports/people.csv }
        operator: { receiver: ops }
        links:
          HubSpot: "https://app.hubspot.com/contacts/1/company/{{ account.external.hubspot }}"
        smtp:
          host: 127.0.0.1
          port: \(smtp.port)
          tls: none
          from: "Bellwether <bell@fernhill.example>"
          allow_addresses: [127.0.0.0/8]
        receivers:
          - name: cs-chat
            slack: { url: { credential: slack_url }, allow_addresses: [127.0.0.0/8] }
            hours: &hours { days: mon-fri, from: "08:00", to: "18:00", timezone: Europe/Berlin }
          - name: owner-mail
            email: { to: owner, fallback: [leads@fernhill.example] }
            hours: *hours
          - name: ops
            webhook: { url: "\(http.url)/ops", allow_addresses: [127.0.0.0/8] }
            hours: *hours
          - name: stage
            webhook: { url: "\(http.url)/stage", allow_addresses: [127.0.0.0/8] }
        route:
          receiver: owner-mail
          group_by: [account]
          group_wait: 10m
          group_interval: 4h
          repeat_interval: 7d
          routes:
            - matchers:
                - severity="critical"
              receivers: [cs-chat, owner-mail]
        sources:
          - name: crm
            preset: hubspot
            every: 1d
            http: { url: "\(world.hubspotURL)", auth: { bearer: { credential: hubspot_key } }, allow_addresses: [127.0.0.0/8], pace: { requests: 1000, per: 1s } }
            facts:
              contact: null
              ticket: null
              survey_response: null
              survey_response-csat: null
              account:
                body: { properties: [name, domain, hubspot_owner_id, lifecyclestage, industry, country, createdate, hs_lastmodifieddate, tier, seats, internal] }
                columns: { tier: properties.tier, seats: properties.seats, excluded: properties.internal, started_at: properties.createdate, segment: null, region: null }
                values: { status: { former: churned } }
          - name: billing
            preset: stripe
            every: 1d
            http: { url: "\(world.stripe.url)/v1", auth: { bearer: { credential: stripe_key } }, allow_addresses: [127.0.0.0/8], pace: { requests: 1000, per: 1s } }
            account_map: \(world.folder.path)/exports/stripe-ids.csv
            facts:
              account: null
              subscription:
                changes: null
                query: { "expand[]": null }
                columns:
                  status: $.status
                  product: plan.nickname
                  amount_minor: plan.amount
                  currency: plan.currency
                  interval: plan.interval
                  interval_count: plan.interval_count
                  usage_type: plan.usage_type
                  term_start: null
                  term_end: null
                  paused_until: null
              invoice:
                changes: null
                columns: { number: id, due_date: null, subscription_id: null }
          - name: desk
            preset: zendesk
            every: 1d
            http: { url: "\(world.zendeskURL)/api/v2", auth: { basic: { user: me@fernhill.example/token, password: { credential: zendesk_token } } }, allow_addresses: [127.0.0.0/8] }
            account_map: \(world.folder.path)/exports/desk-ids.csv
            facts: { account: null, survey_response: null }
          - name: product
            postgres: { url: { credential: database_url } }
            every: 1d
            account_map: \(world.folder.path)/exports/product-ids.csv
            facts:
              seat_day:
                query: |
                  SELECT workspace AS account_id, day, active AS active_users, changed_at
                  FROM seat_days WHERE (changed_at, workspace, day) > ($cursor) ORDER BY changed_at, workspace, day
                cursor: [changed_at, account_id, day]
          - name: exports
            csv: { path: "\(world.folder.path)/exports/contracts.csv" }
            every: 1d
            facts:
              contract:
                columns:
                  id: id
                  account_id: account
                  start: start
                  end: end
                  auto_renew: auto_renew
                  notice_days: notice_days
                  renewal_amount: amount
                  currency: currency
                  status: status
          - name: surveys
            csv: { path: "\(world.folder.path)/exports/surveys.csv" }
            every: 1d
            facts:
              survey_response: { columns: { id: id, account_id: account, kind: kind, at: at, value: value } }

        """
    }
}
