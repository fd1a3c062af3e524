import Glibc
import Hummingbird
package import Logging
import ServiceLifecycle

/// Serves the command line's verbs over HTTP on a Unix socket that only the daemon's user and group can open.
package struct ControlSocket: Service {
    private let path: String
    private let desk: any Desk
    private let logger: Logger
    private let onListening: @Sendable () async -> Void

    package init(
        path: String, desk: any Desk, logger: Logger, onListening: @escaping @Sendable () async -> Void = {}
    ) {
        self.path = path
        self.desk = desk
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        // A socket left by a process that was killed would refuse the address; the state lock says nobody else is here.
        unlink(path)
        let router = Router()
        router.get("/v1/{verb}") { request, context in await respond(request, context, .reading) }
        router.post("/v1/{verb}") { request, context in await respond(request, context, .changing) }
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
        let answer = await desk.answer(Question(verb: verb, intent: intent, arguments: arguments))
        return Response(
            status: .init(code: answer.outcome.rawValue), headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: answer.json)))
    }
}
