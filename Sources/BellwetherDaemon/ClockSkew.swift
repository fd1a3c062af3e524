import BellwetherCore
import BellwetherReceivers
import BellwetherStore
import Curl
import Foundation

/// Compares this machine's clock with what receivers call the time: signatures and certificates hang on it.
actor ClockSkew {
    private let store: Store
    /// Receivers with which the clock does not agree, as the operator knows; nothing until it was looked up.
    private var known: Set<String>?

    static let tolerated = Duration.seconds(60)

    init(store: Store) {
        self.store = store
    }

    /// What to tell the operator: that it does not agree, once, however many say so; and that it agrees again.
    func words(on answer: Response, of receiver: String, at now: Moment) async -> [String]? {
        // What was kept on the way says what time it was then.
        guard answer.header("Age") == nil, let date = answer.header("Date").flatMap(HTTPDate.parse) else { return nil }
        let astray = now - date
        let isAstray = abs(astray.components.seconds) > Self.tolerated.components.seconds
        do throws(StoreError) {
            var told = try await told()
            guard told.contains(receiver) != isAstray else { return nil }
            let wasSilent = told.isEmpty
            if isAstray { told.insert(receiver) } else { told.remove(receiver) }
            known = told
            try await store.note(Note.skew, Note.text(told.sorted()))
            if isAstray { return wasSilent ? Self.words(on: astray, from: receiver) : nil }
            return told.isEmpty ? ["The clock of this machine agrees with that of receiver \(receiver) again."] : nil
        } catch { return nil }
    }

    private func told() async throws(StoreError) -> Set<String> {
        if let known { return known }
        return Note.names(try await store.note(Note.skew))
    }

    private static func words(on astray: Duration, from receiver: String) -> [String] {
        let (span, side) = (ClockWatch.span(astray), astray > .zero ? "ahead of" : "behind")
        return [
            "The clock of this machine is \(span) \(side) that of receiver \(receiver)",
            "One of them is wrong. If it is this one, receivers refuse what Bellwether signs, and what it says of days and "
                + "hours is off by as much.",
            "Look at the time service of this machine.",
        ]
    }
}
