import Glibc

/// The files one installation is read from, as bytes: kept whole, so that the last sound ones can be run on again.
package struct InstallationFiles: Sendable, Hashable, Codable {
    package struct File: Sendable, Hashable, Codable {
        /// As the operator knows it: relative to the configuration's folder where it lies below it.
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// `bellwether.yaml`.
    package let main: File
    /// Every `*.yaml` below the folder of rules, in the order of their names.
    package let rules: [File]
    package let people: File?
    /// The folder that relative paths in the configuration start from.
    package let folder: String

    package init(main: File, rules: [File], people: File?, folder: String) {
        self.main = main
        self.rules = rules
        self.people = people
        self.folder = folder
    }

    /// Where the list of people lies, if there is one.
    package var peoplePath: String? { people.map { Self.absolute($0.name, from: folder) } }

    /// What to say where there are no rule files any more though there were some: a folder that is not mounted, or was
    /// moved away, is no wish to end all alerts.
    package func lostRules(since before: InstallationFiles) -> String? {
        guard rules.isEmpty, !before.rules.isEmpty else { return nil }
        return "the folder of rules has no *.yaml file any more, and had \(before.rules.count)\n"
            + "help: put them back; to do without rules, leave one file with `rules: []`"
    }

    /// Tells whether two sets of files are the same: FNV-1a over names and bytes.
    package var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for file in [main] + rules + (people.map { [$0] } ?? []) {
            for byte in Array(file.name.utf8) + [0] + file.bytes + [0] {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Why a file of the installation could not be read.
package struct UnreadableFile: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Cause: Sendable, Hashable {
        /// There is no such file, which is not always a mistake.
        case missing
        /// The system does not let this user.
        case forbidden
        /// What is there is no file or folder as it is wanted, or too large.
        case unfit
        /// The disk or the system failed us.
        case failed
    }

    package let path: String
    package let reason: String
    package var cause = Cause.unfit

    package var isMissing: Bool { cause == .missing }

    package var description: String { "'\(path)' cannot be read; \(reason)" }

    /// What somebody can do about it.
    package var help: String {
        switch cause {
        case .missing: "give the right path; that of the configuration is said with --config"
        case .forbidden: "let this user read it, or be the user that the daemon runs as, or root"
        case .unfit: "put an ordinary file or folder there"
        case .failed: "look for disk errors in the system's log"
        }
    }
}

/// Reads whole files and folders.
package enum FileSystem {
    /// - Parameter limit: a larger file is refused unread.
    package static func bytes(of path: String, atMost limit: Int = 16 << 20) throws(UnreadableFile) -> [UInt8] {
        // Opening a named pipe would wait until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw lastError(at: path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw lastError(at: path) }
        guard Self.isFile(status) || Self.isFolder(status) else {
            throw UnreadableFile(path: path, reason: "it is no ordinary file; take it away, or put one in its place")
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw lastError(at: path) }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw UnreadableFile(path: path, reason: "it is larger than \(limit >> 20) MiB")
            }
        }
    }

    /// The `*.yaml` and `*.yml` files below a folder, by name; hidden and editors' temporary files are left out. A folder
    /// that links lead to again is read once.
    package static func yamlFiles(below folder: String) throws(UnreadableFile) -> [String] {
        var seen: Set<Identity> = []
        return try yamlFiles(below: folder, &seen)
    }

    /// Which folder it is, by whatever path somebody came.
    private struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    private static func yamlFiles(
        below folder: String, _ seen: inout Set<Identity>
    ) throws(UnreadableFile) -> [String] {
        var status = stat()
        guard stat(folder, &status) == 0 else { throw lastError(at: folder) }
        guard seen.insert(Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))).inserted else {
            return []
        }
        var found: [String] = []
        for name in try names(in: folder) where !isTemporary(name) {
            let path = folder + "/" + name
            if isFolder(path) {
                found += try yamlFiles(below: path, &seen)
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                found.append(path)
            }
        }
        return found
    }

    /// The folders directly in a folder, without hidden ones; none where it cannot be read.
    package static func folders(in folder: String) -> [String] {
        let names = (try? names(in: folder)) ?? []
        return names.filter { !isTemporary($0) }.map { folder + "/" + $0 }.filter(isFolder)
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && isFolder(status)
    }

    /// Whether it is a file that can be read to its end, and not a named pipe, a socket or a device.
    package static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && isFile(status)
    }

    private static func isFile(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

    private static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

    /// `.health.yaml.swp`, `health.yaml~`, `#health.yaml#`, `4913`: what editors leave while they write.
    package static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("#") || name.hasSuffix("~") || name.hasSuffix(".swp")
            || name.hasSuffix(".tmp")
    }

    private static func names(in folder: String) throws(UnreadableFile) -> [String] {
        guard let directory = opendir(folder) else { throw lastError(at: folder) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func lastError(at path: String) -> UnreadableFile {
        let number = errno
        let cause: UnreadableFile.Cause =
            switch number {
            case ENOENT: .missing
            case EACCES, EPERM: .forbidden
            case EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG: .unfit
            default: .failed
            }
        return UnreadableFile(path: path, reason: String(cString: strerror(number)), cause: cause)
    }
}
