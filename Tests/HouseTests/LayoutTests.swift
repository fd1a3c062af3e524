import Foundation
import Testing

/// The house as its map says it is.
@Suite struct LayoutTests {
    @Test func `has nothing at the top but what was agreed`() throws {
        // Package.resolved is written by every build and kept by nobody.
        let names = Set(try Checkout.names(in: ".")).subtracting(["Package.resolved"])
        #expect(names == ["Package.swift", "README.md", "Sources", "Tests", "deploy", "rules"])
    }

    @Test func `has no file that needs two windows`() throws {
        for file in try ["Sources", "Tests"].flatMap(Checkout.swiftFiles) {
            let lines = try Checkout.text(file).utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 600, "\(file) has \(lines) lines; split it where the second idea has a name")
        }
    }

    /// What these do shows only where the whole program runs, as it does in EndToEndTests.
    private static let testedWhole: Set<String> = ["BellwetherDaemon", "bellwether"]

    @Test func `has a test target for each target that holds Swift`() throws {
        for target in try Checkout.foldersOfSwift(in: "Sources") {
            let isTested = Checkout.isFolder("Tests/\(target)Tests") || Self.testedWhole.contains(target)
            #expect(isTested, "Tests/\(target)Tests is missing")
        }
    }

    /// A folder that no target names is never compiled, and its tests never run. A package of its own is another matter.
    @Test(arguments: ["Sources", "Tests"])
    func `builds everything that is there`(_ top: String) throws {
        let package = try Checkout.text("Package.swift")
        let named = Set(package.matches(of: #/name: "(\w+)"/#).map { String($0.1) })
        for name in try Checkout.foldersOfSwift(in: top) where !Checkout.exists("\(top)/\(name)/Package.swift") {
            #expect(named.contains(name), "Package.swift does not name \(name)")
        }
    }

    @Test func `says in Sources/README.md what each target is for`() throws {
        let map = try Checkout.text("Sources/README.md")
        for target in try Checkout.names(in: "Sources") where Checkout.isFolder("Sources/" + target) {
            let isOnMap = map.contains("`\(target)`")
            #expect(isOnMap, "\(target) is missing on the map")
        }
    }

    @Test func `leads nowhere into nothing`() throws {
        for page in try allFiles().filter({ $0.hasSuffix(".md") }) {
            let folder = URL(filePath: page, relativeTo: Checkout.root).deletingLastPathComponent()
            for link in try Checkout.text(page).matches(of: #/\]\(([^)#:\s]+)(?:#[^)]*)?\)/#) {
                let target = folder.appending(path: String(link.1)).standardizedFileURL
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(link.1)")
            }
        }
    }

    /// Written in pieces, or this file would be the first to be found.
    private static let ofOneMachine = [
        "/wor" + "k/", "/tm" + "p/bw", "/op" + "t/swift", "pypi." + "org", "deb." + "debian",
    ]

    @Test func `names no path or host of the machine it was written on`() throws {
        for file in try allFiles() {
            let text = try Checkout.text(file)
            let named = Self.ofOneMachine.filter(text.contains)
            #expect(named.isEmpty, "\(file) names \(named)")
        }
    }

    @Test func `has only scripts that bash can read`() throws {
        let scripts = try allFiles().filter { try Checkout.text($0).hasPrefix("#!/usr/bin/env bash") }
        #expect(scripts.contains("deploy/install"))
        for script in scripts {
            let bash = Process()
            bash.executableURL = URL(filePath: "/usr/bin/env")
            bash.arguments = ["bash", "-n", Checkout.root.appending(path: script).path]
            try bash.run()
            bash.waitUntilExit()
            #expect(bash.terminationStatus == 0, "bash cannot read \(script)")
            #expect(FileManager.default.isExecutableFile(atPath: Checkout.root.appending(path: script).path))
        }
    }

    private func allFiles() throws -> [String] {
        try ["Sources", "Tests", "deploy", "rules"].flatMap(Checkout.files)
            + ["Package.swift", "README.md", ".ci/run"].filter(Checkout.exists)
    }
}
