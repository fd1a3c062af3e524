/// Takes out of a text that others wrote, libcurl or a server, what must not be shown.
enum Redaction {
    /// Drops control characters, hides whatever looks like a URL, and the secrets that this request was made with.
    static func clean(_ text: String, hiding secrets: [String]) -> String {
        var cleaned = HeaderText.cleaned(text)
        for secret in secrets where secret.utf8.count > 1 { cleaned = cleaned.replacing(secret, with: hidden) }
        return cleaned.split(separator: " ").map { $0.contains("://") ? hidden : String($0) }.joined(separator: " ")
    }
}

extension Request {
    var secrets: [String] {
        let own =
            switch payload {
            case .http(let request): [request.url.secretPart]
            case .mail(let request): [request.login?.password.reveal()].compactMap(\.self)
            }
        if case .url(let url) = proxy { return own + [url.reveal()] }
        return own
    }
}
