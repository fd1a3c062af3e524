/// What stands above the body of every document that leaves us, be it a page, a mail or a report: the same for all, and
/// what one needs beside that.
package struct HTMLHead: Sendable {
    package enum Line: Sendable {
        /// For what only the holder of a link should find, and nobody hear of.
        case unlisted
        /// Mail programs ask for dark colours by another name than browsers.
        case darkInMail
        /// None is asked for, so that none is missed.
        case withoutIcon
        case stylesheet(path: String)
        /// Already CSS.
        case style(String)
    }

    private let title: String
    private let lines: [Line]

    package init(_ title: String, _ lines: Line...) {
        self.title = title
        self.lines = lines
    }

    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title.escapedForHTML)</title>
        \(lines.map(\.html).joined(separator: "\n"))
        </head>

        """
    }
}

extension HTMLHead.Line {
    fileprivate var html: String {
        switch self {
        case .unlisted:
            "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">"
        case .darkInMail: "<meta name=\"supported-color-schemes\" content=\"light dark\">"
        case .withoutIcon: "<link rel=\"icon\" href=\"data:,\">"
        case .stylesheet(let path): "<link rel=\"stylesheet\" href=\"\(path.escapedForHTML)\">"
        case .style(let css): "<style>\n\(css)\n</style>"
        }
    }
}
