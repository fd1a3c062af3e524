package import BellwetherCore

/// The system's time zones, read as values.
package enum Zones {
    package static let folder = "/usr/share/zoneinfo"

    /// `nil` where the system has no such zone.
    package static func named(_ name: String) -> Zone? {
        if name == "UTC" { return .utc }
        guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
            let bytes = try? FileSystem.bytes(of: folder + "/" + name, atMost: 1 << 20)
        else { return nil }
        return Zone.read(tzif: bytes, name: name)
    }
}
