import BellwetherCore
import Foundation

/// What receivers took, noted beside the database: a database that was replaced by an older copy does not know of it.
struct TakenJournal: Sendable {
    struct Entry: Codable, Hashable {
        let id: String
        let at: Moment
        let saying: ToldBefore.Saying
    }

    let path: String

    /// Older than this is nobody's backup.
    static let lifetime = Duration.seconds(35 * 86_400)
    private static let mostBytes = 8 << 20

    func note(_ notification: BellwetherCore.Notification, takenAt moment: Moment) {
        append(
            Entry(id: BellwetherCore.Notification.mark(of: notification.id), at: moment, saying: notification.saying))
    }

    /// What cannot be noted is told twice at worst, and only where a copy is restored: that stops no delivery.
    private func append(_ entry: Entry) {
        do {
            // Whatever a crash cut before it ends there.
            let line = try Data("\n".utf8) + JSONEncoder().encode(entry)
            let file = open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else { return }
            let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            if try handle.seekToEnd() > Self.mostBytes { return keep(entries().suffix(1_000) + [entry]) }
            try handle.write(contentsOf: line)
        } catch {}
    }

    /// A line that a crash cut is none.
    func entries() -> [Entry] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            do { return try JSONDecoder().decode(Entry.self, from: Data(line)) } catch { return nil }
        }
    }

    /// These and nothing else. Where it cannot be written, the old ones stay.
    func keep(_ entries: [Entry]) {
        do {
            let lines = try entries.map { try Data("\n".utf8) + JSONEncoder().encode($0) }
            let unfinished = path + ".part"
            let isWritten = FileManager.default.createFile(
                atPath: unfinished, contents: Data(lines.joined()), attributes: [.posixPermissions: 0o600])
            if isWritten { rename(unfinished, path) }
        } catch {}
    }
}
