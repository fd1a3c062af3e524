import Hummingbird
package import Logging
import ServiceLifecycle

/// Serves what anybody on this machine may see: whether the daemon is healthy and ready, its own counters, and, where
/// that is wanted, pages that show accounts.
///
/// Nothing here changes anything or names a customer, but for these pages and those that links of messages lead to:
/// whoever has such a link was sent it.
package struct OpenPort: Service {
    private let host: String
    private let port: Int
    private let allowedHosts: Set<String>
    private let linkHosts: Set<String>
    private let desk: any Desk
    private let pages: (any PageDesk)?
    private let counts: RequestCounts
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    package init(
        host: String, port: Int, allowedHosts: [String] = [], linkHosts: [String] = [], desk: any Desk,
        pages: (any PageDesk)? = nil, counts: RequestCounts, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.allowedHosts = Set(["localhost", "127.0.0.1", "[::1]"] + allowedHosts)
        self.linkHosts = Set(linkHosts).subtracting(self.allowedHosts)
        self.desk = desk
        self.pages = pages
        self.counts = counts
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        let names = allowedHosts.union(linkHosts)
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestCounting(counts: counts))
        router.add(middleware: SafeHeaders())
        router.add(middleware: Problems())
        router.add(middleware: HostGuard(allowed: allowedHosts, forLinks: linkHosts))
        router.showStanding(of: desk)
        router.show("/metrics") { _, _ in
            guard let text = await desk.metrics(with: counts.counts) else { throw HTTPError(.serviceUnavailable) }
            return Response(.ok, text: text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        if let pages { PageRoutes(desk: pages).add(to: router) }
        router.get("/act/{token}") { _, context in await act(context, pressed: nil) }
        router.post("/act/{token}") { request, context in
            guard request.isFromOurPage(under: names) else { return ActionPage.foreign.response }
            return await act(context, pressed: try await ActionPage.Form(of: request))
        }
        router.refuseAll(but: [.get, .head, .post], at: "/act/{token}")
        let onListening = onListening
        let app = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: Self.longestHead, maxHeaderListSize: Self.longestHead))),
            configuration: .init(
                address: .hostname(host, port: port), serverName: "bellwether",
                availableConnectionsDelegate: .maximum(Self.mostConnections, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) }, logger: logger)
        try await app.run()
    }

    private func act(_ context: BasicRequestContext, pressed form: ActionPage.Form?) async -> Response {
        let page = await desk.page(ofLink: context.parameters.get("token") ?? "", pressed: form)
        return (page ?? .none).response
    }

    private static let longestHead = 32 << 10

    /// Further ones wait until one is closed.
    private static let mostConnections = 100
}

extension Request {
    /// A browser says where a form came from; another page's is none of ours. Our pages tell nobody where they stand, and
    /// a form of theirs has the origin `null`.
    fileprivate func isFromOurPage(under names: Set<String>) -> Bool {
        headers.allSatisfy { field in
            switch field.name.canonicalName {
            case "sec-fetch-site": field.value == "same-origin" || field.value == "none"
            case "origin": field.value == "null" || HostGuard.host(ofOrigin: field.value).map(names.contains) == true
            default: true
            }
        }
    }
}

/// Answers only to names that are ours: a page on the web that makes its own name point at 127.0.0.1 gets nothing.
private struct HostGuard: RouterMiddleware {
    let allowed: Set<String>
    /// Names that readers of messages know: under them there is nothing but what links lead to.
    let forLinks: Set<String>

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let host = request.head.authority.map(Self.host)
        let isLink = request.uri.path.hasPrefix("/act/")
        guard let host, allowed.contains(host) || isLink && forLinks.contains(host) else {
            throw HTTPError(.misdirectedRequest, message: Self.otherName)
        }
        return try await next(request, context)
    }

    private static let otherName =
        "Bellwether does not answer to this name. Ask for 127.0.0.1, or add the name to `allowed_hosts`."

    /// Of `https://bellwether.example.com:8443`.
    static func host(ofOrigin origin: String) -> String? {
        origin.firstRange(of: "://").map { host(of: String(origin[$0.upperBound...])) }
    }

    /// Without the port: `[::1]:8640` is `[::1]`.
    private static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }
}
