import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import BellwetherStore
import BellwetherWeb
import Curl
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// `run`: the daemon, in the foreground, until it is told to stop.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs the daemon in the foreground until SIGTERM or SIGINT.")

    @OptionGroup var installation: InstallationOptions

    @Option(name: .long, help: ArgumentHelp("text or json.", valueName: "form"))
    var logFormat = LogLines.Form.text

    @Option(
        name: .long, help: ArgumentHelp("debug, info, notice, warning or error.", valueName: "level"),
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else { throw ValidationError("'\(text)' is not a level") }
            return level
        })
    var logLevel = Logger.Level.info

    @Flag(name: .long, help: "Runs as root, which is refused otherwise.")
    var allowRoot = false

    @Option(name: .long, help: .hidden)
    var fault: Fault?

    /// For tests that live through weeks: the clock stands here, and goes where the standard input says.
    @Option(
        name: .long, help: .hidden,
        transform: { text in
            guard let moment = Moment(text) else { throw ValidationError("'\(text)' is not a moment") }
            return moment
        })
    var steppedFrom: Moment?

    func run() async throws {
        guard allowRoot || getuid() != 0 else {
            say("bellwether: refuses to run as root; run it as its own user, or say --allow-root")
            throw Exit.notPermitted
        }
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        // A limit on the size of files is met like a full disk: it is said, and waited out.
        signal(SIGXFSZ, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let isForJournal = LogLines.isJournal(environment: environment)
        let (format, level) = (logFormat, logLevel)
        LoggingSystem.bootstrap { label in
            LogLines(label: label, level: level, form: format, isForJournal: isForJournal)
        }
        let systemd = Systemd(environment: environment)
        do {
            try await daemon(systemd).run()
        } catch let error as BrokenStart {
            systemd.failing("the files are broken, and there is no sound policy to run on")
            if let unreadable = error.unreadable { say(unreadable) } else { say(error.words) }
            say("bellwether: cannot start; the files cannot be used, and no sound ones are remembered")
            throw error.unreadable?.exit ?? Exit.configuration
        } catch let error as StoreError {
            systemd.failing(error.description)
            throw error
        }
    }

    /// The system takes no longer name for a socket, and says so in no words a person would understand.
    private static func expectSocketFits(_ path: String) throws {
        let most = 107
        guard path.utf8.count > most else { return }
        say(
            "bellwether: 'state' lies too deep: its control socket '\(path)' has \(path.utf8.count) bytes, and \(most) are the most; choose a shorter path for 'state'"
        )
        throw Exit.configuration
    }

    /// What was started, and which of systemd's starts it is.
    private static func startMetadata(of installed: Installation) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "version": "\(Bellwether.version)", "rules": "\(installed.policy.rules.rules.count)",
            "sources": "\(installed.sources.count)",
        ]
        if let http = installed.daemon.http { metadata["listens_on"] = "\(http.host):\(http.port)" }
        if let invocation = ProcessInfo.processInfo.environment["INVOCATION_ID"] {
            metadata["invocation"] = "\(invocation)"
        }
        return metadata
    }

    private func daemon(_ systemd: Systemd) async throws -> ServiceGroup {
        let logger = Logger(label: "bellwether")
        let stepped = steppedFrom.map(SteppedClock.init)
        let clock: any WallClock = stepped ?? SystemClock()
        let credentials = Credentials(folder: installation.credentialsFolder)
        let start = try await Patience(of: systemd, clock: clock).during { [installation, fault] in
            try await Start(
                path: installation.config, credentials: credentials, faults: fault?.storeFaults ?? .none, clock: clock,
                logger: logger)
        }
        let installed = await start.installations.current
        try Self.expectSocketFits(installed.daemon.controlSocket)
        installed.daemon.showWayToControlSocket()
        try installed.daemon.http?.expectItIsFree()
        // Whoever waits for the daemon may ask it then.
        let parts: Set = installed.daemon.http == nil ? ["line", "socket"] : ["line", "socket", "port"]
        let rollCall = RollCall(parts) {
            systemd.ready(status: "watching \(counted(installed.sources.count, "source"))")
            logger.notice("started", metadata: Self.startMetadata(of: installed))
        }
        let state = start.state
        let reloader = Reloader(
            path: installation.config, credentials: credentials, installations: start.installations,
            store: start.store, desk: start.desk, state: state, waking: start.evaluatorBell, start.courierBell,
            clock: clock, systemd: systemd, logger: logger, refused: start.refused)
        let numbers = DeliveryNumbers()
        let desk = ControlDesk(
            store: start.store, installations: start.installations, state: state, reloader: reloader,
            operators: start.desk, evaluator: start.evaluatorBell, courier: start.courierBell, numbers: numbers,
            clock: clock, linkKey: start.linkKey)
        let installations = start.installations
        let transport = ProxiedTransport(Curl(), credentials: credentials) {
            await installations.current.daemon.proxy
        }
        let counts = RequestCounts()
        let sending: any Transport = fault?.transport(around: transport) ?? transport
        let watch = FileWatch(
            folders: [InstallationOptions.folder(of: installation.config)], trees: [installed.daemon.rulesFolder],
            files: [installed.files.peoplePath].compactMap(\.self))
        var services: [any Service] = [
            ControlSocket(path: installed.daemon.controlSocket, desk: desk, counts: counts, logger: logger.quieter) {
                await rollCall.isThere("socket")
            }
        ]
        if let http = installed.daemon.http {
            services.append(
                OpenPort(
                    host: http.host, port: http.port, allowedHosts: http.allowedHosts,
                    linkHosts: installed.publicHosts, desk: desk, pages: http.showsPages ? desk : nil, counts: counts,
                    logger: logger.quieter
                ) { _ in await rollCall.isThere("port") })
        }
        let courier = Courier(
            installations: start.installations, store: start.store, transport: sending, credentials: credentials,
            wokenBy: start.courierBell, desk: start.desk, waking: start.evaluatorBell, counting: numbers,
            clock: clock, logger: logger)
        let evaluator = Evaluator(
            installations: start.installations, store: start.store, inbox: start.inbox,
            wokenBy: start.evaluatorBell, waking: start.courierBell, desk: start.desk, state: state, clock: clock,
            logger: logger, linkKey: start.linkKey,
            onReady: { await rollCall.isThere("line") },
            onTrouble: { trouble in
                systemd.status(trouble ?? "watching \(counted(installed.sources.count, "source"))")
            })
        let poller = Poller(
            installations: start.installations, store: start.store, inbox: start.inbox, desk: start.desk,
            waking: start.evaluatorBell, state: state,
            outside: Outside(transport: transport, credentials: credentials, clock: clock), clock: clock,
            logger: logger)
        if let stepped {
            services.append(
                Stepper(poller: poller, evaluator: evaluator, courier: courier, clock: stepped))
        } else {
            services += [
                courier, evaluator, poller,
                Janitor(store: start.store, installations: start.installations, clock: clock, logger: logger),
                ReloadWatch(reloader: reloader, watching: watch, clock: clock),
                HeartbeatService(
                    installations: start.installations, transport: transport, credentials: credentials, state: state,
                    clock: clock, logger: logger),
                Patience(of: systemd, until: state, clock: clock),
                Watchdog(systemd: systemd, state: state, clock: clock),
            ]
        }
        services.append(Farewell(systemd: systemd, state: state))
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger.quieter)
        group.maximumGracefulShutdownDuration = .seconds(25)
        return ServiceGroup(configuration: group)
    }
}

extension InstallationOptions {
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

extension Logger {
    /// For libraries, whose everyday words are not ours.
    fileprivate var quieter: Logger {
        var logger = self
        logger.logLevel = max(.warning, logLevel)
        return logger
    }
}

extension LogLines.Form: ExpressibleByArgument {}
