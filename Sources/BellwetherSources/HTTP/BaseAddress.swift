import Curl

/// The address that a service's paths start from. Nothing is ever asked of another host: the credential would go along.
struct BaseAddress {
    private let text: String
    private let base: Endpoint

    init(_ text: String) throws(PollError) {
        do throws(Flaw) { base = try Endpoint(text) } catch { throw .service(.badAddress("\(error)")) }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    var host: String { base.host.description }

    /// A path below it, or a whole address on the same host.
    func endpoint(_ written: String) throws(PollError) -> Endpoint {
        let whole = written.contains("://") ? written : text + (written.hasPrefix("/") ? written : "/" + written)
        return try checked(whole)
    }

    /// Where a service says that its list goes on: a whole address, or a path from its root on.
    func next(_ written: String) throws(PollError) -> String {
        if written.contains("://") {
            _ = try checked(written)
            return written
        }
        let origin = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
        return origin.joined(separator: "/") + (written.hasPrefix("/") ? written : "/" + written)
    }

    private func checked(_ text: String) throws(PollError) -> Endpoint {
        let endpoint: Endpoint
        do throws(Flaw) { endpoint = try Endpoint(text) } catch { throw .service(.badAddress("\(error)")) }
        guard endpoint.host == base.host, endpoint.port == base.port, endpoint.scheme == base.scheme else {
            guard endpoint.host == base.host else {
                throw .service(.leadsElsewhere(host: host, to: endpoint.host.description))
            }
            throw .service(.leadsElsewhere(host: Self.origin(of: base), to: Self.origin(of: endpoint)))
        }
        return endpoint
    }

    /// What tells two addresses on one host apart.
    private static func origin(of endpoint: Endpoint) -> String {
        "\(endpoint.scheme.rawValue)://\(endpoint.host)\(endpoint.port.map { ":\($0)" } ?? "")"
    }
}
