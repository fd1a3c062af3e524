import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherReceivers
import BellwetherStore
import BellwetherWeb
import Foundation

/// Answers what the web asks, from the daemon's parts.
struct ControlDesk: Desk {
    let store: Store
    let installations: Installations
    let state: DaemonState
    let reloader: Reloader
    let operators: OperatorDesk
    let evaluator: Bell
    let courier: Bell
    let clock: any WallClock
    let linkKey: [UInt8]

    func readiness() async -> Readiness {
        switch await state.phase {
        case .running: .ready
        case .starting(let what): .notYet(what)
        case .draining: .notYet("draining")
        }
    }

    func metrics() async -> String {
        do {
            return DaemonMetrics.text(try await inquiries().status(of: state))
        } catch {
            return "# the state cannot be read\n"
        }
    }

    func page(ofLink token: String, pressed form: ActionPage.Form?) async -> ActionPage? {
        guard let links = await installations.current.links(signedWith: linkKey) else { return nil }
        do {
            let now = clock.now()
            guard let form else { return ActionPage(try await links.page(of: token, in: store, at: now), at: now) }
            let press = Links.Press(task: form.task, note: form.note ?? "")
            let page = try await links.press(token, press, in: store, at: now)
            evaluator.ring(.asked)
            return ActionPage(page, at: now)
        } catch {
            return ActionPage(
                title: "Something went wrong", text: "Nothing was changed. Try again in a minute.", button: nil,
                isFound: true)
        }
    }

    func answer(_ question: Question) async -> Answer {
        do {
            let answer =
                switch question.intent {
                case .reading: try await read(question)
                case .changing: try await change(question)
                }
            if let answer { return answer }
            switch (question.verb, question.intent) {
            case ("status", .reading): return try json(await inquiries().status(of: state))
            case ("explain", .reading): return try await explain(question)
            case ("unmatched", .reading):
                let reporting = await installations.current.policy.reporting
                return try json(await store.unmatched(reporting: reporting).map(Unmatched.init))
            case ("reload", .changing): return try await reload()
            case ("notify-test", .changing): return try await notifyTest(question)
            case ("confirm", .changing): return try await confirm(question)
            case ("confirm", _), ("status", _), ("explain", _), ("unmatched", _), ("reload", _), ("notify-test", _):
                return try json(Problem(title: "'\(question.verb)' is asked the other way"), .wrongIntent)
            default: return try json(Problem(title: "there is no verb '\(question.verb)'"), .unknownVerb)
            }
        } catch let refusal as Inquiries.Refusal {
            return Answer(.refused, json: Problem(title: refusal.words).bytes)
        } catch let missing as MissingArgument {
            return Answer(.refused, json: Problem(title: missing.description).bytes)
        } catch {
            return Answer(.failed, json: Problem(title: "\(error)").bytes)
        }
    }

    func inquiries() async -> Inquiries {
        Inquiries(
            store: store, installation: await installations.current, now: clock.now(),
            filesBrokenSince: await state.broken?.since)
    }

    private func explain(_ question: Question) async throws -> Answer {
        guard let account = question.arguments["account"] else {
            return try json(Problem(title: "'account' must be given"), .refused)
        }
        return try json(await inquiries().explain(account, rule: question.arguments["rule"]))
    }

    private func reload() async throws -> Answer {
        switch await reloader.reload() {
        case .unchanged(let rules): try json(Reloaded(outcome: "unchanged", rules: rules, words: ""))
        case .reloaded(let rules, let warnings): try json(Reloaded(outcome: "reloaded", rules: rules, words: warnings))
        case .refused(let words): try json(Reloaded(outcome: "refused", rules: nil, words: words), .refused)
        }
    }

    private func notifyTest(_ question: Question) async throws -> Answer {
        let name = question.arguments["receiver"] ?? ""
        guard let receiver = await installations.current.receivers[name] else {
            return try json(Problem(title: "receiver '\(name)' is not defined"), .refused)
        }
        let recipients = receiver.profile.testRecipients
        let now = clock.now()
        try await store.queue(numbered: { number in
            recipients.map { Notification.test(receiver: name, recipient: $0, at: now, number: number) }
        })
        courier.ring(.outbox)
        return try json(Queued(queued: recipients.count))
    }

    private func confirm(_ question: Question) async throws -> Answer {
        let rule = question.arguments["rule"] ?? ""
        guard let breaker = try await store.alerts().breakers.first(where: { $0.rule == rule }) else {
            return try json(Problem(title: "no messages of '\(rule)' are held back"), .refused)
        }
        await operators.confirm(breakerOf: rule)
        evaluator.ring(.asked)
        return try json(Confirmed(rule: rule, released: breaker.holding))
    }

    func json(_ value: some Encodable, _ outcome: Answer.Outcome = .fine) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Answer(outcome, json: Array(try encoder.encode(value)))
    }
}

extension ActionPage {
    fileprivate init(_ page: Links.Page, at now: Moment) {
        self.init(
            title: page.title, text: page.text, button: page.button, isFound: page.isFound,
            tasks: page.tasks.map { task in
                Task(
                    number: task.number, subject: Inert.line(task.subject), details: Wording.details(of: task, at: now),
                    notes: Inert.line(task.notes))
            })
    }
}

struct Reloaded: Codable {
    let outcome: String
    let rules: Int?
    let words: String
}

struct Confirmed: Codable {
    let rule: String
    let released: Int
}

struct Queued: Codable {
    let queued: Int
}

struct Unmatched: Codable {
    let kind, account: String
    let rows: Int
    let money: [String: Int64]
    /// Whose word the account is, and whom it knows by it; nothing where it is an id that all should know.
    let source, name: String?
    /// Why it is nobody's, where several could be meant.
    let because: String?

    init(_ rows: UnmatchedRows) {
        source = rows.source
        name = rows.name
        because = rows.ambiguity?.words
        kind = rows.kind
        account = rows.account
        self.rows = rows.rows
        money = rows.money
    }
}

struct Problem: Codable {
    let title: String

    var bytes: [UInt8] {
        guard let data = try? JSONEncoder().encode(self) else { preconditionFailure("a text can be written as JSON") }
        return Array(data)
    }
}

extension ReceiverProfile {
    /// Who gets a test message; for owners' mail that is the fallback, so that nobody is bothered.
    var testRecipients: [String] {
        switch recipients {
        case .shared: ["all"]
        case .addresses(let addresses): addresses
        case .owner(let fallback): fallback
        }
    }
}
