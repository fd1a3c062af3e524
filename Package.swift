// swift-tools-version: 6.2
// The targets, in the order of the line: what is wrong, columns, conditions, documents, the middle, its binding.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "bellwether",
    platforms: [.macOS(.v15)],
    targets: [
        // Where in which file something is wrong, why, and how to fix it.
        .target(name: "Diagnostics", swiftSettings: strict),
        // Typed columns in shared chunks.
        .target(name: "Columns", swiftSettings: strict),
        // The domain and its one line, as values and pure functions.
        .target(name: "BellwetherCore", dependencies: ["Diagnostics", "Columns"], swiftSettings: strict),
    ]
)
