import Diagnostics
package import Documents

extension Route {
    /// Reads the first route and all below it; says everything that is wrong, and gives nothing where it cannot be used.
    package static func read(from settings: Settings, receivers: [String]) -> Route? {
        if settings.has("matchers"), let place = settings.placeOfKey("matchers") {
            settings.report(.rootMustMatchAll(at: place))
            _ = settings.node("matchers")
        }
        var reader = RouteReader(settings: settings, receivers: receivers)
        let route = reader.route(below: nil)
        if route.receivers.isEmpty, !settings.has("receiver"), !settings.has("receivers") {
            settings.report(.rootNeedsReceiver(at: settings.place))
        }
        return route.receivers.isEmpty ? nil : route
    }
}

/// Reads one route; what it leaves out it has from the route above.
private struct RouteReader {
    let settings: Settings
    let receivers: [String]

    mutating func route(below parent: Route?) -> Route {
        let route = Route(
            matchers: parent == nil ? [] : settings.optional("matchers", .list(of: .labelMatcher), default: []),
            receivers: routeReceivers() ?? parent?.receivers ?? [],
            goesOn: parent == nil ? false : settings.optional("continue", .flag, default: false),
            groupBy: groupBy() ?? parent?.groupBy ?? .labels([]),
            timers: timers(below: parent?.timers ?? .standard))
        let sections = settings.sections("routes")
        let routes = sections.map { section in
            var reader = RouteReader(settings: section, receivers: receivers)
            return reader.route(below: route)
        }
        warnOfUnreachable(routes, in: sections)
        return Route(
            matchers: route.matchers, receivers: route.receivers, goesOn: route.goesOn, groupBy: route.groupBy,
            timers: route.timers, routes: routes)
    }

    private func routeReceivers() -> [String]? {
        if settings.has("receiver"), settings.has("receivers"), let place = settings.placeOfKey("receivers") {
            settings.report(.receiverTwice(at: place))
        }
        let one = settings.optional("receiver", .placed(.name)).map { [$0] }
        let many = settings.optional("receivers", .list(of: .placed(.name)))
        guard let written = one ?? many else { return nil }
        var seen: Set<String> = []
        for receiver in written {
            if !receivers.contains(receiver.value) {
                settings.report(.undefinedReceiver(receiver.value, at: receiver.place, defined: receivers))
            } else if !seen.insert(receiver.value).inserted {
                settings.report(.receiverRepeated(receiver.value, at: receiver.place))
            }
        }
        return written.map(\.value)
    }

    private func groupBy() -> Route.GroupBy? {
        guard let labels = settings.optional("group_by", .list(of: .placed(.text))) else { return nil }
        if labels.contains(where: { $0.value == "..." }) { return .everything }
        var seen: Set<String> = []
        for label in labels where !seen.insert(label.value).inserted {
            settings.report(.groupByTwice(label.value, at: label.place))
        }
        return .labels(labels.map(\.value))
    }

    private func timers(below parent: RouteTimers) -> RouteTimers {
        var timers = parent
        if let wait = clockTime("group_wait") { timers.groupWait = wait }
        if let interval = clockTime("group_interval") { timers.groupInterval = interval }
        guard let written = settings.optional("repeat_interval", .duration),
            let place = settings.placeOfValue("repeat_interval")
        else { return timers }
        (timers.repeatSeconds, timers.repeatBusinessDays) = (written.seconds, written.businessDays)
        if written.isZero { settings.report(.repeatMustLast(at: place)) }
        if written.businessDays == 0, !written.isZero, written.seconds < timers.groupInterval {
            let interval = WrittenDuration(writing: timers.groupInterval)
            settings.report(
                .repeatTooShort(at: place, repeatInterval: written.description, groupInterval: interval.description))
        }
        return timers
    }

    private func clockTime(_ key: String) -> Int64? {
        guard let written = settings.optional(key, .duration) else { return nil }
        if written.businessDays > 0, let place = settings.placeOfValue(key) {
            settings.report(.noBusinessDays(in: key, at: place))
        }
        return written.seconds
    }

    private func warnOfUnreachable(_ routes: [Route], in sections: [Settings]) {
        let takesAll = zip(routes, sections).map { route, section in !route.goesOn && !section.has("matchers") }
        guard let taker = takesAll.firstIndex(of: true) else { return }
        for section in sections[(taker + 1)...] {
            settings.report(.neverReached(at: section.place, after: sections[taker].place.line))
        }
    }
}

/// A value and where it is written.
private struct Placed<Value: Sendable>: Sendable {
    let value: Value
    let place: Place
}

extension Setting {
    fileprivate static func placed<Inner>(_ kind: Setting<Inner>) -> Setting<Placed<Inner>> {
        Setting<Placed<Inner>>(kind.expectation) { node, reading in
            kind.read(node, reading).map { Placed(value: $0, place: node.place) }
        }
    }
}

extension Setting where Value == LabelMatcher {
    /// One matcher, as text.
    package static var labelMatcher: Setting {
        let read: @Sendable (Node, Reading) -> LabelMatcher? = { node, reading in
            guard let written = node.written, case .text = node.content else {
                return reading.refuse(node, becauseItMustBe: "a matcher such as severity=\"critical\"")
            }
            do throws(PatternMistake) {
                return try LabelMatcher(reading: written)
            } catch {
                return reading.refuse(
                    node, becauseItMustBe: "a matcher such as severity=\"critical\"", help: error.message)
            }
        }
        return Setting("a matcher such as severity=\"critical\"", read: read)
    }
}
