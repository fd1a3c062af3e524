import BellwetherConfig
import Foundation
import Glibc
import Testing

@Suite struct FileSystemTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder + "/b", withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder) stays: \(error)") }
        }
        for name in ["a.yaml", "b/c.yml"] { try Data("x: 1\n".utf8).write(to: URL(filePath: folder + "/" + name)) }
        try body(folder)
    }

    @Test func `a link that leads back up is followed once`() throws {
        try withFolder { folder in
            for name in ["b/up", "b/again"] { #expect(symlink(folder, folder + "/" + name) == 0) }
            let found = try FileSystem.yamlFiles(below: folder)
            #expect(found == [folder + "/a.yaml", folder + "/b/c.yml"])
        }
    }

    @Test func `a named pipe is no file, and keeps nobody waiting`() throws {
        try withFolder { folder in
            #expect(mkfifo(folder + "/b/pipe.yaml", 0o600) == 0)
            #expect(!FileSystem.isFile(folder + "/b/pipe.yaml") && FileSystem.isFile(folder + "/a.yaml"))
            let error = #expect(throws: UnreadableFile.self) { _ = try FileSystem.bytes(of: folder + "/b/pipe.yaml") }
            #expect(
                error?.description
                    == "'\(folder)/b/pipe.yaml' cannot be read; it is no ordinary file; take it away, or put one in its place"
            )
        }
    }
}
