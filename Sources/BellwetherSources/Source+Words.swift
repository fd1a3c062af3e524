import BellwetherCore
import Diagnostics

extension PollError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingThere(let pattern): "no file matches '\(pattern)'"
        case .unreadable(let file, let reason): "'\(file)' cannot be read; \(reason)"
        case .stillChanging(let file): "'\(file)' changed a moment ago; it is read when it has settled"
        case .malformed(let file, let line, let reason, _): "\(file):\(line): \(reason)"
        case .missingColumns(let file, let columns, let present): Self.missing(columns, in: file, present: present)
        case .brokenMap(let file, let columns, let present):
            "account_map " + Self.missing(columns, in: file, present: present)
        case .service(let failure, let fact): (fact.map { "\($0): " } ?? "") + failure.description
        case .refused(let refusal, let isFirst):
            refusal.description + (isFirst ? "; nothing is known from it yet" : "; the last good ones stay")
        case .sinkFailed(let reason): "what was read could not be kept; \(reason)"
        case .timedOut(let duration): "no answer within \(duration.components.seconds) s"
        case .cancelled: "the poll was stopped"
        }
    }

    private static func missing(_ columns: [String], in file: String, present: [String]) -> String {
        // What fetches exports for people is often told to sign in, and keeps that page for the export.
        if let first = present.first?.lowercased(), first.hasPrefix("<!doctype") || first.hasPrefix("<html") {
            return "'\(file)' is a web page, and no table: look at it in a browser; most often it asks to sign in"
        }
        let noun = columns.count == 1 ? "column" : "columns"
        let names = Suggestion.inProse(columns)
        let close = columns.count == 1 ? Suggestion.nearest(to: columns[0], among: present) : nil
        let cure = close.map { "did you mean '\($0)'?" } ?? "it has \(Suggestion.inProse(Array(present.prefix(20))))"
        return "'\(file)' has no \(noun) \(names); \(cure)"
    }
}

extension LoadRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "the load has no rows"
        case .fellTooFar(let kind, let before, let after):
            "\(kind) rows fell from \(before) to \(after)"
        case .tooManyBad(let kind, let rejected, let total, let example):
            "\(rejected) of \(total) \(kind) rows cannot be read" + (example.map { ", such as \($0)" } ?? "")
        }
    }
}

extension PollError {
    /// What the operator of a source can do that does not mend itself.
    package func cure(of source: String) -> String {
        switch self {
        case .refused(.fellTooFar, _):
            "If so much has really gone, raise `most_fall` under the `guard` of source \(source) until it has loaded; "
                + "else mend the export."
        case .refused(.empty, _):
            "If there is really nothing, say `may_be_empty: true` under the `guard` of source \(source); else mend the "
                + "export."
        case .missingColumns:
            "If it is called otherwise now, write its new name under `columns` of source \(source), and nothing is lost; "
                + "`bellwether sources test \(source)` shows what it reads."
        case .brokenMap:
            "An `account_map` begins with a line `id,account`: what source \(source) calls an account, and the account's own "
                + "id. Write that line into the file, and it is read again."
        case .refused(.tooManyBad, _), .malformed, .nothingThere, .unreadable, .stillChanging, .service,
            .sinkFailed, .timedOut, .cancelled:
            "`bellwether sources test \(source)` shows what it reads, and what is refused."
        }
    }
}
