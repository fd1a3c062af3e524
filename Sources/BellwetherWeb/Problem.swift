import Hummingbird

/// What is wrong with a request, as RFC 9457 has it.
struct Problem: ResponseEncodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String

    /// - Parameter detail: a sentence about this request; else one that fits every such request.
    init(_ status: HTTPResponse.Status, _ detail: String? = nil) {
        // A status that was made of its number has no words.
        title = Self.known.first { $0 == status }?.reasonPhrase ?? status.reasonPhrase
        self.status = status.code
        self.detail = detail ?? Self.words(status)
    }

    /// A page for who asks for one, as browsers do; else for programs.
    func response(
        to request: Request, headers: HTTPFields, in context: some RequestContext
    ) throws -> Response {
        let status = HTTPResponse.Status(code: status)
        var response: Response
        if request.prefersPage {
            let page = ActionPage(title: title, text: detail, button: nil, isFound: false)
            response = Response(
                status: status, headers: page.headers, body: .init(byteBuffer: ByteBuffer(string: page.html)))
        } else {
            response = try context.responseEncoder.encode(self, from: request, context: context)
            response.status = status
            response.headers[.contentType] = "application/problem+json"
        }
        for field in headers { response.headers[field.name] = field.value }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private static let known: [HTTPResponse.Status] = [.forbidden, .notFound, .serviceUnavailable]

    private static func words(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "There is nothing under this path."
        case .contentTooLarge: "The request is longer than any that is taken here."
        case .unsupportedMediaType: "A form is sent as application/x-www-form-urlencoded."
        case .serviceUnavailable:
            "Bellwether is still starting, or cannot read its state; its log says more. Try again in a minute."
        default: "The request cannot be answered."
        }
    }

    enum CodingKeys: CodingKey {
        case type, title, status, detail
    }
}

/// Whatever goes wrong is said in one form, to programs and to people.
struct Problems<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
            guard response.status.code >= 400, isPage, request.refusesPage else { return response }
            return try Problem(response.status).response(to: request, headers: [:], in: context)
        } catch let error as HTTPError {
            return try Problem(error.status, error.body).response(to: request, headers: error.headers, in: context)
        } catch let error as any HTTPResponseError {
            return try Problem(error.status).response(to: request, headers: [:], in: context)
        }
    }
}

extension Request {
    private var accepted: String? { headers[.accept]?.lowercased() }

    /// Browsers name pages; most programs take whatever comes.
    var prefersPage: Bool { accepted?.contains("text/html") == true }

    var refusesPage: Bool {
        guard let accepted else { return false }
        return !["text/html", "text/*", "*/*"].contains(where: accepted.contains)
    }
}

/// Nothing that is answered is guessed at, framed, kept by caches or read by other pages, and no address is told on.
struct SafeHeaders<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fields where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    private static var fields: [(HTTPFields.Element.Name, String)] {
        var fields: [(HTTPFields.Element.Name, String)] = [
            (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
            (.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        ]
        for (text, value) in [
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
        ] {
            if let name = HTTPFields.Element.Name(text) { fields.append((name, value)) }
        }
        return fields
    }
}
