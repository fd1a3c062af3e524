// swift-tools-version: 6.2
// The targets in the order of the line: what is wrong, columns, conditions and documents; the middle; its binding.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "bellwether",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "bellwether", targets: ["bellwether"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // System libraries from Debian: a module map, and the shim that a variadic call needs.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CLibRE2", linkerSettings: [.linkedLibrary("re2")]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibLBFGS", pkgConfig: "liblbfgs", providers: [.apt(["liblbfgs-dev"])]),
        // simdjson is C++; a few functions of C stand before it.
        .target(name: "CLibSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // Where in which file something is wrong, why, and how to fix it.
        .target(name: "Diagnostics", swiftSettings: strict),
        // Typed columns in shared chunks.
        .target(name: "Columns", swiftSettings: strict),
        // Parses, checks, evaluates and explains conditions.
        .target(
            name: "CEL", dependencies: ["Diagnostics", "CLibRE2", "Columns"], exclude: ["README.md"],
            swiftSettings: strict),
        // Reads YAML into settings that know their place in the file.
        .target(name: "Documents", dependencies: ["Diagnostics", "CLibYAML"], swiftSettings: strict),

        // The domain and its one line, as values and pure functions.
        .target(
            name: "BellwetherCore", dependencies: ["Diagnostics", "Columns", "CEL", "Documents"],
            exclude: ["README.md"], swiftSettings: strict),

        // Tries rules before they ring: scenarios, coverage, the past run again under other rules.
        .target(
            name: "Trials", dependencies: ["BellwetherCore", "Diagnostics", "Columns", "CEL", "Documents"],
            exclude: ["README.md"], swiftSettings: strict),

        // Mustache bodies, for receivers and pages.
        .target(
            name: "Templates", dependencies: [.product(name: "Mustache", package: "swift-mustache")],
            swiftSettings: strict),
        // Reads JSON through simdjson.
        .target(name: "JSON", dependencies: ["CLibSimdJSON"], swiftSettings: strict),
        // Draws pictures for mails, through cairo.
        .target(name: "Pictures", dependencies: ["CLibCairo"], swiftSettings: strict),
        // Finds where a smooth function is least, through libLBFGS.
        .target(name: "Fitting", dependencies: ["CLibLBFGS"], swiftSettings: strict),
        // Sessions with PostgreSQL, through libpq.
        .target(name: "Postgres", dependencies: ["CLibPQ"], swiftSettings: strict),
        // One async verb over libcurl.
        .target(name: "Curl", dependencies: ["CLibCurl"], exclude: ["README.md"], swiftSettings: strict),
        // Keeps everything in one SQLite file.
        .target(
            name: "BellwetherStore",
            dependencies: [
                "BellwetherCore", "Columns",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            exclude: ["README.md"],
            swiftSettings: strict),
        // Turns what a source answers into facts.
        .target(
            name: "BellwetherSources",
            dependencies: ["BellwetherCore", "Documents", "Diagnostics", "Curl", "JSON", "Postgres", "CLibCSV"],
            swiftSettings: strict),
        // Turns a notification into a request, and a response into a verdict.
        .target(
            name: "BellwetherReceivers",
            dependencies: [
                "BellwetherCore", "Documents", "Diagnostics", "Curl", "Templates", "Pictures", "CLibCrypto",
            ],
            swiftSettings: strict),
        // Reads one installation and proves it sound.
        .target(
            name: "BellwetherConfig",
            dependencies: [
                "BellwetherCore", "BellwetherSources", "BellwetherReceivers", "Trials", "Documents", "Diagnostics",
                "CEL",
                "Curl",
            ],
            swiftSettings: strict),
        // The services that keep the line turning.
        .target(
            name: "BellwetherDaemon",
            dependencies: [
                "BellwetherCore", "BellwetherStore", "BellwetherSources", "BellwetherReceivers", "BellwetherConfig",
                "CEL", "Curl", "Columns", "Diagnostics", logging, lifecycle,
            ],
            exclude: ["README.md"],
            swiftSettings: strict),
        // The control socket, the open port, and the pages.
        .target(
            name: "BellwetherWeb",
            dependencies: [
                "BellwetherCore", "Templates", .product(name: "Hummingbird", package: "hummingbird"), logging,
                lifecycle,
            ],
            swiftSettings: strict),
        // A made-up company as CSV files.
        .target(name: "Sample", dependencies: ["BellwetherCore"], exclude: ["README.md"], swiftSettings: strict),
        // The command line, where the parts are put together.
        .executableTarget(
            name: "bellwether",
            dependencies: [
                "BellwetherCore", "BellwetherStore", "BellwetherSources", "BellwetherReceivers", "BellwetherConfig",
                "BellwetherDaemon", "BellwetherWeb", "Sample", "Trials", "Fitting", "Diagnostics", "Documents", "CEL",
                "Curl", logging,
                lifecycle, signals, .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // Servers on loopback that tests talk to, and TLS for them.
        .systemLibrary(
            name: "CLibSSL", path: "Tests/CLibSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "BellwetherTestSupport", dependencies: ["CLibSSL"], path: "Tests/BellwetherTestSupport",
            swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "ColumnsTests", dependencies: ["Columns"], swiftSettings: strict),
        .testTarget(name: "CELTests", dependencies: ["CEL", "Columns", "Diagnostics"], swiftSettings: strict),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents", "Diagnostics"], swiftSettings: strict),
        .testTarget(
            name: "BellwetherCoreTests",
            dependencies: ["BellwetherCore", "Columns", "CEL", "Documents", "Diagnostics", "Fitting"],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "BellwetherTestSupport"], swiftSettings: strict),
        .testTarget(name: "FittingTests", dependencies: ["Fitting"], swiftSettings: strict),
        .testTarget(name: "PicturesTests", dependencies: ["Pictures"], swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(name: "CurlTests", dependencies: ["Curl", "BellwetherTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "BellwetherStoreTests",
            dependencies: [
                "BellwetherStore", "BellwetherCore", "Columns", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BellwetherSourcesTests",
            dependencies: [
                "BellwetherSources", "BellwetherStore", "BellwetherCore", "Documents", "Diagnostics", "Curl", "JSON",
                "BellwetherTestSupport",
            ],
            exclude: ["Independent"], swiftSettings: strict),
        .testTarget(
            name: "BellwetherReceiversTests",
            dependencies: [
                "BellwetherReceivers", "BellwetherCore", "Curl", "Documents", "Diagnostics", "BellwetherTestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BellwetherDaemonTests",
            dependencies: [
                "BellwetherDaemon", "BellwetherConfig", "BellwetherStore", "BellwetherSources", "BellwetherCore",
                "Documents", "Curl", "Diagnostics", "BellwetherTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BellwetherConfigTests",
            dependencies: [
                "BellwetherConfig", "BellwetherSources", "BellwetherCore", "Trials", "CEL", "Curl", "Diagnostics",
                "Documents",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BellwetherWebTests", dependencies: ["BellwetherWeb", "BellwetherCore"], swiftSettings: strict),
        // They drive the built program as a process.
        .testTarget(
            name: "EndToEndTests", dependencies: ["bellwether", "BellwetherTestSupport"],
            exclude: [
                "README.md", "Afternoon/letters.py", "Afternoon/stripes.py", "Afternoon/told.txt", "ledger.py",
                "plain.py", "signatures.py",
            ], swiftSettings: strict),
        .testTarget(
            name: "KillTests",
            dependencies: ["bellwether", "BellwetherStore", "BellwetherCore", "BellwetherTestSupport"],
            swiftSettings: strict),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates"], swiftSettings: strict),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(
            name: "TrialsTests",
            dependencies: ["Trials", "BellwetherCore", "Columns", "CEL", "Documents", "Diagnostics"],
            swiftSettings: strict),
        .testTarget(name: "SampleTests", dependencies: ["Sample", "BellwetherCore"], swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
