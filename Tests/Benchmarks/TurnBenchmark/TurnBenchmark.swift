import BellwetherCore
import Diagnostics
import Documents
import Foundation

/// Measures a turn under the shipped rules, whole and where little is new: `TurnBenchmark RULES-FOLDER [ACCOUNTS …]`.
///
/// Each size runs in a process of its own, so that its peak memory is its own.
@main
enum TurnBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print("usage: TurnBenchmark RULES-FOLDER [ACCOUNTS …]")
            exit(64)
        }
        let sizes = arguments.dropFirst(2).compactMap { Int($0) }
        if let size = sizes.first, sizes.count == 1 { return try measure(size, rulesIn: arguments[1]) }
        print(
            "accounts  build s  turn ms  1 % ms  one ms  none ms  metrics ms  1 % ms  none ms  alerts  peak MB  bytes/account"
        )
        fflush(nil)
        for size in sizes.isEmpty ? [1_000, 10_000, 100_000] : sizes {
            let child = Process()
            child.executableURL = URL(fileURLWithPath: arguments[0])
            child.arguments = [arguments[1], "\(size)"]
            try child.run()
            child.waitUntilExit()
        }
    }

    private static func measure(_ size: Int, rulesIn folder: String) throws {
        guard let today = Day("2026-11-20") else { preconditionFailure("a day") }
        var company = Company(accounts: size, today: today)
        let clock = ContinuousClock()
        let began = clock.now
        let accounts = company.built()
        let built = clock.now
        let policy = try policy(from: folder)
        let now = Zone.utc.start(of: today) + .seconds(9 * 3600)
        var memory = Memory(accounts: accounts, isFirstStart: true)
        memory.history = yearOfBands(of: memory, under: policy, before: now)
        let next = told(memory, under: policy, at: now - .seconds(1800))
        let one = company.change(of: 0)
        let some = (0..<max(1, size / 100)).map { company.change(of: $0 * 100) }
        let timed = { (memory: Memory, changes: [Facts.Change]) -> Duration in
            best { step in
                let turn = Turn(
                    from: memory, with: Facts(changes: changes), under: policy, at: now + .seconds(300 * step))
                precondition(turn.metrics.columns.count == Metric.all.count, "a turn measures everything")
            }
        }
        let measured = { (memory: Memory, changes: [Facts.Change]) -> Duration in
            best { step in
                let accounts = memory.accounts.merging(Facts(changes: changes))
                let before = Measurement.Before(memory.measurement, of: memory.accounts, news: changes)
                let all = policy.metrics.measurement(of: accounts, at: now + .seconds(300 * step), since: before)
                precondition(all.metrics.columns.count == Metric.all.count, "everything is measured")
            }
        }
        // The same accounts and alerts, of which nothing is known to have been measured.
        var forgetful = next
        forgetful.measurement = nil
        let turns = [timed(forgetful, []), timed(next, some), timed(next, [one]), timed(next, [])]
        let metrics = [measured(forgetful, []), measured(next, some), measured(next, [])]
        let peak = peakMemory()
        print(
            "\(padded(size, 8))  \(padded(seconds(built - began), 7))  "
                + zip([7, 6, 6, 7], turns).map { "\(padded(milliseconds($1), $0))  " }.joined()
                + zip([10, 6, 7], metrics).map { "\(padded(milliseconds($1), $0))  " }.joined()
                + "\(padded(next.alerts.all.count, 6))  \(padded(peak >> 20, 7))  \(padded(peak / size, 13))")
    }

    /// As it is an hour after a first start: the first list is told, and what fired stands.
    private static func told(_ memory: Memory, under policy: Policy, at now: Moment) -> Memory {
        (0...5).reduce(memory) { memory, step in
            let turn = Turn(from: memory, with: Facts(), under: policy, at: now + .seconds(300 * Int64(step)))
            return memory.after(turn, under: policy)
        }
    }

    /// As if everybody had been in today's band for a year: lifetime values go by it.
    private static func yearOfBands(of memory: Memory, under policy: Policy, before now: Moment) -> History {
        let columns = Turn(from: memory, with: Facts(), under: policy, at: now - .seconds(3600)).columns
        var history = History()
        for days in stride(from: 390, through: 1, by: -1) {
            for path in ["health.band", "health.model"] {
                guard let column = columns[path] else { continue }
                history.remember(path, column, at: now - .seconds(Int64(days) * 86_400))
            }
        }
        return history
    }

    /// The best of three, each five minutes after the one before.
    private static func best(_ work: (Int64) -> Void) -> Duration {
        (1...3).map { step in ContinuousClock().measure { work(step) } }.min() ?? .zero
    }

    private static func policy(from folder: String) throws -> Policy {
        let report = DiagnosticReport()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            .sorted()
        let files = try names.compactMap { name -> Settings? in
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
            return Document.read(bytes, named: name).settings(reportingTo: report)
        }
        guard let euro = Currency("EUR") else { preconditionFailure("a currency") }
        let models = HealthModels.read(from: files, via: report)
        let calendar = BusinessCalendar(zone: .utc)
        let billing = BillingPolicy(grossMargin: 0.8)
        let context = RuleContext(reporting: euro, billing: billing, calendar: calendar, healthModels: models)
        let rules = RuleBook.rules(in: files, against: RuleVocabulary(metrics: Metric.all))
        precondition(!report.hasErrors, "the rules are sound")
        let profile = ReceiverProfile(name: "chat", kind: "console")
        let route = Document.read(Array("receiver: chat".utf8), named: "route").settings(reportingTo: report)
        guard let root = route.flatMap({ Route.read(from: $0, receivers: ["chat"]) }) else {
            preconditionFailure("a route")
        }
        return Policy(
            metrics: MetricCatalogue(
                zone: .utc, reporting: euro, billing: billing, maxAgeDays: models.maxAgeDays),
            healthModels: models, renewalModel: RenewalModel(reporting: euro), rules: RuleBook(rules, in: context),
            routing: Routing(root: root, receivers: [profile], calendar: calendar))
    }

    /// `VmHWM` of this process, in bytes.
    private static func peakMemory() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kilobytes = Int(line.split(separator: " ").dropLast().last ?? "0")
        else { return 0 }
        return kilobytes * 1024
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .microseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func seconds(_ duration: Duration) -> Int { Int(duration / .seconds(1)) }

    private static func padded(_ number: Int, _ width: Int) -> String { padded(String(number), width) }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
