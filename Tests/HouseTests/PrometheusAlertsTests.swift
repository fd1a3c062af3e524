import Foundation
import Testing

/// The alert rules for Prometheus ask for numbers that the daemon has.
@Suite struct PrometheusAlertsTests {
    @Test func `name no number that is nowhere`() throws {
        let rules = try Checkout.text("deploy/prometheus-alerts.yaml")
        let asked = Set(rules.matches(of: #/bellwether_[a-z_]+/#).map { String($0.0) })
        let numbers = try Checkout.swiftFiles(below: "Sources/BellwetherDaemon").map(Checkout.text).joined()
        #expect(asked.count >= 8)
        for name in asked.sorted() { #expect(numbers.contains("\"\(name)\""), "\(name)") }
    }
}
