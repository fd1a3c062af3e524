/// One field of a kind of fact: what a source may map a column to, how it is read, and how it is stored.
package struct FactField: Sendable, Hashable {
    package enum Form: Sendable, Hashable {
        case text
        case day
        case moment
        /// Whole minor units of the row's `currency`, or with the row's `decimals` where it has none. A source may give
        /// `total` in decimals or `total_minor`.
        case money
        /// Ten-thousandths of a minor unit of the row's `currency` (MRR and other rates of money).
        case rate
        case count
        case number
        case flag
        case choice([String])
    }

    package let name: String
    package let form: Form
    package let isRequired: Bool
    /// Says what has happened: a value in the future is a mistake in the data.
    package let isPast: Bool
    /// Of a text, the words that metrics know; others are the source's own.
    let words: Set<String>
    package let help: String

    package init(
        _ name: String, _ form: Form, required: Bool = false, past: Bool = false, words: Set<String> = [],
        _ help: String
    ) {
        self.name = name
        self.form = form
        isRequired = required
        isPast = past
        self.words = words
        self.help = help
    }

    /// Words that are known, in whatever way they are written: `Canceled`, `PAST DUE` and `past-due` are `canceled` and
    /// `past_due`. Any other text stays as it is.
    package func word(for text: String) -> String {
        guard !words.isEmpty || isChoice, !knows(text) else { return text }
        let plain = text.lowercased().replacing(" ", with: "_").replacing("-", with: "_")
        return knows(plain) ? plain : text
    }

    private var isChoice: Bool {
        if case .choice = form { true } else { false }
    }

    private func knows(_ word: String) -> Bool {
        if case .choice(let choices) = form { choices.contains(word) } else { words.contains(word) }
    }
}

/// A kind of fact: its fields, in the order in which rows hold their values and tables their columns.
///
/// Sources map columns to these fields, the store makes its tables from them, `describe` lists them: nothing else
/// knows them. There is one of each, so that which it is can be told without reading its name.
package final class FactKind: Sendable {
    package let name: String
    package let help: String
    package let fields: [FactField]
    /// The fields that name a row where the source has no id for it; empty where a source must map `id`.
    package let naturalKey: [String]
    /// The day or moment field that says when it happened: the newest one makes a source's freshness, and first
    /// loads take it as the time of knowledge.
    package let dated: String?
    /// Where that field is empty: those by which it had happened at the latest, the first that is told. They say
    /// nothing of freshness, since they may lie ahead.
    package let datedAtLatest: [String]
    /// Holds until it says otherwise: one that no field dates has held ever since, as metrics have it.
    package let isStanding: Bool
    /// Usage and seat days: one narrow row a day, overwritten in place, without versions.
    package let isDaily: Bool

    init(
        _ name: String, _ help: String, key naturalKey: [String] = [], dated: String?,
        atLatest datedAtLatest: [String] = [], isStanding: Bool = false, isDaily: Bool = false, _ fields: [FactField]
    ) {
        self.name = name
        self.help = help
        self.fields = fields
        self.naturalKey = naturalKey
        self.dated = dated
        self.datedAtLatest = datedAtLatest
        self.isStanding = isStanding
        self.isDaily = isDaily
    }

    /// `credit notes`, `1 invoice` without its number: a kind's name as people say it of so many.
    package static func spoken(_ name: String, _ count: Int) -> String {
        let words = name.replacing("_", with: " ")
        let isUncounted = ["sentiment", "advocacy"].contains(name)
        guard count != 1, !isUncounted else { return words }
        return words + (words.hasSuffix("ch") ? "es" : "s")
    }

    package func index(of field: String) -> Int? { fields.firstIndex { $0.name == field } }

    /// Whether its rows belong to an account (all but exchange rates do; a cost may stand alone).
    package var belongsToAccount: Bool { self != .fxRate && self != .alias }
}

extension FactKind {
    package static let all: [FactKind] = [
        .account, .alias, .contact, .subscription, .order, .contract, .renewal, .invoice, .payment, .creditNote,
        .usageDay, .userDay, .seatDay, .ticket, .surveyResponse, .surveyInvitation, .touch, .sentiment, .advocacy,
        .customMeasure, .cost, .fxRate,
    ]

    package static func named(_ name: String) -> FactKind? { all.first { $0.name == name } }
}

extension FactKind: Hashable {
    package static func == (left: FactKind, right: FactKind) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
