import Foundation
import Trials

@testable import BellwetherCore

/// What lies under rules/ in this checkout.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func folder() throws -> RuleFolder {
        let rules = root.appending(path: "rules")
        let names = try FileManager.default.subpathsOfDirectory(atPath: rules.path).filter { $0.hasSuffix(".yaml") }
        return RuleFolder.read(
            try names.sorted().map { name in
                .init(name: "rules/\(name)", bytes: Array(try Data(contentsOf: rules.appending(path: name))))
            }, zone: { $0 == "Europe/Berlin" ? .berlin : nil })
    }
}

extension Zone {
    /// Berlin's clock in 2026, which is enough for scenarios.
    static let berlin = Zone(
        name: "Europe/Berlin", firstOffset: 3600,
        transitions: [
            Transition(at: Moment(seconds: 1_774_746_000), offset: 7200),
            Transition(at: Moment(seconds: 1_792_890_000), offset: 3600),
        ])
}
