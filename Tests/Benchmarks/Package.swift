// swift-tools-version: 6.2
// Benchmarks stand apart, so that building the product never compiles them. `Sources` is the project's own folder.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "bellwether",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "Columns", swiftSettings: strict),
        .target(name: "CLibRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(
            name: "CEL", dependencies: ["Diagnostics", "Columns", "CLibRE2"], exclude: ["README.md"],
            swiftSettings: strict),
        .target(name: "Documents", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: strict),
        .target(
            name: "BellwetherCore", dependencies: ["Diagnostics", "Columns", "CEL", "Documents"],
            exclude: ["README.md"], swiftSettings: strict),
        .executableTarget(
            name: "TurnBenchmark", dependencies: ["BellwetherCore", "Documents", "Diagnostics", "Columns"],
            path: "TurnBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "FactsBenchmark", dependencies: ["BellwetherCore", "Documents", "Diagnostics", "Columns"],
            path: "FactsBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "RulesBenchmark", dependencies: ["BellwetherCore", "CEL", "Documents", "Diagnostics", "Columns"],
            path: "RulesBenchmark", swiftSettings: strict),
        .target(
            name: "Trials", dependencies: ["BellwetherCore", "Diagnostics", "Columns", "CEL", "Documents"],
            exclude: ["README.md"], swiftSettings: strict),
        .executableTarget(
            name: "DiffBenchmark", dependencies: ["BellwetherCore", "Trials", "Columns", "Diagnostics"],
            path: "DiffBenchmark", swiftSettings: strict),
    ]
)
