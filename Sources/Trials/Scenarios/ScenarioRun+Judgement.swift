import BellwetherCore
package import Diagnostics

extension ScenarioRun {
    /// What did not come as the scenario says.
    package struct Failure: Sendable, Hashable {
        package let place: Place
        package let words: String
    }

    package var failures: [Failure] {
        (scenario.steps.flatMap(failures) + unannounced).sorted { ($0.place, $0.words) < ($1.place, $1.words) }
    }

    // MARK: States

    private func failures(of step: Scenario.Step) -> [Failure] {
        states(of: step) + messages(of: step)
    }

    private func states(of step: Scenario.Step) -> [Failure] {
        step.states.compactMap { expected in
            let found = evenings[step.day]?.states[expected.rule]?[expected.account] ?? []
            let isMet = expected.state == .quiet ? found.isEmpty : found.contains(expected.state)
            guard !isMet else { return nil }
            let is_ = found.isEmpty ? "quiet" : found.map(\.rawValue).sorted().joined(separator: " and ")
            return Failure(
                place: expected.place,
                words:
                    "expected \(expected.rule) to be \(expected.state.rawValue) for \(expected.account) at the end of "
                    + "\(step.day), but it is \(is_)")
        }
    }

    // MARK: Messages

    private func messages(of step: Scenario.Step) -> [Failure] {
        let (missing, _) = matched(on: step.day)
        let sent = told(on: step.day)
        return missing.filter { wanted in step.told.contains { $0.place == wanted.place } }.map { wanted in
            Failure(place: wanted.place, words: wanted.words(on: step.day, given: sent))
        }
    }

    /// Messages that the story does not speak of.
    private var unannounced: [Failure] {
        guard scenario.isExact else { return [] }
        let days = Set(told.map { zone.day(of: $0.createdAt) }).sorted()
        return days.flatMap { day -> [Failure] in
            let place = scenario.steps.last { $0.day <= day }?.place ?? scenario.place
            // One that differs from what is expected has been shown already.
            let (missing, extra) = matched(on: day)
            return extra.dropFirst(missing.count).map { notification in
                Failure(
                    place: place,
                    words: "on \(day) this was told, and is not expected:\n\(notification.summary(in: zone).indented)")
            }
        }
    }

    private var zone: Zone { policy.zone }

    private func told(on day: Day) -> [Notification] { told.filter { zone.day(of: $0.createdAt) == day } }

    private func matched(on day: Day) -> (missing: [Scenario.ExpectedMessage], extra: [Notification]) {
        var rest = told(on: day)
        var missing: [Scenario.ExpectedMessage] = []
        for wanted in scenario.steps.filter({ $0.day == day }).flatMap(\.told) {
            if let index = rest.firstIndex(where: { wanted.differences(from: $0).isEmpty }) {
                rest.remove(at: index)
            } else {
                missing.append(wanted)
            }
        }
        return (missing, rest)
    }
}

extension Scenario.ExpectedMessage {
    /// Why a notification is not the one that is meant.
    func differences(from notification: Notification) -> [String] {
        var found: [String] = []
        if let receiver, receiver != notification.receiver { found.append("it went by \(notification.receiver)") }
        if let recipient, recipient != notification.recipient { found.append("it went to \(notification.recipient)") }
        let events = Dictionary(grouping: notification.events, by: \.kind)
        let isReminder = notification.purpose == .reminder
        found += differences("opens", opens, events[.opened] ?? [])
        found += differences("worsens", worsens, events[.worsened] ?? [])
        found += differences("closes", closes, events[.closed] ?? [])
        found += differences("reminds of", reminds, isReminder ? notification.unchanged : [])
        if let reason, let event = events[.closed]?.first(where: { $0.closingReason != reason }) {
            found.append("\(event.rule) closed because \(event.closingReason?.rawValue ?? "of nothing")")
        }
        let text = Message(notification).plainText
        if let says, says.trimmed != text.trimmed { found.append("it says otherwise") }
        found += contains.filter { !text.contains($0) }.map { "it does not say \(Printable.quoted($0))" }
        found += lacks.filter(text.contains).map { "it says \(Printable.quoted($0))" }
        return found
    }

    /// Nothing is asked of the events where the message is only asked for its words.
    private func differences(_ verb: String, _ wanted: [Scenario.Mention], _ events: [Event]) -> [String] {
        let isAskedForEvents = !(opens + worsens + closes + reminds).isEmpty
        guard isAskedForEvents else { return [] }
        let missing = wanted.filter { mention in !events.contains(where: mention.covers) }
        let extra = events.filter { event in !wanted.contains { $0.covers(event) } }
        return missing.map { "it \(verb) no \($0.words)" } + extra.map { "it \(verb) \($0.rule)/\($0.subject.account)" }
    }

    fileprivate func words(on day: Day, given sent: [Notification]) -> String {
        guard let close = sent.min(by: { differences(from: $0).count < differences(from: $1).count }) else {
            return "expected a message \(description) on \(day), but nobody was told anything that day"
        }
        let why = differences(from: close).joined(separator: ", ")
        return "expected a message \(description) on \(day), but \(why):\n"
            + Message(close).plainText.trimmed.indented
    }

    private var description: String {
        let parts = [
            receiver.map { "by \($0)" }, recipient.map { "to \($0)" }, listed("that opens", opens),
            listed("that worsens", worsens), listed("that closes", closes), listed("that reminds of", reminds),
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    private func listed(_ verb: String, _ mentions: [Scenario.Mention]) -> String? {
        mentions.isEmpty ? nil : "\(verb) \(mentions.map(\.words).joined(separator: " and "))"
    }
}

extension Scenario.Mention {
    fileprivate var words: String { account.map { "\(rule)/\($0)" } ?? rule }
}

extension Notification {
    fileprivate func summary(in zone: Zone) -> String {
        let second = zone.secondOfDay(at: createdAt)
        let time = [second / 3600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "by \(receiver) to \(recipient) at \(time)\n" + Message(self).plainText.trimmed
    }
}

extension String {
    fileprivate var trimmed: String {
        let blanks: Set<Character> = [" ", "\n", "\r\n", "\t"]
        return String(drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
    }

    fileprivate var indented: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
            .joined(separator: "\n")
    }
}
