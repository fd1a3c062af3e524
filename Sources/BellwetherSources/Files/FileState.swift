import BellwetherCore
import Glibc

/// What a file was like when it was read: size, time of change, and a hash of its bytes.
package struct FileState: Sendable, Hashable {
    package var path: String
    package var size: Int64
    /// In nanoseconds since 1970.
    package var changedAt: Int64
    package var hash: UInt64

    /// As a cursor keeps it, under the file's path.
    var text: String { "\(size) \(changedAt) \(hash)" }

    init(path: String, size: Int64, changedAt: Int64, hash: UInt64) {
        self.path = path
        self.size = size
        self.changedAt = changedAt
        self.hash = hash
    }

    init?(path: String, text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let size = Int64(parts[0]), let changedAt = Int64(parts[1]), let hash = UInt64(parts[2])
        else { return nil }
        self.init(path: path, size: size, changedAt: changedAt, hash: hash)
    }
}

/// Files as the system knows them.
package enum Files {
    /// The paths that match a shell pattern, in the order of their names.
    static func matching(_ pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, GLOB_NOSORT | GLOB_BRACE | GLOB_MARK, nil, &found) == 0 else { return [] }
        let paths = (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
        return paths.filter { $0.last != "/" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// A path as it is written in a file of that folder.
    static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    static func status(of path: String) -> (size: Int64, changedAt: Int64)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return (Int64(status.st_size), changed)
    }

    /// Why a file or a folder cannot be read; nothing where it can.
    package static func obstacle(to path: String) -> String? {
        if access(path, R_OK) != 0 { return lastError }
        var status = stat()
        guard stat(path, &status) == 0 else { return lastError }
        return [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
            ? nil : "it is a pipe, a socket or a device, and no file"
    }

    /// Why a file that should have been read could not be.
    static func failure(at path: String) -> String {
        let failed = lastError
        return obstacle(to: path) ?? failed
    }

    static var lastError: String { String(cString: strerror(errno)) }
}

/// FNV-1a over 64 bits, eight bytes at a time: it tells whether a file is the same, and need not resist anyone.
struct FileHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while index + 8 <= buffer.count {
                mix(buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            while index < buffer.count {
                mix(UInt64(buffer[index]))
                index += 1
            }
        }
    }

    private mutating func mix(_ word: UInt64) {
        value = (value ^ word) &* 0x0000_0100_0000_01b3
        value ^= value >> 29
    }
}
