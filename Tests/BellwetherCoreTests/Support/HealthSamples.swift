import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

enum HealthSamples {
    /// The models as DESIGN 6 shows them.
    static let design = """
        health_models:
          - name: onboarding
            applies_to: account.tenure_days < 60
            measures:
              licences: { metric: usage.licence_utilisation, linear: { zero_at: 0, full_at: 0.5 }, weight: 60 }
              touch:    { metric: touch.days_since,          linear: { zero_at: 30, full_at: 7 },  weight: 40 }
            bands: &bands
              - { name: poor,    label: At risk, colour: red,    from: 0,  renews: 0.45 }
              - { name: at_risk, label: Watch,   colour: yellow, from: 50, renews: 0.75 }
              - { name: good,    label: Good,    colour: green,  from: 75, renews: 0.95 }
          - name: standard
            min_coverage: 0.6
            measures:
              licences: { metric: usage.licence_utilisation,  linear: { zero_at: 0.2, full_at: 0.9 }, weight: 40, required: true }
              payment:  { metric: invoices.days_past_due_max, linear: { zero_at: 45, full_at: 0 },    weight: 20 }
              tickets:  { metric: tickets.open_urgent,        linear: { zero_at: 6, full_at: 0 },   weight: 20 }
              nps:      { metric: nps.latest,                 linear: { zero_at: 0, full_at: 100 },   weight: 20, max_age: 180d }
            bands: *bands
            caps:
              - when: invoices.days_past_due_max > 60
                band_at_most: poor
                why: a seriously overdue account is never better than At risk

        """

    static let bands = [
        HealthBand(key: "poor", label: "At risk", colour: "red", fromTenths: 0, renews: 0.45),
        HealthBand(key: "at_risk", label: "Watch", colour: "yellow", fromTenths: 500, renews: 0.75),
        HealthBand(key: "good", label: "Good", colour: "green", fromTenths: 750, renews: 0.95),
    ]
}

extension HealthModels {
    /// What a file says, and what is said about it, one line each.
    static func written(_ text: String) -> (HealthModels, [String]) {
        let report = DiagnosticReport()
        let models = read(text, via: report)
        return (models, report.diagnostics.map(\.description))
    }

    static func report(_ text: String) -> [Diagnostic] {
        let report = DiagnosticReport()
        _ = read(text, via: report)
        return report.diagnostics.inOrder()
    }

    private static func read(_ text: String, via report: DiagnosticReport) -> HealthModels {
        let document = Document.read(Array(text.utf8), named: "rules/health.yaml")
        guard let settings = document.settings(reportingTo: report) else { return HealthModels([]) }
        _ = settings.node("rules")
        _ = settings.node("rest")
        let models = read(from: [settings], via: report)
        settings.finish()
        return models
    }
}
