import BellwetherCore
import Hummingbird
import Templates

/// Which page stands under which path. All of them only show; nothing here changes anything.
struct PageRoutes {
    let desk: any PageDesk

    /// How far back an account's chart goes.
    private static let chartDays = 365

    func add(to router: Router<BasicRequestContext>) {
        router.show("/style.css") { _, _ in Self.style }
        router.show("/") { _, _ in
            await page(in: .overview) { turn in .overview(turn.overview, printer: turn.view.printer) }
        }
        router.show("/accounts") { request, _ in
            let filter = Self.filter(request.uri.queryParameters)
            return await page(in: .accounts) { turn in
                .accounts(
                    turn.accounts(filter, page: request.number("page")), filter, bands: turn.view.bandsInOrder,
                    printer: turn.view.printer)
            }
        }
        router.show("/accounts/{id}") { _, context in
            let id = context.parameters.get("id")?.fromPathPart ?? ""
            return await page(in: .accounts) { turn in try await account(id, in: turn) }
        }
        router.show("/alerts") { request, _ in
            await page(in: .alerts) { turn in
                let asked = [AlertBoard.Part.firing: request.number("firing"), .pending: request.number("pending")]
                return .alerts(turn.alerts, asked, printer: turn.view.printer)
            }
        }
        router.show("/rules") { _, _ in await page(in: .rules) { turn in .rules(turn.rules) } }
        router.show("/sources") { _, _ in
            await page(in: .sources) { turn in .sources(try await desk.sources(), printer: turn.view.printer) }
        }
        router.show("/outbox") { request, _ in
            await page(in: .outbox) { turn in
                .outbox(try await desk.outbox(page: request.number("page")), printer: turn.view.printer)
            }
        }
        router.get("**") { _, _ in await page(in: .overview) { _ in .nowhere } }
    }

    private func account(_ id: String, in turn: TurnDisplay) async throws -> Page {
        let view = turn.view
        guard let portrait = turn.portrait(of: id) else { return .notFound("No account has the id '\(id)'.") }
        let since = view.asOf.now - .seconds(Int64(Self.chartDays) * 86_400)
        var told: [String: [ToldLine]] = [:]
        for alert in portrait.alerts { told[alert.id] = try await desk.told(of: alert.id) }
        return .account(
            portrait, scores: try await desk.scores(of: portrait.slot, since: since), told: told,
            tasks: try await desk.tasks(of: id), otherNames: try await desk.otherNames(of: portrait.slot),
            sources: try await desk.sources(), in: view)
    }

    private func page(in section: Page.Section, _ make: (TurnDisplay) async throws -> Page) async -> Response {
        guard let turn = await desk.display() else { return Self.answer(.waiting(in: section), asOf: "no turn yet") }
        let view = turn.view
        let asOf = "\(view.printer.text(at: view.asOf.now)), \(view.asOf.zone.name)"
        do {
            return Self.answer(try await make(turn), asOf: asOf, troubles: try await desk.troubles())
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

    /// Nothing is fetched from elsewhere or framed; no script runs, whatever a name may hold.
    private static func headers(_ type: String) -> HTTPFields {
        [
            .contentType: type,
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'",
        ]
    }
}

extension Request {
    /// Which page of a list is asked for; the first where nothing is said, or something else.
    fileprivate func number(_ name: Substring) -> Int { uri.queryParameters[name].flatMap { Int($0) } ?? 1 }
}
