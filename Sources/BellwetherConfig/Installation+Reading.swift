import BellwetherCore
import BellwetherReceivers
import BellwetherSources
import CEL
import Curl
package import Diagnostics
import Documents
import Trials

/// What reading an installation gave: the installation, if nothing is wrong with it, and everything to be said.
package struct InstallationReading: Sendable {
    package let installation: Installation?
    package let diagnostics: [Diagnostic]
    /// The texts of the files, for showing the lines that diagnostics speak of.
    package let texts: [String: SourceText]

    package init(installation: Installation?, diagnostics: [Diagnostic], texts: [String: SourceText]) {
        self.installation = installation
        self.diagnostics = diagnostics
        self.texts = texts
    }

    /// Every diagnostic with its line, in order.
    package var rendered: String { rendered(diagnostics) }

    /// What makes the files unusable, each mistake with its line: what somebody has to mend, and nothing beside it.
    package var renderedErrors: String { rendered(diagnostics.filter { $0.severity == .error }) }

    /// Every diagnostic with its line; first what makes the files unusable.
    package var renderedErrorsFirst: String {
        rendered(diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity != .error })
    }

    private func rendered(_ chosen: [Diagnostic]) -> String {
        chosen.map { $0.rendered(in: texts[$0.place.file]) }.joined(separator: "\n")
    }

    /// What makes the files unusable, without the lines it stands in: the same as long as nobody mends or adds a mistake.
    package var mistakes: String {
        let mistakes = diagnostics.filter { $0.severity == .error }.map { "\($0.place.file): \($0.message)" }
        return Set(mistakes).sorted().joined(separator: "\n")
    }

    package var errorCount: Int { diagnostics.count { $0.severity == .error } }
    package var warningCount: Int { diagnostics.count { $0.severity == .warning } }
    package var noteCount: Int { diagnostics.count { $0.severity == .note } }
}

extension Installation {
    /// Reads all files of an installation; all mistakes at once.
    ///
    /// Without credentials, those that are asked for are not looked for: often only the daemon may read them.
    package static func read(_ files: InstallationFiles, credentials: Credentials?) -> InstallationReading {
        let report = DiagnosticReport()
        var texts: [String: SourceText] = [:]
        let documents = ([files.main] + files.rules).map { Document.read($0.bytes, named: $0.name) }
        for document in documents { texts[document.source.name] = document.source }
        let roots = documents.map { $0.readableRoot(reportingTo: report) }
        let rules = roots.dropFirst().compactMap { $0.map { Settings($0, report: report) } }
        if let people = files.people {
            texts[people.name] = SourceText(String(decoding: people.bytes, as: UTF8.self), name: people.name)
        }
        var installation: Installation?
        if let root = roots[0] {
            let settings = Settings(root, report: report)
            let reader = InstallationReader(
                files: files, settings: settings, credentialsAskedFor: root.credentials, rules: rules,
                credentials: credentials, report: report)
            installation = reader.installation()
            settings.finish()
        } else {
            if !report.hasErrors {
                report.add(.emptyConfiguration(at: Place(file: files.main.name, line: 1, column: 1)))
            }
            // The rules can be read all the same, so that their mistakes are told at once too.
            let (written, _) = Self.rules(in: rules, via: report)
            _ = Scenario.read(from: rules, about: written, zone: Zones.named)
        }
        for file in rules { file.finish() }
        return InstallationReading(
            installation: report.hasErrors ? nil : installation, diagnostics: documents.told(of: report.diagnostics),
            texts: texts
        )
    }
}

extension Installation {
    fileprivate static func rules(in files: [Settings], via report: DiagnosticReport, people: People? = nil) -> (
        [Rule], HealthModels
    ) {
        let models = HealthModels.read(from: files, via: report, zones: Zones.named)
        let vocabulary = RuleVocabulary(metrics: Metric.all, models: models, zones: Zones.named)
        return (RuleBook.rules(in: files, against: vocabulary, people: people), models)
    }
}

/// Reads `bellwether.yaml`, and the rules under what it says.
private struct InstallationReader {
    let files: InstallationFiles
    let settings: Settings
    let credentialsAskedFor: [SecretReference]
    let rules: [Settings]
    let credentials: Credentials?
    let report: DiagnosticReport

    func installation() -> Installation? {
        let zone = zone()
        let money = MoneySettings(settings.section("currency"))
        let calendars = Calendars.read(from: settings, zone: zone)
        var billing = settings.section("billing").map(BillingPolicy.init) ?? BillingPolicy()
        billing.supportHours = SupportHours.read(
            from: settings.section("support_hours"), calendars: calendars, zone: Zones.named)
        let people = people()
        let receivers = Receivers.read(from: settings, in: files.folder, zone: Zones.named)
        let sources = SourceDefinition.read(settings.sections("sources"), from: files.folder)
        if !settings.has("sources") { report.add(.noSources(at: settings.place)) }
        let daemon = daemonSettings()
        let (written, models) = Installation.rules(in: rules, via: report, people: files.people.map { _ in people })
        let context = RuleContext(
            reporting: money.reporting, configuredRates: money.rates, billing: billing,
            calendar: calendars.standard, calendars: calendars.byRegion, watch: watch() ?? RuleContext.standardWatch,
            links: links(),
            people: people, healthModels: models)
        let book = RuleBook(written, in: context)
        var metrics = MetricCatalogue(
            zone: zone, reporting: money.reporting, configuredRates: money.rates, billing: billing,
            maxAgeDays: models.maxAgeDays)
        metrics.loop = .onThreads
        let routing = routing(receivers, people, calendars)
        let scenarios = Scenario.read(from: rules, about: written, routing: routing, zone: Zones.named)
        guard let routing, let daemon else { return nil }
        checkCredentials()
        let policy = Policy(
            metrics: metrics, healthModels: models,
            renewalModel: RenewalModel(
                reporting: money.reporting, configuredRates: money.rates, billing: billing),
            rules: book, routing: routing)
        return Installation(
            files: files, policy: policy, sources: sources,
            receivers: Dictionary(receivers.map { ($0.name, $0) }) { first, _ in first }, daemon: daemon,
            scenarios: scenarios)
    }

    private func zone() -> Zone {
        guard let name = settings.optional("timezone", .nonEmptyText) else { return .utc }
        if let zone = Zones.named(name) { return zone }
        report.add(.unknownZone(name, at: settings.placeOfValue("timezone") ?? settings.place))
        return .utc
    }

    private func people() -> People {
        _ = settings.section("people")?.optional("csv", .nonEmptyText)
        return files.people.map { PeopleFile.people(in: $0, report: report) } ?? People()
    }

    private func watch() -> Condition? {
        guard let fragment = settings.optional("watch", .condition) else { return nil }
        let names = RuleVocabulary(metrics: Metric.all, zones: Zones.named).names(in: .measures)
        let (condition, diagnostics) = Condition.checked(fragment, against: names)
        report.add(diagnostics)
        return condition
    }

    private func links() -> [LinkTemplate] {
        let links = settings.optional("links", .map(of: .template), default: [])
        return LinkTemplate.read(links, reportingTo: settings)
    }

    private func routing(_ receivers: [any Receiver], _ people: People, _ calendars: Calendars) -> Routing? {
        // A receiver with a mistake of its own is still there to be named.
        let names = (settings.node("receivers")?.items ?? []).compactMap { $0["name"]?.value.written }.uniqued()
        let operatorReceiver = operatorReceiver(among: names)
        let quiet = Quiet.read(from: settings, receivers: names, zone: Zones.named)
        guard let section = settings.section("route") else {
            report.add(.noRoute(at: settings.place))
            return nil
        }
        guard let root = Route.read(from: section, receivers: names, muteTimes: quiet.muteTimes.keys.sorted()) else {
            return nil
        }
        return Routing(
            root: root, receivers: receivers.map(\.profile), people: people, calendar: calendars.standard,
            calendars: calendars.byRegion, operatorReceiver: operatorReceiver, quiet: quiet)
    }

    private func operatorReceiver(among names: [String]) -> OperatorReceiver? {
        guard let section = settings.section("operator") else { return nil }
        let receiver = section.required("receiver", .receiver(among: names))
        let fallback = section.optional("fallback", .receiver(among: names))
        return receiver.map { OperatorReceiver(receiver: $0, fallback: fallback) }
    }
}

// MARK: What the daemon needs

extension InstallationReader {
    private func daemonSettings() -> DaemonSettings? {
        let state = settings.optional("state", .nonEmptyText, default: "/var/lib/bellwether")
        let rulesFolder = settings.optional("rules", .nonEmptyText, default: "rules")
        return DaemonSettings(
            state: InstallationFiles.absolute(state, from: files.folder),
            evaluateEvery: settings.optional("evaluate_every", .interval, default: .seconds(300)),
            firstStartDays: settings.optional("first_start_days", .integer(in: 0...800), default: 180),
            http: settings.section("http").flatMap(DaemonSettings.HTTPSettings.init), publicURL: publicURL(),
            heartbeat: settings.section("heartbeat").flatMap(DaemonSettings.Heartbeat.init),
            proxy: ProxySettings(settings),
            rulesFolder: InstallationFiles.absolute(rulesFolder, from: files.folder))
    }

    /// An address of this installation from outside; a proxy with TLS in front of `http.listen` answers there.
    private func publicURL() -> String? {
        guard let url = settings.optional("public_url", .nonEmptyText),
            let place = settings.placeOfValue("public_url")
        else { return nil }
        do throws(Flaw) {
            if try Endpoint(url).scheme == .http { report.add(.publicInClearText(at: place)) }
        } catch {
            report.add(.error("\(error)", at: place))
        }
        if !settings.has("http") { report.add(.publicNeedsPort(at: place)) }
        return url
    }

    /// Every credential that is asked for must be there now, not when the first alert is due.
    private func checkCredentials() {
        guard let credentials else {
            if let first = credentialsAskedFor.first { report.add(.credentialsNotSought(at: first.place)) }
            return
        }
        for reference in credentialsAskedFor {
            do throws(MissingCredential) { _ = try credentials.secret(reference) } catch {
                report.add(.error(error.description, at: reference.place))
            }
        }
    }
}
