import BellwetherReceivers
package import Curl
import Diagnostics
package import Documents

/// The proxy that all requests over HTTP go through, if any: `proxy`, `proxy_addresses` and `no_proxy`.
package struct ProxySettings: Sendable, Hashable {
    package enum Way: Sendable, Hashable {
        case none
        /// As `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say.
        case environment
        case url(TextOrSecret)
    }

    package let way: Way
    /// Where the proxy may be although that is not public.
    package let allowedAddresses: [AddressRange]
    /// Hosts that are reached without it, and all below those that begin with a dot; in lower case.
    package let exceptions: [String]

    package init(_ way: Way, allowedAddresses: [AddressRange] = [], exceptions: [String] = []) {
        self.way = way
        self.allowedAddresses = allowedAddresses
        self.exceptions = exceptions
    }

    init(_ settings: Settings) {
        let allowed = settings.optional("proxy_addresses", .list(of: AddressSettings.range), default: [])
        let exceptions = settings.optional("no_proxy", .textList, default: []).map { $0.lowercased() }
        self.init(Self.way(settings), allowedAddresses: allowed, exceptions: exceptions)
    }

    private static func way(_ settings: Settings) -> Way {
        guard let written = settings.optional("proxy", .textOrSecret) else { return .none }
        guard case .text(let text) = written else { return .url(written) }
        switch text {
        case "none": return .none
        case "env": return .environment
        default:
            do throws(Flaw) { _ = try Endpoint(text) } catch {
                let place = settings.placeOfValue("proxy") ?? settings.place
                settings.report(
                    .error(
                        "'proxy' must be none, env or the URL of a proxy: \(error)", at: place,
                        help: "one with a user and password stands in a credential: proxy: { credential: proxy_url }"))
            }
            return .url(written)
        }
    }

    /// Whether a host is reached through it.
    package func isFor(_ host: String) -> Bool {
        let host = host.lowercased()
        return !exceptions.contains { $0.hasPrefix(".") ? host.hasSuffix($0) : host == $0 }
    }
}
