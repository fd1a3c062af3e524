package import BellwetherCore
package import BellwetherStore

/// What sources brought since the evaluator last looked: changes to take over, or the word to read all accounts again.
package actor Inbox {
    package enum News: Sendable {
        case nothing
        case changes([Facts.Change])
        case reload
    }

    /// More than this is slower to take over one by one than to read again.
    private static let mostChanges = 20_000

    private var waiting: News = .nothing
    private var heardFrom: Set<String> = []
    /// How often facts have moved between accounts, as far as was heard.
    private var moves = 0

    package init() {}

    /// - Parameter moves: as of when it was worked out; after another move, it may be about the wrong account.
    package func take(_ change: LoadOutcome.Change, moves: Int = 0) {
        defer { self.moves = max(self.moves, moves) }
        switch (waiting, moves < self.moves ? .reload : change) {
        case (.reload, _), (_, .reload): waiting = .reload
        case (.nothing, .facts(let changes)): if !changes.isEmpty { waiting = .changes(changes) }
        case (.changes(let before), .facts(let changes)):
            waiting = before.count + changes.count > Self.mostChanges ? .reload : .changes(before + changes)
        }
    }

    /// A source has answered, well or badly, since this process began.
    package func heard(from source: String) { heardFrom.insert(source) }

    package func hasHeard(fromAll sources: [String]) -> Bool { heardFrom.isSuperset(of: sources) }

    /// Of these, who has not answered yet.
    package func unheard(among sources: [String]) -> [String] { sources.filter { !heardFrom.contains($0) } }

    /// What waits, and who has been heard of by then. Asked for apart, a source could hand over its facts and be heard
    /// in between, and a first start would make up a past without them.
    package func takeAll() -> (news: News, heardFrom: Set<String>) {
        defer { waiting = .nothing }
        return (waiting, heardFrom)
    }
}
