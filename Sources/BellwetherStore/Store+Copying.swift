import Foundation
import GRDB

extension Store {
    /// Copies the whole state as it is at one moment into a new file, beside whatever goes on, and proves the copy sound.
    /// The file is there once all of it is.
    package func copy(to path: String) throws(StoreError) {
        let unfinished = path + ".part"
        do {
            if FileManager.default.fileExists(atPath: unfinished) {
                try FileManager.default.removeItem(atPath: unfinished)
            }
            try directory.makePrivateFile(unfinished)
            let queue = try DatabaseQueue(path: unfinished)
            try pool.backup(to: queue)
            let complaint = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            try queue.close()
            guard complaint == "ok" else {
                throw StoreError.failed(path: unfinished, detail: complaint ?? "the copy cannot be checked")
            }
            guard rename(unfinished, path) == 0 else {
                throw StoreError.failed(path: path, detail: String(cString: strerror(errno)))
            }
        } catch {
            throw StoreError(error, file: path)
        }
    }
}
