/// A notification in words, before any receiver gives it its own form: every text in it is inert, but not escaped.
///
/// One to three accounts are told in full, more as a list of at most ten by money × urgency; what changed comes first,
/// then what ended, then how many are unchanged.
package struct Message: Sendable, Hashable {
    package static let mostInFull = 3
    package static let mostLines = 10

    /// What it comes to, in one line.
    package let headline: String
    package let isTest: Bool
    /// What the recipient is called.
    package let greets: String?
    /// For what has no alert in it: what Bellwether says of itself.
    package let words: [String]
    package let cards: [Card]
    package let lines: [Line]
    package let moreLines: Int
    package let closings: [Closing]
    package let moreClosings: Int
    package let unchanged: Int
    package let notes: [String]

    /// One alert in full.
    package struct Card: Sendable, Hashable {
        package let sign: Sign
        package let title: String
        package let reason: String
        package let stakes: String
        package let play: String
        /// The key of the owner, and what they are called.
        package let owner: String?
        package let ownerName: String?
        package let links: [Story.Link]
    }

    /// One alert among many.
    package struct Line: Sendable, Hashable {
        package let sign: Sign
        package let title: String
        package let stake: String
        package let time: String
        package let ownerName: String?
        package let link: Story.Link?
    }

    package struct Closing: Sendable, Hashable {
        package let text: String
    }

    /// What stands before a title: never a colour alone, since the title says it too.
    package enum Sign: String, Sendable, Hashable {
        case red = "🔴"
        case yellow = "🟡"
        case none = ""
    }

    /// Whether the headline tells the whole of a single account, so that nothing has to be said twice.
    package var isAboutOne: Bool { cards.count + closings.count + lines.count == 1 && unchanged == 0 }
}
