/// Why something that somebody had quieted is told again, so that it comes as no surprise.
package struct Waking: Sendable, Hashable, Codable {
    let kind: Silence.Kind
    let author: String
    /// Until when it was to be quiet; without one until it got worse.
    let until: Moment?
    /// How bad it was when it was quieted; nothing where only its time is up.
    let baseline: Silence.Baseline?

    init(from silence: Silence, gotWorseThan baseline: Silence.Baseline?) {
        kind = silence.kind
        author = silence.author
        until = silence.until
        self.baseline = baseline
    }
}

extension Waking {
    /// `You snoozed this until 12 Dec; it got worse: 48, was 61`
    func words(on alert: Alert, to reader: Set<String>, in zone: Zone) -> String {
        let who = reader.contains(author.lowercased()) ? "You" : Inert.name(author).capitalised
        let end = until.map { " until \(Self.end($0, in: zone))" } ?? ""
        let worse = baseline.map { "; \(Self.worse($0, than: alert))" } ?? ""
        return "\(who) \(kind.pastTense) this\(end)\(worse)"
    }

    /// A day ends what ends with its beginning.
    private static func end(_ moment: Moment, in zone: Zone) -> String {
        let day = zone.day(of: moment)
        return zone.start(of: day) == moment ? Wording.shortDay(day) : Wording.local(moment, in: zone)
    }

    /// Where it reached another level, that is why it is told; what moved the score in between is something else.
    private static func worse(_ before: Silence.Baseline, than alert: Alert) -> String {
        let story = alert.story
        let hasRisen = alert.level > before.level && story.step == nil
        let severity = alert.labels["severity"].flatMap { hasRisen ? "it became \(Inert.name($0))" : nil }
        let plain = severity ?? "it got worse"
        guard severity == nil || story.topic == .health, let score = before.score, let now = story.score else {
            return plain
        }
        let (then, rounded) = (Wording.rounded(score), Wording.rounded(now))
        guard now < score, then != rounded else { return plain }
        return "\(plain): \(story.topic == .health ? "" : "health ")\(rounded), was \(then)"
    }
}

extension Silence.Kind {
    fileprivate var pastTense: String {
        switch self {
        case .silence: "silenced"
        case .snooze: "snoozed"
        case .acknowledgement: "acknowledged"
        }
    }
}
