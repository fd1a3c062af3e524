import GRDB

/// What can go wrong between us and the state. Closed, so that whoever asked can decide; each knows whether the same
/// request may succeed later without anybody's help.
package enum StoreError: Error, Sendable, Hashable {
    /// Another daemon has the state directory.
    case held(directory: String, by: Int32?)
    /// Written by a Bellwether that knows more than this one.
    case newerSchema(file: String, change: String)
    /// Written by a Bellwether that knows less, and opened for reading only.
    case olderSchema(file: String, change: String)
    /// Opened for reading before any daemon wrote to it.
    case missing(file: String)
    /// The disk, or the file's own limit, is full.
    case full(file: String)
    /// Somebody else kept the file locked for longer than we wait.
    case busy(file: String)
    /// Not a state file, or no longer a sound one.
    case corrupt(file: String, detail: String)
    /// Its folder is not there and cannot be made.
    case uncreatable(folder: String, detail: String)
    /// The system does not let us.
    case forbidden(path: String, detail: String)
    /// The disk or the system failed us.
    case failed(path: String, detail: String)
    /// What was to be stored contradicts the schema's promises.
    case contradiction(detail: String)

    /// Whether the same request may succeed later: a full disk is cleared, a lock let go of.
    package var isWorthTryingAgain: Bool {
        switch self {
        case .held, .full, .busy, .failed: true
        case .newerSchema, .olderSchema, .missing, .corrupt, .uncreatable, .forbidden, .contradiction: false
        }
    }

    init(_ error: any Error, file: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error, file: file)
        default: self = .failed(path: file, detail: "\(error)")
        }
    }

    private init(_ error: DatabaseError, file: String) {
        let detail = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(file: file)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(file: file, detail: detail)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self = .forbidden(path: file, detail: detail)
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: self = .contradiction(detail: detail)
        default: self = .failed(path: file, detail: detail)
        }
    }
}
