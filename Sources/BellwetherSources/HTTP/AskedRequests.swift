import Curl
import Diagnostics

/// What a service was asked for, path by path: how the first request of each looked, and how many there were. Whoever we
/// said we are is no part of it.
package actor AskedRequests {
    private var order: [String] = []
    private var asked: [String: (first: String, count: Int)] = [:]

    package init() {}

    package var lines: [String] {
        order.compactMap { asked[$0] }.map { $0.count == 1 ? $0.first : "\($0.first)  (\($0.count) requests)" }
    }

    /// - Parameter isSecret: the address itself is a credential; only how it was asked is shown.
    func note(_ request: HTTPRequest, isSecret: Bool) {
        let address = request.url.reveal()
        let afterHost = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3)
        let target = isSecret ? "•••" : "/" + afterHost.joined()
        let name = request.method + " " + target.prefix { $0 != "?" }
        if let before = asked[name] {
            asked[name] = (before.first, before.count + 1)
            return
        }
        order.append(name)
        let body = String(decoding: request.body, as: UTF8.self)
        let text = [request.method, target, body].filter { !$0.isEmpty }.joined(separator: " ")
        asked[name] = (Printable.name(text, atMost: 400), 1)
    }
}
