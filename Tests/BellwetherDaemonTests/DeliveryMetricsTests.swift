import BellwetherCore
import BellwetherStore
import Curl
import Foundation
import Testing

@testable import BellwetherDaemon

@Suite struct DeliveryMetricsTests {
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    private func letter(_ purpose: BellwetherCore.Notification.Purpose, firedAt: Moment) -> BellwetherCore.Notification
    {
        let story = Story(accountID: "acme", accountName: "Acme", title: "Acme is At risk", currency: "EUR")
        let event = Event(
            kind: .opened, alertID: "a", rule: "r", subject: .account("acme"), openedAt: firedAt, firedAt: firedAt,
            labels: ["owner": "kim"], story: story, receiver: "mail", recipient: "kim@example.com")
        return BellwetherCore.Notification(
            receiver: "mail", recipient: "kim@example.com", groupKey: "g", groupLabels: ["owner": "kim"], sequence: 1,
            purpose: purpose, createdAt: firedAt, events: [event])
    }

    private func lines(_ text: String, _ name: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(name) }
    }

    @Test func `what is known to exist is there from the start`() {
        let text = DeliveryMetrics.text(of: ["mail", "chat"], DeliveryNumbers(), [:])
        #expect(
            lines(text, "bellwether_destination_circuit_open") == [
                "bellwether_destination_circuit_open{receiver=\"chat\"} 0",
                "bellwether_destination_circuit_open{receiver=\"mail\"} 0",
            ])
        let reasons = lines(text, "bellwether_notifications_failed_total{receiver=\"chat\"").map {
            $0.split(separator: "reason=\"")[1].prefix { $0 != "\"" }
        }
        #expect(
            Set(reasons) == [
                "other", "clientError", "serverError", "authError", "rateLimited", "contextCanceled",
                "contextDeadlineExceeded", "tls", "dns", "connect", "bodyError", "expired",
            ])
        #expect(lines(text, "bellwether_notifications_total{").allSatisfy { $0.hasSuffix(" 0") })
        #expect(lines(text, "bellwether_notification_latency_seconds_count").count == 2)
        #expect(lines(text, "# TYPE").count == 5 && lines(text, "# HELP").count == 5)
        #expect(DeliveryMetrics.text(of: [], DeliveryNumbers(), [:]) == "")
    }

    @Test func `counts what was taken, tried in vain and answered, without a name of anybody`() {
        let numbers = DeliveryNumbers()
        numbers.delivered(letter(.change, firedAt: nine), at: nine + .seconds(90))
        numbers.delivered(letter(.change, firedAt: nine), at: nine + .seconds(200_000))
        numbers.delivered(letter(.reminder, firedAt: nine), at: nine + .seconds(400_000))
        for code in [250, 250, 451, 7_000, 9_999, nil] { numbers.asked("mail", code) }
        numbers.failed("mail", .serverError)
        numbers.failed("gone", .dns)
        let text = DeliveryMetrics.text(of: ["mail"], numbers, [:])
        let labels = "receiver=\"mail\""
        for line in [
            "bellwether_notifications_total{\(labels),kind=\"change\"} 2",
            "bellwether_notifications_total{\(labels),kind=\"reminder\"} 1",
            "bellwether_notifications_failed_total{\(labels),reason=\"serverError\"} 1",
            "bellwether_notification_requests_total{\(labels),code=\"250\"} 2",
            "bellwether_notification_requests_total{\(labels),code=\"0\"} 2",
            "bellwether_notification_requests_total{\(labels),code=\"none\"} 1",
            "bellwether_notification_latency_seconds_bucket{\(labels),le=\"60\"} 0",
            "bellwether_notification_latency_seconds_bucket{\(labels),le=\"300\"} 1",
            "bellwether_notification_latency_seconds_bucket{\(labels),le=\"+Inf\"} 2",
            "bellwether_notification_latency_seconds_sum{\(labels)} 200090",
            "bellwether_notification_latency_seconds_count{\(labels)} 2",
        ] { #expect(text.contains(line + "\n"), "\(line)\n\(text)") }
        for name in ["kim", "acme", "Acme", "gone"] { #expect(!text.contains(name)) }
    }
}
