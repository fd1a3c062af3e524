import Testing

/// Law 2: the middle never waits. The same inputs give the same bytes because nothing in it can ask anybody else.
@Suite struct MiddleTests {
    /// What each target of the middle may import; the standard library comes by itself.
    static let mayImport: [(target: String, modules: Set<String>)] = [
        ("Diagnostics", []),
        ("Columns", []),
        ("CEL", ["Diagnostics", "Columns", "CLibRE2"]),
        ("Documents", ["Diagnostics", "CLibYAML"]),
        ("BellwetherCore", ["Diagnostics", "Columns", "CEL", "Documents"]),
        ("Trials", ["Diagnostics", "Columns", "CEL", "Documents", "BellwetherCore"]),
    ]

    /// Words that wait, ask the time, draw lots (as the seed of a hash does), or speak to the outside.
    static let forbidden: Set<String> = [
        "async", "await", "Task", "actor", "nonisolated", "unsafe",
        "Date", "Clock", "ContinuousClock", "SuspendingClock",
        "random", "randomElement", "shuffled", "shuffle", "SystemRandomNumberGenerator",
        "hashValue", "debugPrint", "dump", "readLine", "Logger",
    ]

    @Test(arguments: mayImport)
    func `imports nothing that waits`(_ target: String, _ allowed: Set<String>) throws {
        for file in try Checkout.swiftFiles(below: "Sources/" + target) {
            let others = try SwiftText(ofFile: file).imports.subtracting(allowed)
            #expect(others.isEmpty, "\(file) must not import \(others.sorted().joined(separator: ", "))")
        }
    }

    @Test(arguments: mayImport.map(\.target))
    func `waits for nothing, asks nobody the time, draws no lots and writes no log`(_ target: String) throws {
        let files = try Checkout.swiftFiles(below: "Sources/" + target)
        try #require(!files.isEmpty)
        for file in files {
            let words = try SwiftText(ofFile: file).words.intersection(Self.forbidden)
            #expect(words.isEmpty, "\(file) must not say \(words.sorted().joined(separator: ", "))")
        }
    }
}
