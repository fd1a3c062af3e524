/// What came back: an HTTP answer with its status, or a mail server's last reply with its code.
package struct Response: Sendable, Hashable {
    package var status: Int
    package var headers: [HeaderField]
    /// At most the request's limit of it. Of a mail server: the text of its last reply.
    package var body: [UInt8]
    package var isTruncated: Bool
    package var elapsed: Duration

    package init(
        status: Int, headers: [HeaderField] = [], body: [UInt8] = [], isTruncated: Bool = false,
        elapsed: Duration = .zero
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isTruncated = isTruncated
        self.elapsed = elapsed
    }

    /// The first header of that name, in any mix of cases.
    package func header(_ name: String) -> String? {
        headers.first { $0.isNamed(name) }?.value
    }
}

extension Response: Discreet {
    package var description: String { "\(status) (\(body.count) bytes\(isTruncated ? ", cut off" : ""))" }
}
