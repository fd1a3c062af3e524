package struct HTTPRequest: Sendable, Hashable {
    package var method: String
    package var url: Endpoint
    package var headers: [HeaderField]
    package var body: [UInt8]

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
