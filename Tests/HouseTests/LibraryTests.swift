import Testing

/// Law 1: each third-party library is imported by exactly one target, so replacing it is the work of one folder.
@Suite struct LibraryTests {
    /// What comes with the toolchain.
    static let toolchain: Set<String> = ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]

    /// The common words of Swift on servers; they may appear throughout the outer ring.
    static let sharedByTheOuterRing: Set<String> = ["AsyncAlgorithms", "Logging", "Metrics", "ServiceLifecycle"]

    @Test func `each library is imported by exactly one target`() throws {
        let targets = Set(try Checkout.foldersOfSwift(in: "Sources"))
        var importers: [String: Set<String>] = [:]
        for target in targets {
            for file in try Checkout.swiftFiles(below: "Sources/" + target) {
                for module in try SwiftText(ofFile: file).imports { importers[module, default: []].insert(target) }
            }
        }
        let libraries = Set(importers.keys).subtracting(targets).subtracting(Self.toolchain)
            .subtracting(Self.sharedByTheOuterRing)
        #expect(!libraries.isEmpty, "no library was found; has the layout changed?")
        for library in libraries {
            let targets = importers[library, default: []]
            #expect(targets.count == 1, "\(library) is imported by \(targets.sorted().joined(separator: " and "))")
        }
    }
}
