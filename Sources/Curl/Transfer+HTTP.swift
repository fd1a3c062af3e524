import CLibCurl

extension Transfer {
    func set(_ http: HTTPRequest) throws(TransferError) {
        guard http.method.isToken else { throw .unsendable(.method(http.method)) }
        try easy.set(CURLOPT_URL, http.url.reveal())
        try easy.set(CURLOPT_PROTOCOLS_STR, http.url.scheme.rawValue)
        if let path = request.socketPath { try easy.set(CURLOPT_UNIX_SOCKET_PATH, path) }
        try setMethod(http)
        try easy.set(CURLOPT_HTTPHEADER, Self.lines(http.headers))
        // Nothing in it stands for every way of packing that libcurl knows.
        if http.mayBePacked { try easy.set(CURLOPT_ACCEPT_ENCODING, "") }
        try keepFromRepeating(http)
    }

    private func setMethod(_ http: HTTPRequest) throws(TransferError) {
        switch http.method {
        case "GET" where http.body.isEmpty: try easy.set(CURLOPT_HTTPGET, true)
        case "HEAD": try easy.set(CURLOPT_NOBODY, true)
        default:
            try easy.setBody(http.body)
            try easy.set(CURLOPT_CUSTOMREQUEST, http.method)
        }
    }

    /// When a connection that was used before turns out to be dead, libcurl sends the request again by itself. Whatever
    /// does something must not be done twice, so only what just asks shares connections.
    private func keepFromRepeating(_ http: HTTPRequest) throws(TransferError) {
        guard !["GET", "HEAD"].contains(http.method) else { return }
        try easy.set(CURLOPT_FRESH_CONNECT, true)
        try easy.set(CURLOPT_FORBID_REUSE, true)
    }

    /// libcurl takes `Name:` as "without it" and `Name;` as "with nothing in it". It would wait for leave to send a
    /// long body, and call every body a form, unless told not to.
    private static func lines(_ headers: [HeaderField]) throws(TransferError) -> [String] {
        var lines = ["Expect:"]
        if !headers.contains(where: { $0.isNamed("Content-Type") }) { lines.append("Content-Type:") }
        for header in headers {
            guard header.name.isToken else { throw .unsendable(.headerName(header.name)) }
            guard header.value.staysOnItsLine else { throw .unsendable(.headerValue(of: header.name)) }
            lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        return lines
    }
}
