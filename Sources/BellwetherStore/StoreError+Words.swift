extension StoreError: CustomStringConvertible {
    /// One phrase for logs, `status` and the person at the terminal.
    package var description: String {
        switch self {
        case .held(let directory, let pid?): "state directory '\(directory)' is in use by process \(pid)"
        case .held(let directory, nil): "state directory '\(directory)' is in use by another process"
        case .newerSchema(let file, let change):
            "state '\(file)' was written by a newer Bellwether; '\(change)' is not known to this one"
        case .olderSchema(let file, let change):
            "state '\(file)' was written by an older Bellwether; '\(change)' is still missing from it"
        case .missing(let file): "there is no state '\(file)' yet"
        case .full(let file): "there is no room left for state '\(file)'; what was known before is kept"
        case .busy(let file): "state '\(file)' is locked by another program"
        case .corrupt(let file, let detail): "state '\(file)' is damaged: \(detail)"
        case .uncreatable(let folder, let detail): "state directory '\(folder)' cannot be made: \(detail)"
        case .forbidden(let path, let detail): "'\(path)' cannot be opened: \(detail)"
        case .failed(let path, let detail): "'\(path)' cannot be read or written: \(detail)"
        case .contradiction(let detail): "what was to be stored contradicts the state: \(detail)"
        }
    }

    /// What somebody can do about it.
    package var help: String {
        switch self {
        case .held: "only one daemon may use a state directory; stop the other one, or give this one its own"
        case .newerSchema(let file, _):
            "run the newer version, or put back the copy made before its first start: '\(file).before-…'"
        case .olderSchema: "start the daemon once; it keeps a copy and brings the state up to date"
        case .missing: "start the daemon once, or check 'state' in bellwether.yaml"
        case .full: "free some space; nothing needs to be restarted"
        case .busy: "end the other program, such as an open sqlite3 shell"
        case .corrupt(let file, _): "put back a copy: '\(file).before-…' or a backup"
        case .uncreatable:
            "make it and give it to the user that runs the daemon, or name another with 'state' in bellwether.yaml"
        case .forbidden:
            "the state belongs to the user that runs the daemon; be that user, such as with 'sudo -u bellwether', or root"
        case .failed: "look for disk errors in the system's log"
        case .contradiction: "this is a mistake in Bellwether; please report it with this sentence"
        }
    }
}
