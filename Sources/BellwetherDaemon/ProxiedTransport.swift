package import BellwetherConfig
package import Curl
import Documents

/// Sends what goes over HTTP by the proxy that the configuration names, and all else as it is.
package struct ProxiedTransport: Transport {
    private let transport: any Transport
    private let credentials: Credentials
    private let settings: @Sendable () async -> ProxySettings

    package init(
        _ transport: any Transport, credentials: Credentials, _ settings: @escaping @Sendable () async -> ProxySettings
    ) {
        self.transport = transport
        self.credentials = credentials
        self.settings = settings
    }

    package func perform(_ request: Request) async throws(TransferError) -> Response {
        try await transport.perform(try routed(request, by: await settings()))
    }

    /// What may go to a private address is on this side of a proxy where it is named by that address. What would go in
    /// clear text and is allowed nowhere stays so.
    private func routed(_ request: Request, by settings: ProxySettings) throws(TransferError) -> Request {
        guard case .http(let http) = request.payload, request.socketPath == nil, settings.isFor(request.host),
            http.url.scheme == .https || !request.allowedAddresses.isEmpty
        else { return request }
        if let address = IPAddress(request.host), request.allowedAddresses.contains(where: { $0.contains(address) }) {
            return request
        }
        var routed = request
        switch settings.way {
        case .none: return request
        case .environment: routed.proxy = .environment
        case .url(.text(let url)): routed.proxy = .url(Secret(url))
        case .url(.secret(let reference)):
            do throws(MissingCredential) { routed.proxy = .url(try credentials.secret(reference)) } catch {
                throw .unreachable(host: request.host, because: error.description)
            }
        }
        routed.allowedAddresses += settings.allowedAddresses
        return routed
    }
}
