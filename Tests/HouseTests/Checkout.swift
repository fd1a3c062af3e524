import Foundation

/// The files of this checkout, as a reader of it sees them.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Names directly in a folder, without hidden ones.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Paths of all files below a folder, from the root on; what is hidden, such as a build folder, is left out.
    static func files(below folder: String) throws -> [String] {
        try names(in: folder).flatMap { name in
            let path = folder + "/" + name
            return isFolder(path) ? try files(below: path) : [path]
        }
    }

    /// All Swift files of a folder.
    static func swiftFiles(below folder: String) throws -> [String] {
        try files(below: folder).filter { $0.hasSuffix(".swift") }
    }

    /// The folders directly in a folder that hold Swift; others may be module maps of libraries.
    static func foldersOfSwift(in folder: String) throws -> [String] {
        try names(in: folder).filter { isFolder("\(folder)/\($0)") }
            .filter { try !swiftFiles(below: "\(folder)/\($0)").isEmpty }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
