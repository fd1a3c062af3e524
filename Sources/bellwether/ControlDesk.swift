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
    let numbers: DeliveryNumbers
    let clock: any WallClock
    let linkKey: [UInt8]

    func readiness() async -> Readiness {
        switch await state.phase {
        case .running: .ready
        case .starting(let what): .notYet(what)
        case .draining: .notYet("draining")
        }
    }

    func metrics(with requests: [RequestCounts.Kind: Int]) async -> String? {
        do {
            let requests = requests.map { kind, count in
                DaemonMetrics.Requests(handler: kind.handler, method: kind.method, code: kind.code, count: count)
            }
            let inquiries = await inquiries()
            return DaemonMetrics.text(
                try await inquiries.status(of: state), of: inquiries.installation, await state.tally,
                requests: requests)
                + DeliveryMetrics.text(
                    of: inquiries.installation.receivers.keys.map(\.self), numbers, try await store.outages())
        } catch {
            return nil
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
                return try json(
                    UnmatchedList(
                        await store.unmatched(reporting: reporting),
                        await store.unmatchedInvoices(reporting: reporting)))
            case ("reload", .changing): return try await reload()
            case ("notify-test", .changing): return try await notifyTest(question)
            case ("confirm", .changing): return try await confirm(question)
            case ("confirm", _), ("status", _), ("explain", _), ("unmatched", _), ("reload", _), ("notify-test", _):
                return Answer(.wrongIntent, "'\(question.verb)' is asked the other way")
            default: return Answer(.unknownVerb, "there is no verb '\(question.verb)'")
            }
        } catch let refusal as Inquiries.Refusal {
            return Answer(.refused, refusal.words)
        } catch let missing as MissingArgument {
            return Answer(.refused, missing.description)
        } catch {
            return Answer(.failed, "\(error)")
        }
    }

    func inquiries() async -> Inquiries {
        Inquiries(
            store: store, installation: await installations.current, now: clock.now(),
            filesBrokenSince: await state.broken?.since)
    }

    private func explain(_ question: Question) async throws -> Answer {
        guard let account = question.arguments["account"] else {
            return Answer(.refused, "'account' must be given")
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
            return Answer(.refused, "receiver '\(name)' is not defined")
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
            return Answer(.refused, "no messages of '\(rule)' are held back")
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

/// Rows that name no known account.
struct UnmatchedList: Codable {
    struct Unpaid: Codable {
        let count: Int
        /// In minor units, by currency.
        let open: [String: Int64]
    }

    let version: Int
    let rows: [Unmatched]
    let unpaidInvoices: Unpaid

    init(_ rows: [UnmatchedRows], _ unpaid: UnmatchedInvoices) {
        version = 1
        self.rows = rows.map(Unmatched.init)
        unpaidInvoices = Unpaid(count: unpaid.count, open: unpaid.open)
    }
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

/// What is against a question, as RFC 9457 has it.
struct Problem: Codable {
    let title: String
    let status: Int
    let detail: String
}

extension Answer {
    init(_ outcome: Outcome, _ detail: String) {
        let title =
            switch outcome {
            case .fine: "OK"
            case .unknownVerb: "Not Found"
            case .wrongIntent: "Method Not Allowed"
            case .refused: "Unprocessable Content"
            case .failed: "Internal Server Error"
            case .notReady: "Service Unavailable"
            }
        let problem = Problem(title: title, status: outcome.rawValue, detail: detail)
        guard let data = try? JSONEncoder().encode(problem) else {
            preconditionFailure("a text can be written as JSON")
        }
        self.init(outcome, json: Array(data))
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
