import Curl
import Diagnostics
import Documents
import Foundation

/// Who we are to a service; the secret itself stands in a credential.
enum Authorisation: Sendable {
    case none
    case bearer(SecretReference)
    case basic(user: TextOrSecret, password: SecretReference)
    case header(name: String, SecretReference)
    case query(name: String, SecretReference)

    /// Nothing where it is written wrongly, which was reported.
    init?(_ settings: Settings?) {
        guard let settings else {
            self = .none
            return
        }
        let bearer = settings.optional("bearer", .secret)
        let basic = settings.section("basic")
        let header = settings.section("header")
        let query = settings.section("query")
        if let bearer {
            self = .bearer(bearer)
        } else if let basic {
            let user = basic.required("user", .textOrSecret)
            let password = basic.required("password", .secret)
            guard let user, let password else { return nil }
            self = .basic(user: user, password: password)
        } else if let section = header ?? query {
            let name = section.required("name", .nonEmptyText)
            let value = section.required("value", .secret)
            guard let name, let value else { return nil }
            self = header != nil ? .header(name: name, value) : .query(name: name, value)
        } else {
            settings.report(.error("'auth' must be one of bearer, basic, header and query", at: settings.place))
            return nil
        }
    }

    /// What errors call it.
    var credential: String? {
        switch self {
        case .none: nil
        case .bearer(let secret), .basic(_, let secret), .header(_, let secret), .query(_, let secret):
            secret.credential
        }
    }

    /// The request as whoever we are, and what must not appear in any text.
    func applied(to request: HTTPRequest, _ outside: Outside) throws(PollError) -> (HTTPRequest, hidden: [String]) {
        var request = request
        switch self {
        case .none: return (request, [])
        case .bearer(let reference):
            let secret = try outside.text(of: reference)
            request.headers.append(HeaderField("Authorization", "Bearer " + secret))
            return (request, [secret])
        case .basic(let user, let reference):
            let name =
                switch user {
                case .text(let text): text
                case .secret(let reference): try outside.text(of: reference)
                }
            let secret = try outside.text(of: reference)
            let both = Data((name + ":" + secret).utf8).base64EncodedString()
            request.headers.append(HeaderField("Authorization", "Basic " + both))
            return (request, [secret, both])
        case .header(let name, let reference):
            let secret = try outside.text(of: reference)
            request.headers.append(HeaderField(name, secret))
            return (request, [secret])
        case .query(let name, let reference):
            let secret = try outside.text(of: reference)
            request.url = request.url.appending(query: name, secret)
            return (request, [secret])
        }
    }
}

extension Outside {
    func text(of reference: SecretReference) throws(PollError) -> String {
        do throws(NoSecret) { return try secret(reference).reveal() } catch {
            throw .service(.noCredential(words: error.words))
        }
    }

    func text(of value: TextOrSecret) throws(PollError) -> String {
        switch value {
        case .text(let text): text
        case .secret(let reference): try text(of: reference)
        }
    }
}
