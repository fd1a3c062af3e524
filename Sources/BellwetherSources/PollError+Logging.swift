import BellwetherCore
import Diagnostics

extension PollError {
    /// What the log has of it: what, where and how often, and no value of any row, nor a service's own words, in which a
    /// customer's name may stand. `description` says the rest to whoever may see it.
    package var logged: String {
        switch self {
        case .malformed(let file, let line, _, let discreet?): "\(file):\(line): \(discreet)"
        case .missingColumns(let file, let columns, let present):
            Self.missing(columns, in: file, amongColumns: present.count)
        case .brokenMap(let file, let columns, let present):
            "account_map " + Self.missing(columns, in: file, amongColumns: present.count)
        case .service(let failure, let fact): (fact.map { "\($0): " } ?? "") + failure.logged
        case .refused(let refusal, _): refusal.logged
        case .nothingThere, .unreadable, .stillChanging, .malformed, .sinkFailed, .timedOut, .cancelled: description
        }
    }

    /// Where a header is missing, the first row stands for it.
    private static func missing(_ columns: [String], in file: String, amongColumns count: Int) -> String {
        let noun = columns.count == 1 ? "column" : "columns"
        return "'\(file)' has no \(noun) \(Suggestion.inProse(columns)) among its \(count)"
    }
}

extension LoadRefusal {
    fileprivate var logged: String {
        switch self {
        case .tooManyBad(let kind, let rejected, let total, let example?):
            "\(rejected) of \(total) \(kind) rows cannot be read, such as \(example.logged)"
        case .empty, .fellTooFar, .tooManyBad: description
        }
    }
}

extension ServiceFailure {
    fileprivate var logged: String {
        switch self {
        case .refused(let host, let status, let credential, _):
            Self.refused(host: host, status: status, credential: credential, saying: nil).description
        case .notFound(let host, _): Self.notFound(host: host, saying: nil).description
        case .failed(let host, let status, _, let isPassing, let pause):
            Self.failed(host: host, status: status, saying: nil, isPassing: isPassing, comeBack: pause).description
        case .saysNo(let host, _): "\(host) says there is an error"
        case .noRecords(let host, let path, _): Self.noRecords(host: host, at: path, keys: []).description
        case .database(let failure): failure.logged
        case .noCredential, .badAddress, .transfer, .redirected, .tooMany, .webPage, .noJSON, .tooLong, .leadsElsewhere,
            .goesInCircles, .tooManyAtOnce:
            description
        }
    }
}
