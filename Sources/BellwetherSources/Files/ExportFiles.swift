import BellwetherCore
import Diagnostics
import Documents

/// The files that a pattern names: which of them to read, and which were read before as they are now.
struct ExportFiles: Sendable {
    enum Selection: String, Sendable, CaseIterable {
        case newest, all
    }

    enum Mode: String, Sendable, CaseIterable {
        /// The file holds everything: what is not in it has gone.
        case snapshot
        /// Files add to what is known.
        case append
    }

    let path: String
    let selection: Selection
    let mode: Mode
    /// How long a file must have lain still before it is read.
    let settle: Duration
    let mostBytes: Int64

    var isWhole: Bool { mode == .snapshot }

    init?(_ settings: Settings, _ folder: String, mostBytes most: Int = 4 << 30) {
        let written = settings.required("path", .nonEmptyText)
        path = written.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 } ?? ""
        selection = settings.optional("files", Setting<Selection>.choice, default: .newest)
        mode = settings.optional("mode", Setting<Mode>.choice, default: .snapshot)
        settle = settings.optional("settle", .pause, default: .seconds(60))
        mostBytes = Int64(settings.optional("most_bytes", .integer(atLeast: 1), default: most))
        if selection == .all, mode == .snapshot, path.contains("*") {
            settings.report(.snapshotOfSeveral(at: settings.placeOfKey("mode") ?? settings.place))
        }
        if written == nil { return nil }
    }

    /// What a poll has to read: nothing where nothing has changed.
    func due(_ context: PollContext) throws(PollError) -> [FileState] {
        let files = try chosen()
        let changed = files.filter { !isKnown($0, context) }
        for file in changed { try check(file, context) }
        guard !changed.isEmpty else { return [] }
        // A snapshot of several files is whole only if all of them are read.
        return isWhole ? files : changed
    }

    private func chosen() throws(PollError) -> [FileState] {
        let files = Files.matching(path).compactMap { path in
            Files.status(of: path).map { FileState(path: path, size: $0.size, changedAt: $0.changedAt, hash: 0) }
        }
        guard let newest = files.max(by: { ($0.changedAt, $0.path) < ($1.changedAt, $1.path) }) else {
            throw .nothingThere(path)
        }
        return selection == .newest ? [newest] : files
    }

    /// Same size and time of change as when it was read; the hash decides where only the time differs.
    private func isKnown(_ file: FileState, _ context: PollContext) -> Bool {
        guard let text = context.cursor.entries[file.path], let known = FileState(path: file.path, text: text),
            known.size == file.size
        else { return false }
        return known.changedAt == file.changedAt || hash(of: file.path) == known.hash
    }

    private func hash(of path: String) -> UInt64? {
        var hash = FileHash()
        let complete = FileBytes.forEachPiece(of: path) { piece in
            hash.add(piece)
            return true
        }
        return complete ? hash.value : nil
    }

    private func check(_ file: FileState, _ context: PollContext) throws(PollError) {
        let now = context.now
        let settledAt = Moment(seconds: file.changedAt / 1_000_000_000) + min(settle, context.longestSettle ?? settle)
        // A time of change in the future is a clock's mistake, not a file being written.
        if settledAt > now, file.changedAt / 1_000_000_000 <= now.seconds { throw .stillChanging(file.path) }
        if file.size > mostBytes {
            throw .unreadable(file.path, because: "it is larger than the \(mostBytes) bytes allowed (`most_bytes`)")
        }
    }

    /// Remembers a file that was read, if it is still what it was when reading began.
    func note(_ file: FileState, hash: FileHash, in cursor: inout SourceCursor) throws(PollError) {
        guard let now = Files.status(of: file.path), now.size == file.size, now.changedAt == file.changedAt else {
            throw .stillChanging(file.path)
        }
        cursor.entries[file.path] =
            FileState(path: file.path, size: file.size, changedAt: file.changedAt, hash: hash.value).text
    }
}

extension Diagnostic {
    static func snapshotOfSeveral(at place: Place) -> Diagnostic {
        warning(
            "with `files: all` and `mode: snapshot` all files together are everything there is", at: place,
            help: "write `mode: append` if each file adds to the others")
    }
}

extension Setting where Value == Duration {
    /// A length of time that may be nothing.
    static var pause: Setting {
        Setting<WrittenDuration>.duration.converted(to: "a length of time such as 60s, or 0s") { written in
            written.businessDays == 0 ? .seconds(written.seconds) : nil
        }
    }
}
