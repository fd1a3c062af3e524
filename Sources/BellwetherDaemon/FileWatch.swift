import BellwetherConfig
@preconcurrency import Dispatch
import Glibc

/// Says when something in the configuration's folders has changed.
///
/// Folders are watched, not files: editors write a new file and rename it over the old one, and a folder of rules may
/// be a link that is moved.
package struct FileWatch: Sendable {
    /// Closing a written file, and everything that makes a name appear or vanish.
    private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)

    private let folders: [String]
    private let trees: [String]
    private let files: [String]

    /// - Parameters:
    ///   - folders: watched by themselves; what lies in folders below them may be a state that changes all the time.
    ///   - trees: watched with everything below them.
    ///   - files: watched in whatever folders they lie, which may be full of exports that come and go.
    package init(folders: [String], trees: [String], files: [String] = []) {
        self.folders = folders
        self.trees = trees
        self.files = files
    }

    /// One element for each burst of changes; ends when the task that reads it does.
    package func changes() -> AsyncStream<Void> {
        let watched = self
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
            guard descriptor >= 0 else { return continuation.finish() }
            _ = watched.watch(by: descriptor)
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
            source.setEventHandler {
                // A folder that is new since is watched from now on; one that is known stays as it is.
                let onlyNames = watched.watch(by: descriptor)
                if Self.drain(descriptor, heeding: onlyNames) { continuation.yield() }
            }
            source.setCancelHandler { close(descriptor) }
            continuation.onTermination = { _ in source.cancel() }
            source.resume()
        }
    }

    /// - Returns: of folders that are watched for the sake of single files, the names of those.
    private func watch(by descriptor: Int32) -> [Int32: Set<String>] {
        var whole = Set(folders.map { inotify_add_watch(descriptor, $0, Self.events) })
        Self.watch(below: trees, by: descriptor, &whole)
        return files.reduce(into: [:]) { names, path in
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let folder = parts.dropLast().joined(separator: "/")
            let watch = inotify_add_watch(descriptor, folder.isEmpty ? "/" : folder, Self.events)
            if watch >= 0, !whole.contains(watch) { names[watch, default: []].insert(String(parts.last ?? "")) }
        }
    }

    /// A folder has one watch, by whatever path: where a link leads back to one, it is watched already.
    private static func watch(below trees: [String], by descriptor: Int32, _ seen: inout Set<Int32>) {
        for tree in trees {
            let watch = inotify_add_watch(descriptor, tree, events)
            guard watch >= 0, seen.insert(watch).inserted else { continue }
            Self.watch(below: FileSystem.folders(in: tree), by: descriptor, &seen)
        }
    }

    /// Takes all waiting events; false where they speak only of editors' temporary files, or of others than those that a
    /// folder is watched for.
    private static func drain(_ descriptor: Int32, heeding onlyNames: [Int32: Set<String>]) -> Bool {
        var isRelevant = false
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return isRelevant }
            var start = 0
            while start + MemoryLayout<inotify_event>.size <= count {
                let header = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: inotify_event.self) }
                let nameStart = start + MemoryLayout<inotify_event>.size
                let name = buffer[nameStart..<min(count, nameStart + Int(header.len))].prefix { $0 != 0 }
                let text = String(decoding: name, as: UTF8.self)
                let isHeeded = onlyNames[header.wd].map { $0.contains(text) } ?? !FileSystem.isTemporary(text)
                if isHeeded { isRelevant = true }
                start = nameStart + Int(header.len)
            }
        }
    }
}
