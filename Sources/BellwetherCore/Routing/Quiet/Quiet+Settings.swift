import Diagnostics
package import Documents

extension Quiet {
    /// `rehearsal`, `time_intervals`, `inhibit_rules` and `daily_budget`, at the top of the file.
    package static func read(
        from settings: Settings, receivers: [String], zone: (String) -> Zone?
    ) -> Quiet {
        var quiet = Quiet(
            muteTimes: MuteTime.read(from: settings.sections("time_intervals"), zone: zone),
            inhibitions: settings.sections("inhibit_rules").map(Inhibition.read),
            dailyBudget: settings.optional("daily_budget", .integer(in: 1...1_000), default: standardBudget))
        if let section = settings.section("onboarding") { quiet.onboarding = Onboarding.read(from: section) }
        if let section = settings.section("rehearsal"), let name = section.required("receiver", .name) {
            quiet.rehearsal = name
            if !receivers.contains(name), let place = section.placeOfValue("receiver") {
                section.report(.undefinedReceiver(name, at: place, defined: receivers))
            }
        }
        return quiet
    }

    /// How many messages a person gets in a day where nothing else is said.
    package static let standardBudget = 8
}

extension Inhibition {
    fileprivate static func read(from settings: Settings) -> Inhibition {
        let sources = settings.required("source_matchers", .list(of: .labelMatcher)) ?? []
        let targets = settings.required("target_matchers", .list(of: .labelMatcher)) ?? []
        let equal = settings.optional("equal", .list(of: .text), default: ["account"])
        for (key, matchers) in [("source_matchers", sources), ("target_matchers", targets)] where matchers.isEmpty {
            if let place = settings.placeOfValue(key) { settings.report(.inhibitsEverything(key, at: place)) }
        }
        return Inhibition(sources: sources, targets: targets, equal: equal)
    }
}

extension Onboarding {
    fileprivate static func read(from settings: Settings) -> Onboarding {
        let days = settings.optional("days", .integer(in: 0...1_000), default: standard.days)
        let targets = settings.optional("target_matchers", .list(of: .labelMatcher))
        if targets?.isEmpty == true, let place = settings.placeOfValue("target_matchers") {
            settings.report(.inhibitsEverything("target_matchers", at: place))
        }
        return Onboarding(days: days, targets: targets)
    }
}

extension DigestPlan {
    /// `digest: { at: "08:30", days: mon-fri, only: false, team: billing, timezone: Europe/Dublin }` of a receiver.
    package static func read(from settings: Settings, zone findZone: (String) -> Zone?) -> DigestPlan {
        DigestPlan(
            at: settings.optional("at", .timeOfDay) ?? ofLeftovers.at,
            days: settings.optional("days", .weekdays, default: workdays),
            isOnly: settings.optional("only", .flag, default: false),
            team: settings.optional("team", .nonEmptyText), zone: settings.zone("timezone", findZone))
    }
}

extension Diagnostic {
    static func inhibitsEverything(_ key: String, at place: Place) -> Diagnostic {
        error("'\(key)' must name at least one matcher; without one it would be every alert", at: place)
    }
}
