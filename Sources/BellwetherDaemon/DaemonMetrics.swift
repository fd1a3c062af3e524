package import BellwetherConfig
import BellwetherCore
import BellwetherSources

/// The daemon's own counters in Prometheus' text form (DAEMON 2.1): no account, owner or address is ever in them. What is
/// known to exist is there from the start, with 0.
package struct DaemonMetrics {
    /// How often a path of ours was asked for, and what was answered.
    package struct Requests: Sendable, Hashable {
        let handler, method: String
        let code, count: Int

        package init(handler: String, method: String, code: Int, count: Int) {
            self.handler = handler
            self.method = method
            self.code = code
            self.count = count
        }
    }

    private let status: StatusReport
    private let installation: Installation
    private let tally: Tally
    private let requests: [Requests]
    private var page = MetricsPage()

    package static func text(
        _ status: StatusReport, of installation: Installation, _ tally: Tally, requests: [Requests]
    ) -> String {
        var metrics = DaemonMetrics(status: status, installation: installation, tally: tally, requests: requests)
        metrics.addDaemon()
        metrics.addWork()
        metrics.addSources()
        metrics.addRules()
        metrics.addState()
        metrics.addProcess()
        return metrics.page.text
    }

    private init(status: StatusReport, installation: Installation, tally: Tally, requests: [Requests]) {
        self.status = status
        self.installation = installation
        self.tally = tally
        self.requests = requests
    }

    private mutating func addDaemon() {
        page.add(
            "bellwether_build_info", "What is running.",
            [.init(labels: [("version", Bellwether.version)], value: 1)])
        guard let daemon = status.daemon else { return }
        page.add("bellwether_start_time_seconds", "When the daemon started.", Double(daemon.startedAt.seconds))
        page.add(
            "bellwether_config_last_reload_successful", "Whether the files on the disk are in force.",
            daemon.filesBrokenSince == nil ? 1 : 0)
        page.add(
            "bellwether_config_last_reload_success_timestamp_seconds", "Since when the files in force are.",
            Double(daemon.rulesSince.seconds))
        let bands = installation.policy.healthModels.bands.map(\.key) + [HealthBand.unknown.key]
        page.add(
            "bellwether_accounts", "Accounts by health band.", by: "band",
            Dictionary(bands.map { ($0, 0) }) { one, _ in one }.merging(daemon.bands) { _, known in known })
        page.add(
            "bellwether_turn_duration_seconds", "How long the last turn took.",
            daemon.turnMilliseconds.map { Double($0) / 1000 })
        page.add(
            "bellwether_scheduler_lag_seconds", "For how long the next turn has been due.",
            daemon.nextTurn.map { max(0, (status.now - $0) / .seconds(1)) } ?? 0)
        page.add(
            "bellwether_http_requests_total", as: .counter, "Requests, by the path as we know it, and the answer.",
            requests.sorted { ($0.handler, $0.method, $0.code) < ($1.handler, $1.method, $1.code) }.map {
                .init(
                    labels: [("handler", $0.handler), ("method", $0.method), ("code", "\($0.code)")],
                    value: Double($0.count))
            })
    }

    private mutating func addWork() {
        var alerts = status.alerts
        alerts["held"] = status.held
        page.add(
            "bellwether_alerts", "Alerts by state.", by: "state",
            ["pending", "firing", "recovering", "held"].reduce(into: [:]) { $0[$1] = alerts[$1] ?? 0 })
        page.add(
            "bellwether_silences", "Silences, snoozes and acknowledgements in force.", Double(status.silenced))
        page.add(
            "bellwether_tasks", "What people are to do about alerts, by whether it is late.", by: "state",
            ["open": status.openTasks - status.overdueTasks, "overdue": status.overdueTasks])
        page.add(
            "bellwether_outbox_messages", "Notifications not delivered, by state.", by: "state",
            ["pending", "in_flight", "dead"].reduce(into: [:]) { $0[$1] = status.outbox[$1] ?? 0 })
        page.add(
            "bellwether_outbox_oldest_message_timestamp_seconds", "When the oldest waiting notification was queued.",
            status.oldestInOutbox.map { Double($0.seconds) })
    }

    private mutating func addSources() {
        page.add(
            "bellwether_source_polls_total", as: .counter, "Polls of each source, by what they came to.",
            installation.sources.map(\.name).sorted().flatMap { source in
                Tally.PollResult.allCases.map { result in
                    .init(
                        labels: [("source", source), ("result", result.rawValue)],
                        value: Double(tally.polls[source]?[result] ?? 0))
                }
            })
        page.add(
            "bellwether_source_last_success_timestamp_seconds", "The last good load of each source.", by: "source",
            Dictionary(status.sources.compactMap { source in source.lastGoodLoad.map { (source.name, $0.seconds) } }) {
                one, _ in one
            })
        page.add(
            "bellwether_source_ok", "Whether a source is fresh.", by: "source",
            Dictionary(status.sources.map { ($0.name, $0.state == "ok" ? 1 : 0) }) { one, _ in one })
        page.add("bellwether_unmatched_rows", "Rows that name no known account.", Double(status.unmatchedRows))
    }

    private mutating func addRules() {
        page.add(
            "bellwether_rule_evaluations_total", as: .counter, "Turns in which each rule was asked.", by: "rule",
            Dictionary(installation.policy.rules.rules.map { ($0.id, tally.evaluations[$0.id] ?? 0) }) { one, _ in one }
        )
        page.add(
            "bellwether_rule_evaluation_duration_seconds", "How long turns took in which rules were asked.", tally.turns
        )
    }

    private mutating func addState() {
        page.add(
            "bellwether_database_writable", "Whether the last write to the state succeeded.",
            status.stateTrouble == nil ? 1 : 0)
        page.add("bellwether_database_size_bytes", "Size of the state.", Double(status.stateBytes))
        page.add(
            "bellwether_database_free_bytes", "What is left on the disk of the state.",
            status.freeBytes.map(Double.init))
    }

    private mutating func addProcess() {
        let process = ProcessNumbers()
        page.add("process_cpu_seconds_total", as: .counter, "Time on processors, of all threads.", process.cpuSeconds)
        page.add(
            "process_resident_memory_bytes", "Memory that the process holds.", process.residentBytes.map(Double.init))
        page.add("process_open_fds", "Files and sockets that are open.", process.openFiles.map(Double.init))
        page.add("process_max_fds", "How many may be open.", process.mostOpenFiles.map(Double.init))
    }
}

/// What this program is.
package enum Bellwether {
    package static let version = "0.1.0"
}
