import Templates

/// One bar, a part for each band, as wide as the band has accounts; the table under it says the same in words.
struct BandBar {
    struct Part {
        let label, colour: String
        let accounts: Int
    }

    private static let width = 1000.0, height = 46.0
    /// What its words begin with: `Accounts by band`.
    let caption: String
    let parts: [Part]

    var html: String {
        """
        <svg class="bands" viewBox="0 0 \(Self.width.short) \(Self.height.short)" preserveAspectRatio="none" \
        role="img" \
        aria-label="\(words.escapedForHTML)"><title>\(words.escapedForHTML)</title>\
        <desc>The table below says the same in numbers.</desc>\(drawn)</svg>

        """
    }

    /// Whoever cannot see it hears this.
    var words: String { "\(caption): " + parts.map { "\($0.label) \($0.accounts.formatted)" }.joined(separator: ", ") }

    private var drawn: String {
        let total = Double(max(1, parts.reduce(0) { $0 + $1.accounts }))
        var x = 0.0
        return parts.filter { $0.accounts > 0 }.map { part in
            let width = Double(part.accounts) / total * Self.width
            defer { x += width }
            return part.html(from: x, width: width)
        }.joined()
    }
}

extension BandBar.Part {
    fileprivate func html(from x: Double, width: Double) -> String {
        let words = "\(label): \(accounts.formatted)".escapedForHTML
        // What does not fit would be cut off; whoever points at the part, and the table, have it all.
        let fitting = ["\(label): \(accounts.formatted)", accounts.formatted].first {
            Double($0.count) * 9.5 + 14 < width
        }
        let text =
            fitting.map {
                "<text x=\"\((x + width / 2).short)\" y=\"29\" text-anchor=\"middle\">\($0.escapedForHTML)</text>"
            } ?? ""
        return """
            <g class="part \(Mark.colour(colour))"><title>\(words)</title>\
            <rect x="\(x.short)" y="0" width="\(max(0, width - 3).short)" height="46" rx="4"/>\(text)</g>
            """
    }
}
