import BellwetherCore
package import Documents

/// How a source writes what it means: declared, never guessed.
package struct ReadingStyle: Sendable {
    /// Tried in order.
    package var dates: [DateFormat]
    /// Dates whose format hangs on another column, such as the customer's country.
    package var datesBy: DatesBy?
    /// Tried in order.
    package var numbers: [NumberStyle]
    /// Amounts may be in parentheses, which means negative, and may carry a currency's symbol.
    package var isAccounting: Bool
    /// Texts that stand for nothing, compared without regard to case.
    package var absent: Set<String>

    package struct DatesBy: Sendable {
        package let column: String
        package let formats: [String: DateFormat]
        package let otherwise: DateFormat?
    }

    package init(
        dates: [DateFormat] = [.iso], datesBy: DatesBy? = nil, numbers: [NumberStyle] = [.plain],
        isAccounting: Bool = false, absent: Set<String> = []
    ) {
        self.dates = dates
        self.datesBy = datesBy
        self.numbers = numbers
        self.isAccounting = isAccounting
        self.absent = absent
    }
}

extension ReadingStyle {
    package init(_ settings: Settings) {
        let dates = settings.optional("dates", .list(of: .dateFormat), default: [.iso])
        let datesBy = settings.section("dates_by").flatMap(DatesBy.init)
        let decimal = settings.optional("decimal", Setting<String>.choice([".", ","]), default: ".")
        let thousands = settings.optional("thousands", Setting<String>.choice(["", ".", ",", " ", "'", "\u{A0}"]))
        if let thousands, thousands == decimal {
            settings.report(.sameSeparators(at: settings.placeOfValue("thousands") ?? settings.place))
        }
        let declared = NumberStyle(grouping: [], decimal: Array(decimal.utf8))
        var styles = [declared]
        if let thousands, !thousands.isEmpty {
            styles.append(NumberStyle(grouping: Array(thousands.utf8), decimal: Array(decimal.utf8)))
        }
        let numbers = settings.optional("numbers", .list(of: .numberStyle), default: styles)
        let accounting = settings.optional("accounting", .flag, default: false)
        let absent = settings.optional("absent", .list(of: .anyText), default: [])
        self.init(
            dates: dates, datesBy: datesBy, numbers: numbers, isAccounting: accounting,
            absent: Set(absent.map { $0.lowercased() }))
    }
}

extension ReadingStyle.DatesBy {
    init?(_ settings: Settings) {
        guard let column = settings.required("column", .nonEmptyText) else { return nil }
        let formats = settings.optional("formats", .map(of: .dateFormat), default: [])
        self.init(
            column: column, formats: Dictionary(formats.map { ($0.name, $0.value) }) { first, _ in first },
            otherwise: settings.optional("otherwise", .dateFormat))
    }
}

extension Setting where Value == DateFormat {
    static var dateFormat: Setting {
        Setting<String>.nonEmptyText.converted(
            to: "a date format such as %d.%m.%Y, iso, epoch or epoch_ms", DateFormat.init)
    }
}

extension Setting where Value == NumberStyle {
    static var numberStyle: Setting {
        Setting<String>.anyText.converted(to: "an example such as 1234.56, \"1,234.56\" or \"1.234,56\"") {
            NumberStyle(example: $0)
        }
    }
}
