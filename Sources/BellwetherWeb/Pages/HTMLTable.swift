import Templates

/// Tables as every page draws them: a caption, a head of columns, and cells that are HTML already.
///
/// On a narrow screen a table with words in it becomes a stack: each row a block, each cell a line with its column's name
/// before it. What is a block is no table any more to whoever listens to it, unless its parts say so: hence the roles.
struct HTMLTable {
    struct Column {
        let name: String
        let isNumber: Bool

        static func text(_ name: String) -> Column { Column(name: name, isNumber: false) }
        static func number(_ name: String) -> Column { Column(name: name, isNumber: true) }
    }

    let caption: String
    let columns: [Column]
    let rows: [[String]]
    /// What to say in place of an empty table.
    let otherwise: String

    var html: String {
        guard !rows.isEmpty else { return "<p class=\"none\">\(otherwise.escapedForHTML)</p>\n" }
        let head = columns.map { "<th scope=\"col\"\(role("columnheader"))\(side($0))>\($0.name.escapedForHTML)</th>" }
        let body = rows.map { row in
            let cells = zip(columns, row).enumerated().map { index, cell in
                let opening = index == 0 ? "th scope=\"row\"\(role("rowheader"))" : "td\(role("cell"))"
                return "<\(opening)\(label(cell.0))\(side(cell.0))>\(value(cell.1))</\(index == 0 ? "th" : "td")>"
            }
            return "<tr\(role("row"))>\(cells.joined())</tr>"
        }
        return """
            <div class="scroll" role="region" aria-label="\(caption.escapedForHTML)" tabindex="0">\
            <table\(kind)\(role("table"))>
            <caption><span>\(caption.escapedForHTML)</span></caption>
            <thead\(role("rowgroup"))><tr\(role("row"))>\(head.joined())</tr></thead>
            <tbody\(role("rowgroup"))>
            \(body.joined(separator: "\n"))
            </tbody></table></div>

            """
    }

    private var kind: String {
        let names = (isStacked ? ["stacked"] : []) + (isWide ? ["wide"] : [])
        return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }

    /// So many columns stand closer together, in smaller letters, where there is no room.
    private var isWide: Bool { columns.count > 8 }

    /// Numbers alone are compared down their columns: such a table stays one, and is pushed sideways. Of so many that are
    /// never seen beside each other there nothing is compared.
    private var isStacked: Bool { isWide || columns.count > 2 && columns.dropFirst().contains { !$0.isNumber } }

    private func role(_ name: String) -> String { isStacked ? " role=\"\(name)\"" : "" }
    private func label(_ column: Column) -> String {
        isStacked ? " data-label=\"\(column.name.escapedForHTML)\"" : ""
    }
    private func side(_ column: Column) -> String { column.isNumber ? " class=\"number\"" : "" }

    /// In one piece, so that it stands beside its column's name as a whole.
    private func value(_ cell: String) -> String {
        isStacked && !cell.isEmpty ? "<div>\(cell.withLongWordsBroken)</div>" : cell.withLongWordsBroken
    }
}

extension String {
    /// HTML in which words of everyday length stay whole, and longer ones may break: where they have a sign, and else
    /// after so many letters.
    var withLongWordsBroken: String {
        var result = ""
        var word: [Substring] = []
        var rest = self[...]
        func broken() -> String {
            guard word.count > Self.longestWholeWord else { return word.joined() }
            var (text, run) = ("", 0)
            for (place, letter) in word.enumerated() {
                text += letter
                run += 1
                let isSign = "/@_".contains(letter)
                if place + 1 < word.count, isSign || run == Self.longestWholeWord {
                    text += "<wbr>"
                    run = 0
                }
            }
            return text
        }
        while let first = rest.first {
            let end: Index
            switch first {
            case "<": end = rest.firstIndex(of: ">").map { rest.index(after: $0) } ?? rest.endIndex
            case "&": end = rest.firstIndex(of: ";").map { rest.index(after: $0) } ?? rest.endIndex
            default: end = rest.index(after: rest.startIndex)
            }
            let piece = rest[..<end]
            rest = rest[end...]
            if first == "<" || first.isWhitespace || first == "-" {
                result += broken() + piece
                word = []
            } else {
                word.append(piece)
            }
        }
        return result + broken()
    }

    private static let longestWholeWord = 24
}
