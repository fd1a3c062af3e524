/// Which routes and receivers a set of labels reaches, for `explain` and for trying out an edited tree.
package struct RouteExplanation: Sendable, Hashable {
    package struct Reach: Sendable, Hashable {
        package let receiver: String
        package let recipients: [Recipient]
    }

    package struct Step: Sendable, Hashable {
        package let path: String
        package let reaches: [Reach]
        package let groupLabels: [String: String]
        package let timers: RouteTimers
    }

    package let steps: [Step]
}

extension Routing {
    package func explanation(for labels: [String: String]) -> RouteExplanation {
        RouteExplanation(
            steps: root.matches(for: labels).map { match in
                let named = match.route.receivers.compactMap { receivers[$0] }
                return RouteExplanation.Step(
                    path: match.path,
                    reaches: named.map {
                        RouteExplanation.Reach(
                            receiver: $0.name, recipients: $0.recipients(of: labels["owner"], among: people))
                    },
                    groupLabels: match.route.groupLabels(of: labels, alwaysByOwner: named.contains(where: \.isOwners)),
                    timers: match.route.timers)
            })
    }
}

extension RouteExplanation: CustomStringConvertible {
    ///     the route for severity="critical"
    ///       cs-chat → all
    ///       owner-mail → kim@example.com
    ///       grouped by {alert="health-below-band",owner="kim"}; after 10m, then every 30m, reminders every 3bd
    package var description: String {
        steps.map { step in
            let reaches = step.reaches.map { "  \($0)" }
            let group = "  grouped by \(LabelText.braced(step.groupLabels)); \(step.timers)"
            return ([Route.words(ofPath: step.path)] + reaches + [group]).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension RouteExplanation.Reach: CustomStringConvertible {
    package var description: String {
        guard !recipients.isEmpty else {
            return "\(receiver) → nobody; the owner has no address, and there is no fallback"
        }
        let names = recipients.map { recipient in
            Wording.join([recipient.address, recipient.note.map { "(\($0))" } ?? ""], by: " ")
        }
        return "\(receiver) → \(names.joined(separator: ", "))"
    }
}
