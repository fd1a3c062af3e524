import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Foundation
import Trials

/// `replay`: what the rules as they are now would have said over past days.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Shows which alerts today's rules would have raised on past days.",
        discussion: """
            Facts count as they were known on each day. What a source brought with its first load counts from its own \
            date; days of usage have no versions, and count as they are known now.
            """)

    @OptionGroup var installation: InstallationOptions

    @Option(name: .long, help: ArgumentHelp("The first day.", valueName: "day"))
    var from: String

    @Option(name: .long, help: ArgumentHelp("The last day; today where not given.", valueName: "day"))
    var to: String?

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    @Option(name: .long, help: ArgumentHelp("Also draws alerts a day by rule, as SVG.", valueName: "file"))
    var svg: String?

    /// Each day is read from the state anew: three years take minutes, and decades would take a day for nothing.
    private static let mostDays = 3 * 366

    func validate() throws {
        for text in [from, to].compactMap(\.self) where Day(text) == nil {
            throw ValidationError("--from and --to must be days such as 2026-03-02, not '\(text)'")
        }
        if let first = Day(from), let last = to.flatMap({ Day($0) }), last < first {
            throw ValidationError("--to must not lie before --from")
        }
    }

    func run() async throws {
        let sound = try installation.sound()
        let past = PastDays(store: try installation.store(of: sound), installation: sound, now: SystemClock().now())
        let today = sound.policy.zone.day(of: past.now)
        guard let first = Day(from), first <= today else {
            say("bellwether: --from must not lie ahead; today is \(today)")
            throw Exit.badData
        }
        let last = min(today, to.flatMap { Day($0) } ?? today)
        guard last - first < Self.mostDays else {
            say(
                "bellwether: replay goes over at most \(Self.mostDays.inProse) days at once, and \(first) to \(last) are "
                    + "\((last - first + 1).inProse); begin with --from \(last - Self.mostDays + 1), or end with "
                    + "--to \(first + Self.mostDays - 1)")
            throw Exit.badData
        }
        let replays = try await past.replayed([sound.policy], from: first, through: last)
        for replay in replays {
            if let svg { try write(replay.picture, to: svg) }
            if json { try printJSON(ReplayReport(replay)) } else { print(ReplayText(replay).text) }
        }
    }
}

/// Writes a result whole, or says why it cannot be.
func write(_ text: String, to path: String) throws {
    do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        say("bellwether: '\(path)' cannot be written; \(error.localizedDescription)")
        throw Exit.cannotCreate
    }
}

struct ReplayReport: Codable {
    struct Day: Codable {
        let day: String
        let opened, closed, firing: [String: Int]
    }

    let version: Int
    let days: [Day]

    init(_ replay: Replay) {
        version = 1
        days = replay.days.map {
            Day(day: "\($0.day)", opened: $0.opened, closed: $0.closed, firing: $0.firing)
        }
    }
}

/// Each day on which something began or ended, and what it came to.
struct ReplayText {
    private let replay: Replay

    init(_ replay: Replay) { self.replay = replay }

    var text: String {
        let lines = replay.days.compactMap { day -> String? in
            let parts = [said("began", day.opened), said("ended", day.closed)].compactMap(\.self)
            return parts.isEmpty ? nil : "\(day.day)  \(parts.joined(separator: "; "))"
        }
        let totals = replay.policy.rules.rules.map(\.id).compactMap { rule -> String? in
            let count = replay.days.reduce(0) { $0 + ($1.opened[rule] ?? 0) }
            return count == 0 ? nil : "  \(rule)  \(count)"
        }
        let all = replay.openings.count
        let firing = replay.firing.count
        let over = counted(replay.days.count, "day")
        return (lines + ["\(counted(all, "alert")) in \(over); \(firing) fire at the end"] + totals)
            .joined(separator: "\n")
    }

    private func said(_ verb: String, _ counts: [String: Int]) -> String? {
        guard !counts.isEmpty else { return nil }
        let named = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return "\(verb): \(named.joined(separator: ", "))"
    }
}
