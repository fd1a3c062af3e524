import BellwetherCore
import BellwetherStore
import BellwetherTestSupport
import Foundation

/// One run through all scenes by daemons that end as they are fated to, each taking over from the one before.
final class Trial {
    /// What becomes of one daemon.
    enum Fate {
        case undisturbed
        /// `commit:before:7`: it ends itself at exactly that step.
        case fault(String)
        case killed(after: Duration)
        /// As an operator ends it, whatever it is doing.
        case toldToEnd(after: Duration)
    }

    struct Stuck: Error, CustomStringConvertible {
        let description: String
    }

    let company: Company
    let server: LoopbackHTTP
    private(set) var deaths = 0
    private var fates: [Fate]
    private var daemon: Daemon?
    /// When something happens to the daemon, and what.
    private var doom: (at: ContinuousClock.Instant, deed: (Daemon) -> Void)?
    private let log: FileHandle

    init(
        _ fates: [Fate] = [], lookingEvery interval: String = "1s",
        answering script: @escaping @Sendable (HTTPArrival) -> HTTPAnswer = { _ in .status(200) }
    ) throws {
        self.fates = fates
        server = try LoopbackHTTP(script)
        company = try Company(hooksAt: server.url, lookingEvery: interval)
        let path = company.folder.appending(path: "log")
        try Data().write(to: path)
        log = try FileHandle(forWritingTo: path)
    }

    func letters() throws -> [Letter] { try server.requests.map(Letter.init) }

    /// From the first start to the last closing, delivered and recorded as such.
    func play() async throws {
        for scene in Company.Scene.allCases { try await play(scene) }
        try await end()
    }

    func play(_ scene: Company.Scene) async throws {
        try company.show(scene)
        try await until("everybody is told of \(scene)") { try self.letters().tell(everybody: scene.news) }
    }

    func nothingIsWaiting() async throws -> Bool {
        let waiting = try await Store.open(at: company.state, as: .reader)
            .summary(countingDeliveriesSince: Moment(seconds: 0)).outbox
        return waiting.isEmpty
    }

    /// Once everything is recorded as delivered, as an operator would end it. One that is struck just then has a
    /// successor, as always.
    func end() async throws {
        var isOver = false
        while !isOver {
            try await until("everything is recorded as delivered") { try await self.nothingIsWaiting() }
            let daemon = try keepAlive()
            daemon.askToEnd()
            try await wait("it ends when told to") { !daemon.isRunning }
            isOver = !daemon.wasStruck
            if isOver, !daemon.obeyed { throw stuck("it ended with \(daemon.ending) when told to end") }
            if isOver { self.daemon = nil }
        }
    }
}

// MARK: Lives

extension Trial {
    /// Waits until it holds. Whenever a daemon dies, the next one takes over.
    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        try await wait(what) {
            try self.keepAlive()
            return try await condition()
        }
    }

    /// The one that runs, or a new one.
    @discardableResult
    func keepAlive() throws -> Daemon {
        if let daemon, !daemon.isRunning {
            guard daemon.wasStruck || daemon.obeyed else { throw stuck("it ended by itself with \(daemon.ending)") }
            if daemon.wasStruck { deaths += 1 }
            (self.daemon, doom) = (nil, nil)
        }
        if let (moment, deed) = doom, let daemon, ContinuousClock.now >= moment {
            doom = nil
            deed(daemon)
        }
        if let daemon { return daemon }
        let daemon = try born()
        self.daemon = daemon
        return daemon
    }

    private func born() throws -> Daemon {
        let fate = fates.isEmpty ? .undisturbed : fates.removeFirst()
        switch fate {
        case .undisturbed: return try Daemon(of: company, log: log)
        case .fault(let step): return try Daemon(of: company, ["--fault", step], log: log)
        case .killed(let after):
            doom = (.now + after, { $0.strike() })
            return try Daemon(of: company, log: log)
        case .toldToEnd(let after):
            doom = (.now + after, { $0.askToEnd() })
            return try Daemon(of: company, log: log)
        }
    }

    private func wait(_ what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            do { if try await condition() { return } } catch let error as StoreError {
                // A state that is not there yet, or that a dying daemon is just letting go of.
                guard error.isPassing else { throw error }
            }
            guard ContinuousClock.now < deadline else { throw stuck("waited in vain until \(what)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func stuck(_ what: String) -> Stuck {
        Stuck(description: "\(what), after \(deaths) deaths; its last words:\n\(lastWords)")
    }

    /// What the daemons said, the last of it.
    var lastWords: String {
        do {
            let words = try String(contentsOf: company.folder.appending(path: "log"), encoding: .utf8)
            return words.split(separator: "\n").suffix(40).joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }
}

extension StoreError {
    fileprivate var isPassing: Bool {
        switch self {
        case .missing, .olderSchema, .busy, .forbidden: true
        case .held, .newerSchema, .full, .corrupt, .uncreatable, .failed, .contradiction: false
        }
    }
}
