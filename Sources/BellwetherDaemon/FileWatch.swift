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

    /// - Parameters:
    ///   - folders: watched by themselves; what lies in folders below them may be a state that changes all the time.
    ///   - trees: watched with everything below them.
    package init(folders: [String], trees: [String]) {
        self.folders = folders
        self.trees = trees
    }

    /// One element for each burst of changes; ends when the task that reads it does.
    package func changes() -> AsyncStream<Void> {
        let (folders, trees) = (folders, trees)
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
            guard descriptor >= 0 else { return continuation.finish() }
            Self.watch(folders, trees, by: descriptor)
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
            source.setEventHandler {
                let isRelevant = Self.drain(descriptor)
                // A folder that is new since is watched from now on; one that is known stays as it is.
                Self.watch(folders, trees, by: descriptor)
                if isRelevant { continuation.yield() }
            }
            source.setCancelHandler { close(descriptor) }
            continuation.onTermination = { _ in source.cancel() }
            source.resume()
        }
    }

    private static func watch(_ folders: [String], _ trees: [String], by descriptor: Int32) {
        for folder in folders { inotify_add_watch(descriptor, folder, events) }
        var seen: Set<Int32> = []
        watch(below: trees, by: descriptor, &seen)
    }

    /// A folder has one watch, by whatever path: where a link leads back to one, it is watched already.
    private static func watch(below trees: [String], by descriptor: Int32, _ seen: inout Set<Int32>) {
        for tree in trees {
            let watch = inotify_add_watch(descriptor, tree, events)
            guard watch >= 0, seen.insert(watch).inserted else { continue }
            Self.watch(below: FileSystem.folders(in: tree), by: descriptor, &seen)
        }
    }

    /// Takes all waiting events; false where they speak only of editors' temporary files.
    private static func drain(_ descriptor: Int32) -> Bool {
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
                if !FileSystem.isTemporary(String(decoding: name, as: UTF8.self)) { isRelevant = true }
                start = nameStart + Int(header.len)
            }
        }
    }
}
