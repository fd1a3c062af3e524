import Foundation

/// The folder of yardsticks beside the checkout, which is not part of it.
///
/// `BELLWETHER_SHARED` says where it is; else it is looked for at `../shared`.
enum SharedFolder {
    /// A folder below it, where there is one.
    static func folder(_ path: String) -> URL? {
        let url = root.appending(path: path)
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? url : nil
    }

    private static var root: URL {
        if let named = ProcessInfo.processInfo.environment["BELLWETHER_SHARED"] { return URL(filePath: named) }
        let checkout = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return checkout.deletingLastPathComponent().appending(path: "shared")
    }
}

/// What came of a folder of cases.
struct Tally {
    var passed = 0
    var skipped = 0
    private(set) var failures: [String] = []

    mutating func fail(_ name: String, _ reason: String) { failures.append("\(name): \(reason)") }

    /// Counts a case as failed for each reason it gives, else as passed.
    mutating func count(_ name: String, _ mistakes: [String]) {
        if mistakes.isEmpty { passed += 1 } else { fail(name, mistakes.joined(separator: "; ")) }
    }

    func summary(of folder: String) -> String {
        "\(folder): \(passed) passed, \(failures.count) failed, \(skipped) skipped"
    }
}
