import Foundation

/// Where the state lies: one folder, for the daemon's user alone.
struct StateDirectory: Sendable {
    let path: String

    /// Everything that is kept.
    var database: String { path + "/bellwether.sqlite" }
    /// What receivers took, for a database that is replaced by an older copy.
    var taken: String { path + "/taken" }
    /// Who holds the folder.
    var lock: String { path + "/lock" }
    /// Loads on their way into the state; worthless after a crash.
    var staging: String { path + "/staging" }

    /// Everything here is readable by nobody else, whatever the umask says.
    func makeFolder() throws(StoreError) {
        try makeFolder(path)
    }

    /// For who only looks: not there is something else than out of reach.
    func expectDatabase() throws(StoreError) {
        guard access(database, R_OK) != 0 else { return }
        switch errno {
        case ENOENT, ENOTDIR: throw .missing(file: database)
        default: throw .forbidden(path: database, detail: String(cString: strerror(errno)))
        }
    }

    /// For the holder of the lock: makes the file, and forgets the loads that a crash interrupted, which are read again
    /// from their source. SQLite gives its `-wal` and `-shm` files the mode of the database file.
    func prepare() throws(StoreError) {
        do {
            if FileManager.default.fileExists(atPath: staging) {
                try FileManager.default.removeItem(atPath: staging)
            }
        } catch {
            throw .failed(path: staging, detail: error.localizedDescription)
        }
        try makeFolder(staging)
        try makePrivateFile(database)
    }

    /// Leaves a file that is there as it is.
    func makePrivateFile(_ path: String) throws(StoreError) {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .forbidden(path: path, detail: String(cString: strerror(errno))) }
        close(file)
    }

    private func makeFolder(_ path: String) throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            // The library's own sentence does not say what the system said.
            let cause = (error as? CocoaError)?.underlying as? POSIXError
            throw .uncreatable(
                folder: path, detail: cause.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)")
        }
    }
}
