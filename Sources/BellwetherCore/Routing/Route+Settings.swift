import Diagnostics
package import Documents

extension Route {
    /// Reads the first route and all below it; says everything that is wrong, and gives nothing where it cannot be used.
    package static func read(from settings: Settings, receivers: [String], muteTimes: [String] = []) -> Route? {
        if settings.has("matchers"), let place = settings.placeOfKey("matchers") {
            settings.report(.rootMustMatchAll(at: place))
            _ = settings.node("matchers")
        }
        var reader = RouteReader(settings: settings, receivers: receivers, muteTimes: muteTimes)
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
    let muteTimes: [String]

    mutating func route(below parent: Route?) -> Route {
        let route = Route(
            matchers: parent == nil ? [] : settings.optional("matchers", .list(of: .labelMatcher), default: []),
            receivers: routeReceivers() ?? parent?.receivers ?? [],
            goesOn: parent == nil ? false : settings.optional("continue", .flag, default: false),
            groupBy: groupBy() ?? parent?.groupBy ?? .labels([]),
            timers: timers(below: parent?.timers ?? .standard), quiet: quiet(below: parent?.quiet ?? RouteQuiet()))
        let sections = settings.sections("routes")
        let routes = sections.map { section in
            var reader = RouteReader(settings: section, receivers: receivers, muteTimes: muteTimes)
            return reader.route(below: route)
        }
        warnOfUnreachable(routes, in: sections)
        return Route(
            matchers: route.matchers, receivers: route.receivers, goesOn: route.goesOn, groupBy: route.groupBy,
            timers: route.timers, quiet: route.quiet, routes: routes)
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
        guard let written = settings.optional("repeat_interval", .durations),
            let place = settings.placeOfValue("repeat_interval")
        else { return timers }
        timers.repeats = written.map { RouteTimers.Repeat(seconds: $0.seconds, businessDays: $0.businessDays) }
        if written.contains(where: \.isZero) { settings.report(.repeatMustLast(at: place)) }
        if let short = written.first(where: { isTooShort($0, for: timers) }) {
            let interval = WrittenDuration(writing: timers.groupInterval)
            settings.report(
                .repeatTooShort(at: place, repeatInterval: short.description, groupInterval: interval.description))
        }
        return timers
    }

    private func isTooShort(_ written: WrittenDuration, for timers: RouteTimers) -> Bool {
        written.businessDays == 0 && !written.isZero && written.seconds < timers.groupInterval
    }

    private func quiet(below parent: RouteQuiet) -> RouteQuiet {
        RouteQuiet(
            muted: muteTimes("mute_time_intervals") ?? parent.muted,
            active: muteTimes("active_time_intervals") ?? parent.active,
            escalation: settings.has("escalate") ? escalation() : parent.escalation)
    }

    private func muteTimes(_ key: String) -> [String]? {
        guard let written = settings.optional(key, .list(of: .placed(.name))) else { return nil }
        for name in written where !muteTimes.contains(name.value) {
            settings.report(.undefinedMuteTime(name.value, at: name.place, defined: muteTimes))
        }
        return written.map(\.value)
    }

    private func escalation() -> [EscalationStep] {
        settings.sections("escalate").compactMap { section in
            let after = section.required("after", .duration)
            let to = section.required("to", .placed(.name))
            guard let after, let to else { return nil }
            if to.value != EscalationStep.backup, !receivers.contains(to.value) {
                section.report(.undefinedReceiver(to.value, at: to.place, defined: receivers))
            }
            return EscalationStep(
                seconds: after.seconds, businessDays: after.businessDays,
                to: to.value == EscalationStep.backup ? .backup : .receiver(to.value))
        }
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

extension EscalationStep {
    /// What stands for whoever stands in for the owner.
    fileprivate static let backup = "backup"
}

extension Setting where Value == [WrittenDuration] {
    /// One duration, or several that follow each other.
    fileprivate static var durations: Setting {
        let expectation = "a duration such as 7d, or a list such as [1d, 3d, 7d]"
        return Setting(expectation) { node, reading in
            guard case .sequence(let items) = node.content, !items.isEmpty else {
                return Setting<WrittenDuration>.duration.read(node, reading).map { [$0] }
            }
            return Setting.list(of: .duration).read(node, reading)
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
