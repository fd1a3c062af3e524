import BellwetherCore
import Hummingbird
import Templates

/// Which page stands under which path. All of them only show; nothing here changes anything.
struct PageRoutes {
    let desk: any PageDesk

    /// How far back an account's chart goes.
    private static let chartDays = 365

    func add(to router: Router<BasicRequestContext>) {
        router.get("/style.css") { _, _ in Self.style }
        router.get("/") { _, _ in
            await page(in: .overview) { view in .overview(view.overview(), printer: view.printer) }
        }
        router.get("/accounts") { request, _ in
            let filter = Self.filter(request.uri.queryParameters)
            let number = request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
            return await page(in: .accounts) { view in
                .accounts(
                    view.accounts(filter, page: number), filter, bands: view.bandsInOrder, printer: view.printer)
            }
        }
        router.get("/accounts/{id}") { _, context in
            let id = context.parameters.get("id")?.fromPathPart ?? ""
            return await page(in: .accounts) { view in try await account(id, in: view) }
        }
        router.get("/alerts") { _, _ in
            await page(in: .alerts) { view in .alerts(view.turn.alerts, printer: view.printer) }
        }
        router.get("/rules") { _, _ in await page(in: .rules) { view in .rules(view.rules) } }
        router.get("/sources") { _, _ in
            await page(in: .sources) { view in .sources(try await desk.sources(), printer: view.printer) }
        }
        router.get("/outbox") { _, _ in
            await page(in: .outbox) { view in .outbox(try await desk.outbox(), printer: view.printer) }
        }
    }

    private func account(_ id: String, in view: TurnView) async throws -> Page {
        guard let portrait = view.portrait(of: id) else { return .notFound("No account has the id '\(id)'.") }
        let since = view.asOf.now - .seconds(Int64(Self.chartDays) * 86_400)
        var told: [String: [ToldLine]] = [:]
        for alert in portrait.alerts { told[alert.id] = try await desk.told(of: alert.id) }
        return .account(
            portrait, scores: try await desk.scores(of: portrait.slot, since: since), told: told,
            sources: try await desk.sources(), in: view)
    }

    private func page(in section: Page.Section, _ make: (TurnView) async throws -> Page) async -> Response {
        guard let view = await desk.view() else { return Self.answer(.waiting(in: section), asOf: "no turn yet") }
        let asOf = "\(view.printer.text(at: view.asOf.now)), \(view.asOf.zone.name)"
        do {
            return Self.answer(try await make(view), asOf: asOf, troubles: try await desk.troubles())
        } catch {
            return Self.answer(.unreadable(in: section), asOf: asOf)
        }
    }

    private static func filter(_ query: Parameters) -> AccountList.Filter {
        func text(_ name: Substring) -> String? { query[name].map(String.init).flatMap { $0.isEmpty ? nil : $0 } }
        return AccountList.Filter(
            band: text("band"), owner: text("owner"), text: text("q") ?? "",
            order: text("order").flatMap(AccountList.Order.init) ?? .score)
    }

    private static func answer(_ page: Page, asOf: String, troubles: [String] = []) -> Response {
        Response(
            status: .init(code: page.status), headers: headers("text/html; charset=utf-8"),
            body: .init(byteBuffer: ByteBuffer(string: page.html(asOf: asOf, troubles: troubles))))
    }

    private static var style: Response {
        Response(
            status: .ok, headers: headers("text/css; charset=utf-8"),
            body: .init(byteBuffer: ByteBuffer(string: StyleSheet.css)))
    }

    /// Nothing is fetched from elsewhere, framed, or kept by caches; no script runs, whatever a name may hold.
    private static func headers(_ type: String) -> HTTPFields {
        var fields: HTTPFields = [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
        fields[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        for (name, value) in [
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
        ] {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        return fields
    }
}
