/// What goes out, and the limits it goes out under. A value: making one sends nothing.
package struct Request: Sendable, Hashable {
    package enum Payload: Sendable, Hashable {
        case http(HTTPRequest)
        case mail(MailRequest)
    }

    package var payload: Payload
    /// The addresses this may go to although they are not on the public internet, and the only ones it may go to in
    /// clear text.
    package var allowedAddresses: [AddressRange]
    package var timeouts: Timeouts
    /// How many bytes of the answer's body are kept; the rest is cut off.
    package var bodyLimit: Int
    /// A PEM file of the only authorities trusted here, instead of the system's.
    package var caFile: String?
    package var proxy: Proxy
    /// A Unix socket to speak to instead of the address the URL names: a daemon on this machine.
    package var socketPath: String?

    package init(
        _ payload: Payload,
        allowedAddresses: [AddressRange] = [],
        timeouts: Timeouts = Timeouts(),
        bodyLimit: Int = 65_536,
        caFile: String? = nil,
        proxy: Proxy = .none,
        socketPath: String? = nil
    ) {
        self.payload = payload
        self.allowedAddresses = allowedAddresses
        self.timeouts = timeouts
        self.bodyLimit = bodyLimit
        self.caFile = caFile
        self.proxy = proxy
        self.socketPath = socketPath
    }

    /// The host it goes to, which is all that errors and logs say of the address.
    package var host: String {
        switch payload {
        case .http(let request): request.url.host.description
        case .mail(let request): request.server.host.description
        }
    }

    var isEncrypted: Bool {
        switch payload {
        case .http(let request): request.url.scheme == .https
        case .mail(let request): request.server.encryption != .none
        }
    }
}

extension Request: Discreet {
    package var description: String {
        switch payload {
        case .http(let request): request.description
        case .mail(let request): request.description
        }
    }
}

/// How long each part of a transfer may take.
package struct Timeouts: Sendable, Hashable {
    /// Finding the address, connecting, and agreeing on encryption.
    package var connect: Duration
    /// The whole transfer.
    package var whole: Duration
    /// No byte in either direction.
    package var stalled: Duration

    package init(
        connect: Duration = .seconds(5), whole: Duration = .seconds(30), stalled: Duration = .seconds(15)
    ) {
        self.connect = connect
        self.whole = whole
        self.stalled = stalled
    }
}

/// The proxy to go through. Its own address is guarded like any other: a private one must be among the allowed
/// addresses. What lies behind it is the proxy's to guard.
package enum Proxy: Sendable, Hashable {
    case none
    /// As `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say.
    case environment
    /// Its URL may hold a password.
    case url(Secret)
}
