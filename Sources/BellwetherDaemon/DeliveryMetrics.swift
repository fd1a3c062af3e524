import BellwetherCore
package import BellwetherStore
import Curl

/// How delivery goes in Prometheus' text form (DAEMON 2.1). What is known to exist is there from the start, with 0.
package enum DeliveryMetrics {
    /// - Parameter receivers: the names of those that are configured; nothing is said of any other.
    package static func text(
        of receivers: [String], _ numbers: DeliveryNumbers, _ outages: [String: Outage]
    ) -> String {
        let (receivers, counts) = (receivers.sorted(), numbers.counts)
        return [
            family(
                "bellwether_notifications_total", "counter", "Notifications that receivers took, by what they are.",
                receivers.flatMap { receiver in
                    BellwetherCore.Notification.Purpose.allCases.map { purpose in
                        "{receiver=\"\(receiver)\",kind=\"\(purpose.rawValue)\"} "
                            + "\(counts.taken[receiver]?[purpose] ?? 0)"
                    }
                }),
            family(
                "bellwether_notifications_failed_total", "counter", "Tries at sending a notification that failed.",
                receivers.flatMap { receiver in
                    TransferError.Label.allCases.map { reason in
                        "{receiver=\"\(receiver)\",reason=\"\(reason.rawValue)\"} "
                            + "\(counts.failed[receiver]?[reason] ?? 0)"
                    }
                }),
            family(
                "bellwether_notification_requests_total", "counter",
                "Requests to receivers, by the code of the answer: of HTTP, or a mail server's; 'none' where none came.",
                receivers.flatMap { requests(to: $0, counts.requests[$0] ?? [:]) }),
            family(
                "bellwether_notification_latency_seconds", "histogram",
                "From an alert's change until a receiver took the notification of it.",
                receivers.flatMap { latency(of: $0, counts.latency[$0] ?? DeliveryNumbers.Latency()) }),
            family(
                "bellwether_destination_circuit_open", "gauge",
                "Whether a receiver is sent nothing but probes, because it does not work.",
                receivers.map { "{receiver=\"\($0)\"} \(outages[$0]?.circuit == nil ? 0 : 1)" }),
        ].joined()
    }

    private static func requests(to receiver: String, _ counts: [Int?: Int]) -> [String] {
        counts.merging([200: 0, nil: 0]) { one, _ in one }.sorted { ($0.key ?? 0) < ($1.key ?? 0) }.map { code, count in
            "{receiver=\"\(receiver)\",code=\"\(code.map(String.init) ?? "none")\"} \(count)"
        }
    }

    private static func latency(of receiver: String, _ latency: DeliveryNumbers.Latency) -> [String] {
        var sum = 0
        let bounds = DeliveryNumbers.Latency.bounds.map(String.init) + ["+Inf"]
        let buckets = zip(bounds, latency.counts).map { bound, count in
            sum += count
            return "_bucket{receiver=\"\(receiver)\",le=\"\(bound)\"} \(sum)"
        }
        return buckets + [
            "_sum{receiver=\"\(receiver)\"} \(latency.sum)", "_count{receiver=\"\(receiver)\"} \(sum)",
        ]
    }

    private static func family(_ name: String, _ type: String, _ help: String, _ samples: [String]) -> String {
        guard !samples.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n" + samples.map { "\(name)\($0)\n" }.joined()
    }
}
