import BellwetherCore
import Diagnostics
import Foundation
import Testing

@testable import BellwetherConfig

/// A small sound installation, and what becomes of it when its files are edited.
enum Written {
    static let configuration = """
        timezone: Europe/Berlin
        currency: { reporting: EUR, rates: { USD: 0.92 } }
        billing: { grace_days: 3, gross_margin: 0.8 }
        http: { listen: "127.0.0.1:8640" }
        operator: { receiver: terminal }
        sources:
          - name: crm
            csv: { path: accounts.csv }
            every: 1h
            facts: { account: { columns: { id: id, name: name, owner: owner } } }
        smtp: { host: mail.example.com, from: "Bell <bell@example.com>" }
        receivers:
          - name: terminal
            console: {}
          - name: owner-mail
            email: { to: owner }
        route:
          receiver: terminal
          routes:
            - matchers: [severity="critical"]
              receivers: [terminal, owner-mail]

        """

    static let rules = """
        health_models:
          - name: standard
            min_coverage: 0.5
            measures:
              tenure: { metric: account.tenure_days, linear: { zero_at: 0, full_at: 365 }, weight: 50 }
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 50 }
            bands:
              - { name: poor, label: At risk, from: 0 }
              - { name: good, label: Good, from: 50 }
        rules:
          - alert: health-below-band
            summary: Health is low.
            when: health.score < threshold.floor
            thresholds:
              floor: { by: account.tier, default: 50, values: { Enterprise: 60 } }
            labels: { severity: critical }
            annotations:
              title: "{{ account.name }} is {{ health.band }}"
              play: Call the sponsor.

        """

    static let people = "key,name,email,slack_id,backup,timezone\nkim,Kim,kim@example.com,U1,,Europe/Berlin\n"

    static func read(
        _ configuration: String = configuration, rules: String = rules, people: String? = nil,
        credentials: String? = nil
    ) -> InstallationReading {
        let files = InstallationFiles(
            main: .init(name: "bellwether.yaml", bytes: Array(configuration.utf8)),
            rules: [.init(name: "rules/health.yaml", bytes: Array(rules.utf8))],
            people: people.map { .init(name: "people.csv", bytes: Array($0.utf8)) }, folder: "/etc/bellwether")
        return Installation.read(files, credentials: Credentials(folder: credentials))
    }
}

extension String {
    /// With one stretch of it written differently, which must be there.
    func edited(_ old: String, _ new: String) -> String {
        guard let range = range(of: old) else {
            Issue.record("'\(old)' is not in the file")
            return self
        }
        return replacingCharacters(in: range, with: new)
    }
}

extension Sequence<Diagnostic> {
    /// Each with its cure, as a test can write it down.
    var told: [String] { map { ([$0.description] + [$0.help].compactMap { $0 }).joined(separator: " | ") } }
}
