import Hummingbird

extension RouterMethods {
    /// A path that only shows something: whoever comes otherwise hears how to come.
    func show(
        _ path: RouterPath, use handler: @Sendable @escaping (Request, Context) async throws -> some ResponseGenerator
    ) {
        get(path, use: handler)
        refuseAll(but: [.get, .head], at: path)
    }

    /// A GET that is taken is one for HEAD, too.
    func refuseAll(but taken: [HTTPRequest.Method], at path: RouterPath) {
        let allowed = taken.map(\.rawValue).joined(separator: ", ")
        let refusal = HTTPError(
            .methodNotAllowed, headers: [.allow: allowed], message: "This path takes nothing but \(allowed).")
        let known: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace]
        for method in known where !taken.contains(method) {
            on(path, method: method) { _, _ -> Response in throw refusal }
        }
    }

    /// Whether the process answers at all, and whether it does its work.
    func showStanding(of desk: any Desk) {
        show("/-/healthy") { _, _ in Response(.ok, text: "healthy\n") }
        show("/-/ready") { _, _ in
            switch await desk.readiness() {
            case .ready: Response(.ok, text: "ready\n")
            case .notYet(let reason): Response(.serviceUnavailable, text: reason + "\n")
            }
        }
    }
}

extension Response {
    init(_ status: HTTPResponse.Status, text: String, type: String = "text/plain; charset=utf-8") {
        self.init(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
