package import Curl
import Diagnostics

/// Why a service gave nothing.
package enum ServiceFailure: Sendable, Hashable {
    /// In words that say where it was looked for.
    case noCredential(words: String)
    case badAddress(String)
    case transfer(TransferError)
    case refused(host: String, status: Int, credential: String?, saying: String?)
    case notFound(host: String, saying: String?)
    case redirected(host: String, status: Int)
    case tooMany(host: String, comeBack: Duration?)
    case failed(host: String, status: Int, saying: String?, isPassing: Bool, comeBack: Duration?)
    case saysNo(host: String, saying: String)
    case webPage(host: String)
    case noJSON(host: String, because: String)
    case tooLong(host: String, bytes: Int)
    case noRecords(host: String, at: String?, keys: [String])
    case leadsElsewhere(host: String, to: String)
    case goesInCircles(host: String)
    case tooManyAtOnce(host: String, most: Int)
    /// A database, in words of its own.
    case database(QueryFailure)

    /// Whether the next poll may well succeed without anybody doing anything.
    var isPassing: Bool {
        switch self {
        case .transfer(let error):
            if case .certificateRefused = error { false } else { error.isWorthRetrying }
        case .failed(_, _, _, let isPassing, _): isPassing
        case .database(let failure): failure.isPassing
        case .tooMany: true
        case .noCredential, .badAddress, .refused, .notFound, .redirected, .saysNo, .webPage, .noJSON, .tooLong,
            .noRecords, .leadsElsewhere, .goesInCircles, .tooManyAtOnce:
            false
        }
    }

    /// Whether the service does not give this, to us or to anybody.
    var isRefusal: Bool {
        switch self {
        case .refused(_, let status, _, _): status == 403
        case .notFound: true
        case .failed(_, let status, _, let isPassing, _): (400..<500).contains(status) && !isPassing
        case .noCredential, .badAddress, .transfer, .redirected, .tooMany, .saysNo, .webPage, .noJSON, .tooLong,
            .noRecords, .leadsElsewhere, .goesInCircles, .tooManyAtOnce, .database:
            false
        }
    }

    /// How long the service wants to be left alone.
    var comeBack: Duration? {
        switch self {
        case .tooMany(_, let pause), .failed(_, _, _, _, let pause): pause
        default: nil
        }
    }
}

extension ServiceFailure {
    private var isOfExpiredCertificate: Bool {
        if case .transfer(let error) = self { error.isOfExpiredCertificate } else { false }
    }
}

extension ServiceFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noCredential(let words): words
        case .badAddress(let flaw): "its address cannot be used; \(flaw)"
        case .transfer(.certificateRefused(let host, let reason)) where !isOfExpiredCertificate:
            "the certificate of \(host) is not trusted (\(reason)); renew it there, or name its authority with `ca_file`"
        case .transfer(let error): error.description
        case .refused(let host, let status, let credential, let words):
            Self.refused(host, status, credential, words)
        case .notFound(let host, let words):
            "\(host) knows no such path (HTTP 404)\(Self.saying(words)); is `url` or `path` right?"
        case .redirected(let host, let status):
            "\(host) sends us to another address (HTTP \(status)), which is not followed; write that one into `url`"
        case .tooMany(let host, let pause):
            "\(host) takes no more requests for now (HTTP 429)\(Self.later(pause))"
        case .failed(let host, let status, let words, _, let pause):
            "\(host) answers HTTP \(status)\(Self.saying(words))\(Self.later(pause))"
        case .saysNo(let host, let words): "\(host) says there is an error: \(words)"
        case .webPage(let host):
            "\(host) answers with a web page in place of JSON; is `url` right, and does it ask for a login?"
        case .noJSON(let host, let reason): "the answer of \(host) is not JSON; \(reason)"
        case .tooLong(let host, let bytes):
            "an answer of \(host) is longer than \(bytes) bytes; ask for smaller pages, or raise `most_bytes`"
        case .noRecords(let host, let path, let keys): Self.noRecords(host, path, keys)
        case .leadsElsewhere(let host, let other):
            "\(host) says its list goes on at \(other), which is not followed: the credential would go along"
        case .database(let failure): failure.words
        case .goesInCircles(let host): "\(host) gives a page that it gave before; are `pages` right?"
        case .tooManyAtOnce(let host, let most):
            "\(host) gives no more than \(most) records of one moment; what is beyond them cannot be read"
        }
    }

    private static func refused(_ host: String, _ status: Int, _ credential: String?, _ words: String?) -> String {
        let what = credential.map { "credential '\($0)'" } ?? "to answer without a credential"
        let cure = status == 401 ? "put a valid one in its place" : "it may not read this; give it the right to"
        return "\(host) refuses \(what) (HTTP \(status))\(saying(words)); \(cure)"
    }

    private static func noRecords(_ host: String, _ path: String?, _ keys: [String]) -> String {
        let looked = path.map { "no list at '\($0)'" } ?? "no list; name one with `records`"
        let known = keys.isEmpty ? "" : "; it has \(Suggestion.inProse(Array(keys.prefix(20))))"
        return "the answer of \(host) has \(looked)\(known)"
    }

    private static func saying(_ words: String?) -> String { words.map { ": \($0)" } ?? "" }

    private static func later(_ pause: Duration?) -> String {
        pause.map { "; it wants to be asked again in \($0.components.seconds) s" } ?? ""
    }
}
