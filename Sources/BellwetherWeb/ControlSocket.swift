import Glibc
import Hummingbird
package import Logging
import ServiceLifecycle

/// Serves the command line's verbs over HTTP on a Unix socket that only the daemon's user and group can open.
package struct ControlSocket: Service {
    private let path: String
    private let desk: any Desk
    private let counts: RequestCounts
    private let logger: Logger
    private let onListening: @Sendable () async -> Void

    package init(
        path: String, desk: any Desk, counts: RequestCounts, logger: Logger,
        onListening: @escaping @Sendable () async -> Void = {}
    ) {
        self.path = path
        self.desk = desk
        self.counts = counts
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        // A socket left by a process that was killed would refuse the address; the state lock says nobody else is here.
        unlink(path)
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestCounting(counts: counts))
        router.add(middleware: SafeHeaders())
        router.add(middleware: Problems())
        router.get("/v1/{verb}") { request, context in await respond(request, context, .reading) }
        router.post("/v1/{verb}") { request, context in await respond(request, context, .changing) }
        router.refuseAll(but: [.get, .head, .post], at: "/v1/{verb}")
        router.showStanding(of: desk)
        for method in [HTTPRequest.Method.post, .put] {
            router.on("/-/reload", method: method) { _, _ in
                response(await desk.answer(Question(verb: "reload", intent: .changing)), .changing)
            }
        }
        router.refuseAll(but: [.post, .put], at: "/-/reload")
        let (path, onListening) = (path, onListening)
        let app = Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: path), serverName: "bellwether"),
            onServerRunning: { _ in
                _ = chmod(path, 0o660)
                await onListening()
            }, logger: logger)
        try await app.run()
    }

    private func respond(
        _ request: Request, _ context: BasicRequestContext, _ intent: Question.Intent
    ) async -> Response {
        var arguments: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { arguments[String(name)] = String(value) }
        let verb = context.parameters.get("verb") ?? ""
        return response(await desk.answer(Question(verb: verb, intent: intent, arguments: arguments)), intent)
    }

    private func response(_ answer: Answer, _ intent: Question.Intent) -> Response {
        let isFine = answer.outcome == .fine
        var headers: HTTPFields = [
            .contentType: isFine ? "application/json; charset=utf-8" : "application/problem+json"
        ]
        if answer.outcome == .wrongIntent { headers[.allow] = intent == .reading ? "POST" : "GET, HEAD" }
        return Response(
            status: .init(code: answer.outcome.rawValue), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.json)))
    }
}
