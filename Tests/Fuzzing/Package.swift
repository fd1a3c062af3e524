// swift-tools-version: 6.2
// Fuzz targets stand apart, so that building the product never compiles them. `Sources` is the project's own folder.
// They have no main of their own: libFuzzer brings it, and `run` says how.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func fuzzer(_ name: String) -> Target {
    .executableTarget(
        name: name, dependencies: ["Support", "CEL", "Diagnostics"], path: name,
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "bellwether",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "CLibRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "Columns", swiftSettings: strict),
        .target(
            name: "CEL", dependencies: ["Diagnostics", "Columns", "CLibRE2"], exclude: ["README.md"],
            swiftSettings: strict),
        .target(
            name: "Support", dependencies: ["CEL", "Columns", "Diagnostics"], path: "Support", swiftSettings: strict),
        fuzzer("FuzzParser"), fuzzer("FuzzChecker"), fuzzer("FuzzEvaluator"),
    ]
)
