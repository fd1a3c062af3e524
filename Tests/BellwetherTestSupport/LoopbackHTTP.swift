/// A request as it reached a loopback server.
package struct HTTPArrival: Sendable {
    /// From 1 on, over all connections.
    package let number: Int
    package let connection: Int
    package let method: String
    package let target: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    package let at: ContinuousClock.Instant

    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a loopback server does with a request.
package enum HTTPAnswer: Sendable {
    case whole(status: Int, headers: [(String, String)], body: [UInt8])
    /// Promises more than it sends, then closes.
    case truncated(promising: Int, body: String)
    /// So many bytes with no length told, then closes.
    case unmeasured(bytes: Int)
    /// Headers without an end.
    case endlessHeaders
    /// Whatever this is, then closes.
    case raw(String)
    case hang, reset, close

    package static func status(_ status: Int, headers: [(String, String)] = [], body: String = "") -> HTTPAnswer {
        .whole(status: status, headers: headers, body: Array(body.utf8))
    }
}

/// An HTTP server for tests: it answers as its script says and keeps what arrived.
package final class LoopbackHTTP: Sendable {
    private let listener: LoopbackListener
    private let arrivals = Arrivals<HTTPArrival>()
    private let endings = Arrivals<Int>()
    private let scheme: String

    package init(tls: Certificate? = nil, _ script: @escaping @Sendable (HTTPArrival) -> HTTPAnswer) throws {
        listener = try LoopbackListener()
        scheme = tls == nil ? "http" : "https"
        listener.accept { [arrivals, endings] wire, number in
            if let tls, !wire.encrypt(with: tls) { return }
            while let arrival = Self.arrival(on: wire, number, arrivals) {
                let isOpen = Self.give(script(arrival), to: arrival, wire)
                _ = endings.add { _ in arrival.number }
                if !isOpen { return }
            }
        }
    }

    deinit {
        stop()
    }

    package var port: UInt16 { listener.port }
    /// Without a path.
    package var url: String { "\(scheme)://127.0.0.1:\(port)" }
    package var requests: [HTTPArrival] { arrivals.all }
    package var connections: Int { listener.connections }
    /// How many callers still wait for their answer.
    package var unanswered: Int { requests.count - endings.all.count }

    /// Waits until so many requests have arrived, and gives the last of them.
    package func request(number: Int) async throws(ServerStopped) -> HTTPArrival {
        guard let arrival = await arrivals.element(number: number) else { throw ServerStopped() }
        return arrival
    }

    /// Ends every connection. Returns when all of the server's threads have left.
    package func stop() {
        listener.stop()
        arrivals.end()
    }

    private static func arrival(on wire: Wire, _ connection: Int, _ arrivals: Arrivals<HTTPArrival>) -> HTTPArrival? {
        guard let head = wire.read(through: "\r\n\r\n") else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().map(header)
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        guard let body = wire.read(count: length) else { return nil }
        return arrivals.add { number in
            HTTPArrival(
                number: number, connection: connection, method: words[0], target: words[1], headers: headers,
                body: body, at: .now)
        }
    }

    private static func header(_ line: String) -> (name: String, value: String) {
        let name = line.prefix { $0 != ":" }
        return (String(name), String(line.dropFirst(name.count + 1).drop { $0 == " " }))
    }

    /// Whether the connection may be used again.
    private static func give(_ answer: HTTPAnswer, to arrival: HTTPArrival, _ wire: Wire) -> Bool {
        switch answer {
        case .whole(let status, let headers, let body):
            let more = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
            wire.write("HTTP/1.1 \(status) Scripted\r\nContent-Length: \(body.count)\r\n\(more)\r\n")
            return arrival.method == "HEAD" || wire.write(body)
        case .truncated(let length, let body):
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n\(body)")
        case .unmeasured(let bytes):
            wire.write("HTTP/1.1 200 OK\r\n\r\n")
            giveMuch(bytes, wire)
        case .endlessHeaders:
            wire.write("HTTP/1.1 200 OK\r\n")
            while wire.write("X-Padding: \(String(repeating: "x", count: 1_000))\r\n") {}
        case .raw(let text): wire.write(text)
        case .hang: wire.hang()
        case .reset: wire.reset()
        case .close: break
        }
        if case .reset = answer { return false }
        wire.sayGoodbye()
        return false
    }

    private static func giveMuch(_ bytes: Int, _ wire: Wire) {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        var left = bytes
        while left > 0, wire.write(left < block.count ? Array(block[..<left]) : block) { left -= block.count }
    }
}
