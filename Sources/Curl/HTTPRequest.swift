package struct HTTPRequest: Sendable, Hashable {
    package var method: String
    package var url: Endpoint
    package var headers: [HeaderField]
    package var body: [UInt8]
    /// Whether the answer may come packed (gzip and the like), to be unpacked on the way; limits count what it becomes.
    package var mayBePacked = false

    package init(_ method: String, _ url: Endpoint, headers: [HeaderField] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

extension HTTPRequest: Discreet {
    package var description: String { "\(method) \(url) (\(body.count) bytes)" }
}
