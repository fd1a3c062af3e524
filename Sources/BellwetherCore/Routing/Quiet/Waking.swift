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
    func words(on story: Story, to reader: Set<String>, in zone: Zone) -> String {
        let who = reader.contains(author.lowercased()) ? "You" : Inert.name(author).capitalised
        let end = until.map { " until \(Self.end($0, in: zone))" } ?? ""
        let worse = baseline.map { "; \(Self.worse($0.score, than: story))" } ?? ""
        return "\(who) \(kind.pastTense) this\(end)\(worse)"
    }

    /// A day ends what ends with its beginning.
    private static func end(_ moment: Moment, in zone: Zone) -> String {
        let day = zone.day(of: moment)
        return zone.start(of: day) == moment ? Wording.shortDay(day) : Wording.local(moment, in: zone)
    }

    private static func worse(_ before: Double?, than story: Story) -> String {
        guard let before, let now = story.score else { return "it got worse" }
        let (then, score) = (Wording.rounded(before), Wording.rounded(now))
        guard now < before, then != score else { return "it got worse" }
        return "it got worse: \(story.topic == .health ? "" : "health ")\(score), was \(then)"
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
