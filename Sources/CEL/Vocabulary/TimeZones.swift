/// Where the accessors of timestamps (`getHours('Europe/Berlin')`) get their zones from; the language itself knows UTC
/// and fixed offsets such as `+01:00`.
///
/// A name that stands in a condition is looked up once, while the condition is loaded: reading the system's table of
/// a zone is then no part of an evaluation. A name that only an evaluation finds must be among those handed in.
package struct TimeZones: Sendable {
    /// Seconds east of UTC on the zone's clock, at so many seconds since 1970.
    package typealias Offset = @Sendable (_ seconds: Int64) -> Int

    /// Asked while a condition is loaded; nothing for an unknown name.
    let named: @Sendable (String) -> Offset?
    /// What names found during an evaluation may mean.
    let known: [String: Offset]

    package init(named: @escaping @Sendable (String) -> Offset?, known: [String: Offset] = [:]) {
        self.named = named
        self.known = known
    }

    package static let none = TimeZones(named: { _ in nil })

    func offset(whileLoading zone: String) -> Offset? { Self.fixed(zone) ?? known[zone] ?? named(zone) }

    func offset(of zone: String) -> Offset? { Self.fixed(zone) ?? known[zone] }

    private static func fixed(_ zone: String) -> Offset? {
        guard let seconds = zone == "UTC" ? 0 : TimeText.offset(from: zone) else { return nil }
        return { _ in seconds }
    }
}
