import BellwetherCore
import Curl
import Pictures

/// The pictures of one mail: how the score went of each account that is told in full, where that is known.
struct MailPictures {
    /// By place of the card.
    let byCard: [Int: MailPicture]

    static let none = MailPictures(byCard: [:])

    var all: [MailPicture] { byCard.sorted { $0.key < $1.key }.map(\.value) }

    private init(byCard: [Int: MailPicture]) { self.byCard = byCard }

    /// What cannot be drawn is left out: the mail says it in words too.
    init(of cards: [Message.Card], in message: MessageID) {
        byCard = cards.enumerated().reduce(into: [:]) { pictures, card in
            guard let png = card.element.trend?.picture.png else { return }
            pictures[card.offset] = MailPicture("trend", number: card.offset + 1, in: message, png: png)
        }
    }
}

extension Trend {
    fileprivate var picture: CoursePicture {
        let ends = bands.dropFirst().map(\.from) + [100]
        return CoursePicture(
            values: scores,
            stripes: zip(bands, ends).map { .init(from: $0.from, to: $1, colour: Colour(band: $0.colour)) })
    }
}

extension Colour {
    /// Pale, as on the pages: the line over it is what counts.
    fileprivate init(band name: String) {
        switch name {
        case "red": self.init(250, 218, 214)
        case "yellow": self.init(255, 239, 194)
        case "green": self.init(214, 240, 222)
        case "orange": self.init(255, 226, 200)
        case "blue": self.init(220, 231, 251)
        default: self.init(230, 233, 238)
        }
    }
}
