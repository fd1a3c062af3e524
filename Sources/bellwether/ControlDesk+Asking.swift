import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import BellwetherWeb

/// Verbs that ask, and change nothing.
extension ControlDesk {
    func read(_ question: Question) async throws -> Answer? {
        let arguments = question.arguments
        let inquiries = await inquiries()
        switch question.verb {
        case "told": return try json(await inquiries.told(try given("account", question)))
        case "why-not":
            return try json(await inquiries.whyNot(try given("account", question), rule: try given("rule", question)))
        case "alerts":
            return try json(
                await inquiries.alerts(of: arguments["account"], rule: arguments["rule"], owner: arguments["owner"]))
        case "silences": return try json(await inquiries.silences(everything: arguments["all"] != nil))
        case "tasks":
            return try json(
                await inquiries.tasks(
                    of: arguments["of"], account: arguments["account"], everything: arguments["all"] != nil))
        case "outbox": return try json(await inquiries.outbox(deadOnly: arguments["dead"] != nil))
        case "letter": return try json(await inquiries.letter(try given("number", question)))
        case "preview":
            return try json(
                await inquiries.preview(
                    try given("rule", question), for: try given("account", question),
                    by: try given("receiver", question)))
        default: return nil
        }
    }

    /// Verbs that change something.
    func change(_ question: Question) async throws -> Answer? {
        let arguments = question.arguments
        let silencing = Silencing(await inquiries())
        switch question.verb {
        case "silence-add":
            let matchers = (arguments["matchers"] ?? "").split(separator: "\n").map(String.init)
            let silence = try await silencing.silence(
                matchers: matchers, until: arguments["until"], author: arguments["by"], reason: arguments["reason"],
                anyway: arguments["anyway"] != nil)
            return try await taken(silence, covering: nil)
        case "silence-expire": return try await lift(try given("number", question))
        case "snooze", "ack":
            let (silence, alerts) = try await silencing.calm(
                question.verb == "ack" ? .acknowledgement : .snooze, account: try given("account", question),
                rule: arguments["rule"], until: arguments["until"], author: arguments["by"],
                reason: arguments["reason"])
            return try await taken(silence, covering: alerts.count)
        case "judge":
            let (outcomes, silence, alerts) = try await silencing.acknowledge(
                account: try given("account", question), rule: arguments["rule"],
                outcome: try given("outcome", question), until: arguments["until"], author: arguments["by"],
                reason: arguments["reason"])
            if silence != nil { evaluator.ring(.asked) }
            let zone = await inquiries().installation.policy.zone
            return try json(
                Judged(outcomes, calmed: silence.map { Calmed($0, covering: alerts.count, in: zone) }))
        case "task-done":
            return try await settle(question, note: arguments["note"], isSkipped: false)
        case "task-skip":
            return try await settle(question, note: arguments["why"], isSkipped: true)
        case "outbox-retry": return try await retry(try given("number", question), insisting: arguments["force"] != nil)
        case "outbox-drop": return try await drop(try given("number", question))
        default: return nil
        }
    }

    private func taken(_ silence: Silence, covering count: Int?) async throws -> Answer {
        evaluator.ring(.asked)
        let zone = await inquiries().installation.policy.zone
        return try json(Calmed(silence, covering: count, in: zone))
    }

    private func lift(_ text: String) async throws -> Answer {
        guard let number = Int64(text), let silence = try await store.lift(silence: number, at: clock.now()) else {
            throw Inquiries.Refusal.noSilence(text)
        }
        return try await taken(silence, covering: nil)
    }

    /// The next turn hears of it; nobody else has to.
    private func settle(_ question: Question, note: String?, isSkipped: Bool) async throws -> Answer {
        let task = try await inquiries().settle(
            task: try given("number", question), by: question.arguments["by"], note: note, isSkipped: isSkipped)
        evaluator.ring(.asked)
        return try json(task)
    }

    private func retry(_ text: String, insisting isInsisted: Bool) async throws -> Answer {
        let (number, entry) = try await letter(text)
        let now = clock.now()
        if !isInsisted { try await inquiries().checkStillTrue(number) }
        guard try await store.hurry(number, at: now, insisting: isInsisted) else {
            throw Inquiries.Refusal.onItsWay(number)
        }
        try await store.probe([entry.notification.receiver], with: number, at: now)
        courier.ring(.outbox)
        return try json(LetterChanged(number: number, entry.notification))
    }

    private func drop(_ text: String) async throws -> Answer {
        let (number, entry) = try await letter(text)
        guard try await store.dropWaiting(number, at: clock.now()) else { throw Inquiries.Refusal.onItsWay(number) }
        courier.ring(.outbox)
        return try json(LetterChanged(number: number, entry.notification))
    }

    private func letter(_ text: String) async throws -> (Int, OutboxEntry) {
        guard let number = Int(text), let entry = try await store.outboxEntry(number) else {
            throw Inquiries.Refusal.noLetter(text)
        }
        return (number, entry)
    }

    private func given(_ name: String, _ question: Question) throws -> String {
        guard let value = question.arguments[name] else { throw MissingArgument(name: name) }
        return value
    }
}

struct MissingArgument: Error, CustomStringConvertible {
    let name: String

    var description: String { "'\(name)' must be given" }
}

/// What came of a silence, snooze or acknowledgement.
struct Calmed: Codable {
    let number: Int64
    let kind: String
    let until: String?
    let alerts: Int?

    init(_ silence: Silence, covering count: Int?, in zone: Zone) {
        number = silence.number
        kind = silence.kind.rawValue
        until = silence.until.map { Wording.local($0, in: zone) }
        alerts = count
    }
}

/// What came of alerts, as somebody says.
struct Judged: Codable {
    let outcome: String
    let rules: [String]
    /// The acknowledgement of what fires; nothing where it was said of what is over.
    let calmed: Calmed?

    init(_ outcomes: [AlertOutcome], calmed: Calmed?) {
        outcome = outcomes.first?.outcome.words ?? ""
        rules = outcomes.map(\.rule)
        self.calmed = calmed
    }
}

struct LetterChanged: Codable {
    let number: Int
    let receiver: String
    /// What it comes to, in one line.
    let headline: String

    init(number: Int, _ notification: BellwetherCore.Notification) {
        self.number = number
        receiver = notification.receiver
        headline = Message(notification).headline
    }
}
