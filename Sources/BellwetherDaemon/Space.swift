import BellwetherCore
package import BellwetherStore

/// How much room is left for the state. It is told while it can still be written, since what tells of it is kept there.
package struct Space: Sendable, Hashable {
    package let free, taken: Int64

    package init(free: Int64, taken: Int64) {
        self.free = free
        self.taken = taken
    }

    /// Half a gigabyte, and as much as the state takes: an upgrade and a backup each make a copy of it.
    static let least: Int64 = 512 << 20
    /// So little is gone within hours.
    static let last: Int64 = 64 << 20

    package var isLow: Bool { isBelow(1) }

    /// A disk that hovers about the bound is told of once.
    ///
    /// - Parameter margin: how many times the bound must be left.
    func isBelow(_ margin: Double) -> Bool { Double(free) < Double(max(Self.least, taken)) * margin }

    /// `0.4 GB`, `63 MB`
    package static func words(_ bytes: Int64) -> String {
        let megabytes = bytes >> 20
        guard megabytes >= 100 else { return "\(megabytes) MB" }
        let tenths = (megabytes * 10 + 512) >> 10
        return "\(tenths / 10).\(tenths % 10) GB"
    }
}

extension DataTroubles.Trouble {
    /// Little room on the disk, and told again once hardly any is left.
    static func lowSpace(_ space: Space?, isKnown: Bool) -> DataTroubles.Trouble? {
        guard let space, space.isBelow(isKnown ? 1.25 : 1) else { return nil }
        return DataTroubles.Trouble(
            topic: "space", size: space.free < Space.last ? 2 : 1,
            lines: [
                "only \(Space.words(space.free)) are left on the disk of the state",
                "Once it is full nothing can be kept: no source is read on, and nobody is told anything, nor that it is full.",
                "Make room there, or move 'state' to another disk; it takes \(Space.words(space.taken)), and an upgrade or a "
                    + "backup as much again.",
            ])
    }
}

extension Store {
    package var space: Space? { freeBytes.map { Space(free: $0, taken: takenBytes) } }
}
