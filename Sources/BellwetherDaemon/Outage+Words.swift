import BellwetherCore
import BellwetherStore

/// What became of messages that were turned over to others.
struct Turned {
    var letters: [BellwetherCore.Notification] = []
    var takers: Set<String> = []
    /// Who had the same from somebody else's place.
    var known: Set<String> = []
    /// Who was told the same by their own route, or is about to be.
    var told: Set<String> = []
    var beingTold: Set<String> = []
    var isOver = false

    /// - Parameter what: `It`, or `They`.
    func words(of what: String) -> String {
        let all = [
            Self.said(takers) { "\(what) went to \($0) instead." },
            Self.said(known) { "\($0) has the same already." },
            Self.said(told) { "\($0) was told the same by its own route." },
            Self.said(beingTold) { "The same is on its way to \($0) by its own route." },
        ].compactMap { $0 }
        if !all.isEmpty { return all.joined(separator: " ") }
        return isOver
            ? "What there was to tell is over, so nobody else is told." : "There is nobody else to turn to."
    }

    private static func said(_ names: Set<String>, _ words: (String) -> String) -> String? {
        names.isEmpty ? nil : words(names.sorted().joined(separator: ", "))
    }
}

extension Outage {
    /// For the operator: what happened, what waits, who has it instead, and what to do.
    func words(
        of taker: Taker, _ waiting: [BellwetherCore.Notification], _ turned: Turned, in zone: Zone
    ) -> [String] {
        let name = Self.name(of: taker)
        return [
            "\(name.capitalisingFirst) has taken nothing since \(Wording.local(since, in: zone)): \(reason)".asSentence,
            waitingWords(waiting, of: taker, in: zone), turned.words(of: waiting.count == 1 ? "It" : "They"),
            taker.reader == nil
                ? "It is tried again, in the end every 15 minutes, until it takes what waits and is still true. "
                    + "`bellwether outbox list` shows that; `bellwether notify test \(taker.receiver)` tries it at once."
                : "Others hear of theirs all the same. It is tried again until it takes what waits and is still true; "
                    + "`bellwether outbox list` shows that. Ask its reader, or whoever keeps the mailbox.",
        ].compactMap { $0 }
    }

    static func wordsOnEnd(of taker: Taker) -> [String] {
        [
            "\(name(of: taker).capitalisingFirst) takes messages again.",
            "What waited for it and is still true goes there now.",
        ]
    }

    private static func name(of taker: Taker) -> String {
        taker.reader.map { "mailbox \($0) of receiver \(taker.receiver)" } ?? "receiver \(taker.receiver)"
    }

    /// Of a mailbox whoever is told need not know what is in it.
    private func waitingWords(_ waiting: [BellwetherCore.Notification], of taker: Taker, in zone: Zone) -> String? {
        guard let oldest = waiting.map(\.createdAt).min() else { return nil }
        let count = "\(Wording.count(waiting.count, "message")) \(waiting.count == 1 ? "waits" : "wait") for it"
        let since = "\(count) since \(Wording.local(oldest, in: zone))"
        guard taker.reader == nil else { return since.asSentence }
        let shown = waiting.prefix(3).map { Message($0).headline }
        let more = waiting.count - shown.count
        let what = (shown + (more > 0 ? ["\(more) more"] : [])).joined(separator: "; ")
        return "\(since): \(what)".asSentence
    }
}

extension String {
    fileprivate var capitalisingFirst: String { prefix(1).uppercased() + dropFirst() }
}
