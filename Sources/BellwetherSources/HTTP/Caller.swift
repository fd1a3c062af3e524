import BellwetherCore
import Curl
import Diagnostics
import JSON

/// Asks a service, one request after the other: at its pace, again where that is worth it, and never with more than a
/// few tries.
struct Caller {
    let service: HTTPService
    let base: BaseAddress
    let context: PollContext
    private var parser = JSONParser()
    private var sent: [Moment] = []
    private var owedPause: Duration = .zero

    private static let mostTries = 5
    /// Whoever wants us to wait longer is asked again by the next poll.
    private static let longestWait: Duration = .seconds(300)

    init(_ service: HTTPService, _ context: PollContext) throws(PollError) {
        self.service = service
        self.context = context
        base = try BaseAddress(try context.outside.text(of: service.url))
    }

    /// The same caller, whose answers leave those of this one readable.
    var parsingApart: Caller {
        var other = self
        other.parser = JSONParser()
        return other
    }

    /// Takes over what another has sent meanwhile.
    mutating func note(_ other: Caller) {
        sent = other.sent
        owedPause = other.owedPause
    }

    struct Answer {
        let root: JSONValue
        let response: Response
    }

    /// The JSON of a good answer; nothing where there is no such thing.
    mutating func ask(_ request: HTTPRequest, mayBeGone: Bool = false) async throws(PollError) -> Answer? {
        var request = request
        request.headers +=
            service.headers + [HeaderField("Accept", "application/json"), HeaderField("User-Agent", "Bellwether/1")]
        request.mayBePacked = true
        await context.asked?.note(request, isSecret: service.hasSecretAddress)
        let (known, hidden) = try service.authorisation.applied(to: request, context.outside)
        for tries in 1... {
            try await keepPace()
            let outcome = await perform(known)
            switch try judge(outcome, tries, hidden, mayBeGone) {
            case .answer(let answer): return answer
            case .gone: return nil
            case .again(let pause): try await wait(pause)
            }
        }
        return nil
    }

    private enum Judgement {
        case answer(Answer)
        case gone
        case again(after: Duration)
    }

    private func perform(_ request: HTTPRequest) async -> Result<Response, TransferError> {
        let whole = Request(
            .http(request), allowedAddresses: service.allowedAddresses,
            timeouts: Timeouts(connect: .seconds(10), whole: .seconds(180), stalled: .seconds(60)),
            bodyLimit: service.mostBytes, caFile: service.caFile)
        do throws(TransferError) { return .success(try await context.outside.transport.perform(whole)) } catch {
            return .failure(error)
        }
    }

    private mutating func keepPace() async throws(PollError) {
        let now = context.outside.now()
        try await wait(max(owedPause, service.pace?.pause(after: sent, at: now) ?? .zero))
        owedPause = .zero
        sent.append(context.outside.now())
        if sent.count > 1_000 { sent.removeFirst(500) }
    }

    private func wait(_ pause: Duration) async throws(PollError) {
        guard pause > .zero else { return }
        do { try await context.outside.wait(pause) } catch { throw .cancelled }
    }
}

// MARK: What an answer means

extension Caller {
    private mutating func judge(
        _ outcome: Result<Response, TransferError>, _ tries: Int, _ hidden: [String], _ mayBeGone: Bool
    ) throws(PollError) -> Judgement {
        switch outcome {
        case .failure(.cancelled), .failure(.closed): throw .cancelled
        case .failure(let error):
            guard error.isWorthRetrying, tries < 3, !Self.needsSomebody(error) else { throw .service(.transfer(error)) }
            return .again(after: .seconds(1 << tries))
        case .success(let response):
            if mayBeGone, response.status == 404 || response.status == 410 { return .gone }
            owedPause = service.limits?.pause(after: response, at: context.outside.now()) ?? .zero
            if (200..<300).contains(response.status) { return .answer(try read(response, hidden)) }
            return try refusal(response, tries, hidden)
        }
    }

    private static func needsSomebody(_ error: TransferError) -> Bool {
        if case .certificateRefused = error { true } else { false }
    }

    /// Whether there is time to ask once more: what the service says is told in place of that no answer came.
    private func isWorthWaiting(_ pause: Duration) -> Bool {
        context.deadline.map { context.outside.now() + pause < $0 } ?? true
    }

    private func refusal(
        _ response: Response, _ tries: Int, _ hidden: [String]
    ) throws(PollError) -> Judgement {
        let status = response.status
        var isTransient = status == 429 || status == 408 || (500..<600).contains(status)
        switch service.shouldRetry.flatMap({ response.header($0) })?.lowercased() {
        case "true": isTransient = true
        case "false": isTransient = false
        default: break
        }
        let asked = ComeBack.after(response, at: context.outside.now())
        let words = message(in: response, hidden)
        if isTransient, tries < Self.mostTries {
            let pause = asked ?? max(owedPause, .seconds(1 << tries))
            if pause <= Self.longestWait, isWorthWaiting(pause) { return .again(after: pause) }
        }
        if status == 401 || status == 403 {
            throw .service(
                .refused(host: base.host, status: status, credential: service.authorisation.credential, saying: words))
        }
        if status == 404 { throw .service(.notFound(host: base.host, saying: words)) }
        if (300..<400).contains(status) { throw .service(.redirected(host: base.host, status: status)) }
        if status == 429 { throw .service(.tooMany(host: base.host, comeBack: asked)) }
        throw .service(
            .failed(host: base.host, status: status, saying: words, isPassing: isTransient, comeBack: asked))
    }

    private func read(_ response: Response, _ hidden: [String]) throws(PollError) -> Answer {
        guard !response.isTruncated else { throw .service(.tooLong(host: base.host, bytes: service.mostBytes)) }
        if response.body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { throw .service(.webPage(host: base.host)) }
        do {
            let root = try parser.parse(response.body)
            if let path = service.errorPath, let mistake = path.value(in: root) {
                let text = mistake.scalarText ?? Self.message(in: mistake) ?? "no reason given"
                throw PollError.service(.saysNo(host: base.host, saying: shown(text, hidden)))
            }
            return Answer(root: root, response: response)
        } catch let error as PollError {
            throw error
        } catch let error as JSONMistake {
            throw .service(.noJSON(host: base.host, because: error.reason))
        } catch {
            throw .service(.noJSON(host: base.host, because: "\(error)"))
        }
    }

    /// What the service says is wrong, where its answer is JSON.
    private func message(in response: Response, _ hidden: [String]) -> String? {
        guard let root = try? JSONParser().parse(response.body) else { return nil }
        return Self.message(in: root).map { shown($0, hidden) }
    }

    private static let messagePaths = [
        "error.message", "message", "error_description", "error.title", "description", "title", "errors.0.message",
        "errors.0.detail", "error", "detail", "0.message",
    ].compactMap(JSONPath.init)

    private static func message(in root: JSONValue) -> String? {
        messagePaths.lazy.compactMap { $0.text(in: root) }.first { !$0.isEmpty }
    }

    /// Short, on one line, and without any secret that the service may have repeated.
    private func shown(_ text: String, _ hidden: [String]) -> String {
        var text = text
        for secret in hidden where secret.utf8.count >= 4 { text = text.replacing(secret, with: "•••") }
        return Printable.name(text, atMost: 200)
    }
}
