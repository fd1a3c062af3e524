import BellwetherTestSupport
import Foundation
import Testing

/// One installation living through the month, killed now and then or not.
final class MonthRun {
    static let start = 1_772_438_400  // Monday, 2026-03-02, 09:00 in Berlin.
    static let hour = 3600

    let readers: Readers
    private let world: World
    private var daemon: SteppedDaemon?
    private var now: Instant
    private var next: Instant
    /// Where it will be killed, one after another; without any it never is.
    private var faults: [String]
    private(set) var kills = 0

    init(_ name: String, in world: World, asLeftBy first: MonthRun? = nil, killedAt faults: [String] = []) throws {
        self.world = world
        self.faults = faults
        readers = try Readers(name, of: world, asLeftBy: first?.readers)
        now = first?.now ?? Instant(seconds: Self.start)
        next = first?.next ?? now
    }

    func end() async throws -> Int { try await daemon?.stop() ?? 0 }

    func begin() async throws {
        daemon = try SteppedDaemon(in: readers.folder, at: now)
        try await awaitReady()
    }

    /// Ended well, by what it says.
    func stop() async -> Int? {
        do { return try await end() } catch { return nil }
    }

    func goOn() async throws {
        try await begin()
        try await step(to: now)
    }

    /// Takes part in what people do on a day, and lives through it.
    func live(day: Int, _ happenings: [Month.Happening]) async throws {
        if Self.daysOfKills.contains(day) { try await strikeNext() }
        now = max(now, Month.morning(of: day))
        // Somebody works on the rules each day; so everything is worked out in the morning, however it was disturbed.
        try readers.note("day \(day)", in: "rules/health.yaml")
        _ = try await readers.ask("reload")
        try await step(to: now)
        for happening in happenings { try await take(happening) }
        try await step(to: now)
        try await live(until: Month.morning(of: day + 1))
    }

    static let daysOfKills = [1, 2, 4, 5, 9, 12, 15, 16, 21, 25]

    private func take(_ happening: Month.Happening) async throws {
        switch happening {
        case .ack(let firm):
            let ended = try await readers.ask("ack", Firm.all[firm].company, "--by", "Ben", "--reason", "calling them")
            #expect(ended.code == 0, "\(ended.text)")
        case .snooze(let firm):
            let ended = try await readers.ask("snooze", Firm.all[firm].company, "--for", "10d", "--by", "Cleo")
            #expect(ended.code == 0, "\(ended.text)")
        case .ruleBreaks:
            try readers.edit("rules/billing.yaml", replacing: ">= threshold.days", with: ">= threshold.dayz")
            let ended = try await readers.ask("reload")
            #expect(ended.text.contains("did you mean 'threshold.days'?"), "\(ended.text)")
        case .ruleIsMended:
            try readers.edit("rules/billing.yaml", replacing: ">= threshold.dayz", with: ">= threshold.days")
            #expect(try await readers.ask("reload").code == 0)
        case .complaints, .solved, .paid, .churned, .ownerChanges, .exportDies, .exportReturns: break
        }
    }

    /// Goes on until nothing is due before the moment.
    func live(until moment: Instant) async throws {
        while next < moment {
            try await step(to: next)
        }
    }

    /// On full hours: what is due within one is done together.
    func step(to moment: Instant) async throws {
        now = max(now, moment)
        var due = try await daemon?.step(to: now)
        if due == nil {
            // Struck in the middle: whoever starts it again lets it do what is due now.
            try await startAgain()
            due = try await daemon?.step(to: now)
        }
        guard let due else { throw WaitedInVain(what: "the daemon takes a step", last: try log()) }
        next = Instant(seconds: (due.seconds + Self.hour - 1) / Self.hour * Self.hour)
        readers.note(at: now)
    }

    func awaitReady() async throws {
        guard await daemon?.isReady() == true else { throw WaitedInVain(what: "the daemon is ready", last: try log()) }
    }

    private func log() throws -> String {
        String(try String(contentsOf: readers.folder.appending(path: "daemon.log"), encoding: .utf8).suffix(3000))
    }

    /// Kills it, and has it struck once more at one of its next steps.
    func strikeNext() async throws {
        guard !faults.isEmpty else { return }
        try await startAgain(with: faults.removeFirst())
    }

    private func startAgain(with fault: String? = nil) async throws {
        daemon?.kill()
        kills += 1
        daemon = try SteppedDaemon(in: readers.folder, at: now, fault.map { ["--fault", $0] } ?? [])
        guard fault != nil else { return try await awaitReady() }
        // It may be struck before it is ready.
        if await daemon?.isReady() != true { try await startAgain() }
    }
}
