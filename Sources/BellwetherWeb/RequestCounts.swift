import Hummingbird

/// How often what was asked for, and how that went: of paths as they are written here, never as they were asked for.
package actor RequestCounts {
    package struct Kind: Sendable, Hashable {
        /// Such as `/accounts/{id}`; `none` where there is nothing under the path.
        package let handler: String
        package let method: String
        /// Of HTTP.
        package let code: Int
    }

    package private(set) var counts: [Kind: Int] = [:]

    package init() {}

    fileprivate func note(_ kind: Kind) { counts[kind, default: 0] += 1 }
}

struct RequestCounting<Context: RequestContext>: RouterMiddleware {
    let counts: RequestCounts

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        let isThere = context.endpointPath.map { $0 != "NotFound" } ?? false
        let handler = isThere ? context.endpointPath ?? "" : "none"
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        let method = known.contains(request.method) ? request.method.rawValue : "other"
        await counts.note(.init(handler: handler, method: method, code: response.status.code))
        return response
    }
}
