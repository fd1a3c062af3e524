/// A notification in words, before any receiver gives it its own form: every text in it is inert, but not escaped.
///
/// It speaks of accounts, each of them once, whatever fires for it. One to three are told in full, more as a list of at
/// most ten by money × urgency; what changed comes first, then what ended, then how many are unchanged.
package struct Message: Sendable, Hashable {
    package static let mostInFull = 3
    package static let mostLines = 10

    /// In a rehearsal, whom it would go to: it stands above everything.
    package let heading: String
    /// What it comes to, in one line.
    package let headline: String
    package let isTest: Bool
    /// What the recipient is called.
    package let greets: String?
    /// For what has no alert in it: what Bellwether says of itself; lines of listings are set in.
    package let words: [String]
    package let cards: [Card]
    package let lines: [Line]
    package let closings: [Closing]
    /// The parts of a digest.
    package let sections: [Section]
    /// What follows the lists: how much more there is, and what has not changed.
    package let moreLines: String
    package let moreClosings: String
    package let unchanged: String
    package let notes: [String]

    /// One account in full.
    package struct Card: Sendable, Hashable {
        package let sign: Sign
        /// Its most important alert.
        package let title: String
        package let reason: String
        /// The other ones, in a few words each.
        package let others: String
        package let stakes: String
        /// What to do: in a sentence, or how many tasks there are.
        package let play: String
        /// The tasks one by one, where it is about this account alone.
        package let tasks: [String]
        /// The key of the owner, and what they are called.
        package let owner: String?
        package let ownerName: String?
        package let links: [Story.Link]
        package let trend: Trend?
    }

    /// One account among many.
    package struct Line: Sendable, Hashable {
        package let sign: Sign
        package let title: String
        /// Of a score, what moved it most: it is never told without its reason.
        package let why: String
        package let others: String
        package let stake: String
        /// The date that matters.
        package let when: String
        /// In a reminder, for how long it has been open.
        package let age: String
        package let ownerName: String?
        package let link: Story.Link?
        /// In a digest, where its tasks are ticked off.
        package let taskLink: Story.Link?
    }

    /// One part of a digest.
    package struct Section: Sendable, Hashable {
        package let title: String
        package let lines: [Line]
        /// What needs no more than a sentence each.
        package let words: [Remark]
        package let more: String
    }

    /// A sentence, and where it leads.
    package struct Remark: Sendable, Hashable {
        package let text: String
        package let links: [Story.Link]

        package init(_ text: String, links: [Story.Link] = []) {
            self.text = text
            self.links = links
        }
    }

    package struct Closing: Sendable, Hashable {
        package let text: String
    }

    /// What stands before a title: never a colour alone, since the title says it too.
    package enum Sign: String, Sendable, Hashable {
        case red = "🔴"
        case yellow = "🟡"
        case deadline = "⏳"
        case none = ""
    }

    /// Whether the headline is the title of the one account it is about, so that nothing has to be said twice.
    package var isAboutOne: Bool { sections.isEmpty && cards.count + closings.count + lines.count == 1 }
}
