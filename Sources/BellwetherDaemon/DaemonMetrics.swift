import BellwetherCore

/// The daemon's own counters in Prometheus' text form (DAEMON 2.1): no account, owner or address is ever in them.
package enum DaemonMetrics {
    package static func text(_ status: StatusReport) -> String {
        var page = Page()
        page.add("bellwether_build_info", "What is running.", [("version=\"\(Bellwether.version)\"", 1)])
        if let daemon = status.daemon {
            page.add(
                "bellwether_start_time_seconds", "When the daemon started.", [("", Double(daemon.startedAt.seconds))])
            page.add(
                "bellwether_config_last_reload_successful", "Whether the files on the disk are in force.",
                [("", daemon.filesBrokenSince == nil ? 1 : 0)])
            page.add(
                "bellwether_config_last_reload_success_timestamp_seconds", "Since when the files in force are.",
                [("", Double(daemon.rulesSince.seconds))])
            page.add(
                "bellwether_accounts", "Accounts by health band.",
                daemon.bands.sorted { $0.key < $1.key }.map { ("band=\"\($0.key)\"", Double($0.value)) })
            if let milliseconds = daemon.turnMilliseconds {
                page.add(
                    "bellwether_turn_duration_seconds", "How long the last turn took.",
                    [("", Double(milliseconds) / 1000)])
            }
        }
        let states = ["pending", "firing", "recovering"]
        page.add(
            "bellwether_alerts", "Alerts by state.",
            states.map { ("state=\"\($0)\"", Double(status.alerts[$0] ?? 0)) } + [
                ("state=\"held\"", Double(status.held))
            ])
        page.add(
            "bellwether_tasks", "What people are to do about alerts, by whether it is late.",
            [
                ("state=\"open\"", Double(status.openTasks - status.overdueTasks)),
                ("state=\"overdue\"", Double(status.overdueTasks)),
            ])
        page.add(
            "bellwether_outbox_messages", "Notifications not delivered, by state.",
            ["pending", "in_flight", "dead"].map { ("state=\"\($0)\"", Double(status.outbox[$0] ?? 0)) })
        if let oldest = status.oldestInOutbox {
            page.add(
                "bellwether_outbox_oldest_message_timestamp_seconds",
                "When the oldest waiting notification was queued.",
                [("", Double(oldest.seconds))])
        }
        page.add(
            "bellwether_source_last_success_timestamp_seconds", "The last good load of each source.",
            status.sources.compactMap { source in
                source.lastGoodLoad.map { ("source=\"\(source.name)\"", Double($0.seconds)) }
            })
        page.add(
            "bellwether_source_ok", "Whether a source is fresh.",
            status.sources.map { ("source=\"\($0.name)\"", $0.state == "ok" ? 1 : 0) })
        page.add("bellwether_unmatched_rows", "Rows that name no known account.", [("", Double(status.unmatchedRows))])
        page.add(
            "bellwether_database_writable", "Whether the last write to the state succeeded.",
            [("", status.stateTrouble == nil ? 1 : 0)])
        page.add("bellwether_database_size_bytes", "Size of the state.", [("", Double(status.stateBytes))])
        if let free = status.freeBytes {
            page.add("bellwether_database_free_bytes", "What is left on the disk of the state.", [("", Double(free))])
        }
        return page.text
    }

    private struct Page {
        var text = ""

        mutating func add(_ name: String, _ help: String, _ samples: [(labels: String, value: Double)]) {
            guard !samples.isEmpty else { return }
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            for sample in samples {
                let labels = sample.labels.isEmpty ? "" : "{\(sample.labels)}"
                let value = sample.value == sample.value.rounded() ? String(Int64(sample.value)) : "\(sample.value)"
                text += "\(name)\(labels) \(value)\n"
            }
        }
    }
}

/// What this program is.
package enum Bellwether {
    package static let version = "0.1.0"
}
