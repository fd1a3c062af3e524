import BellwetherCore
import Templates

/// A page of HTML: the same head and foot around each body. No script, nothing fetched from anywhere but the style.
struct Page {
    let title: String
    /// Already HTML.
    let body: String
    /// Nothing where it belongs to none.
    let section: Section?
    /// Of HTTP.
    let status: Int

    enum Section: String, CaseIterable {
        case overview = "Overview"
        case accounts = "Accounts"
        case alerts = "Alerts"
        case rules = "Rules"
        case sources = "Sources"
        case outbox = "Outbox"

        var path: String { self == .overview ? "/" : "/" + rawValue.lowercased() }
    }

    init(_ title: String, in section: Section?, status: Int = 200, _ body: String) {
        self.title = title
        self.status = status
        self.section = section
        self.body = body
    }

    /// `asOf` says when everything on it was so.
    func html(asOf: String, troubles: [String]) -> String {
        let links: [[String: TemplateValue]] = Section.allCases.map {
            ["path": .text($0.path), "name": .text($0.rawValue), "here": .flag($0 == section)]
        }
        let top = Self.top.render([
            "title": .text(title), "links": .list(links), "troubles": .list(troubles.map { ["text": .text($0)] }),
            "troubled": .flag(!troubles.isEmpty),
        ])
        let head = HTMLHead("\(title) · Bellwether", .stylesheet(path: "/style.css"), .withoutIcon).html
        return head + top + body + Self.foot.render(["asOf": .text(asOf)])
    }

    private static let top = Template(
        """
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <p class="brand">Bellwether</p>
        <nav aria-label="Pages"><ul>
        {{#links}}<li><a href="{{path}}"{{#here}} aria-current="page"{{/here}}>{{name}}</a></li>
        {{/links}}</ul></nav>
        </header>
        {{#troubled}}<section class="troubles" aria-label="Trouble"><ul>{{#troubles}}<li>{{text}}</li>{{/troubles}}</ul></section>
        {{/troubled}}<main id="main">
        <h1>{{title}}</h1>

        """)

    private static let foot = Template(
        """
        </main>
        <footer><p>As of {{asOf}}.</p></footer>
        </body>
        </html>

        """)
}

/// A coloured mark with its word: colour is never all there is.
enum Mark {
    static func html(_ colour: String, _ label: String) -> String {
        "<span class=\"mark \(self.colour(colour))\">\(label.escapedForHTML)</span>"
    }

    /// Those that the style sheet knows; others are grey.
    static func colour(_ name: String) -> String {
        ["red", "yellow", "green", "orange", "blue"].contains(name) ? name : "grey"
    }

    static func html(_ band: HealthBand) -> String { html(band.colour, band.label) }
}

extension String {
    /// As one part of a path: an account's id may hold anything.
    var asPathPart: String {
        let plain: Set<UInt8> = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in utf8 {
            if plain.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same backwards; `nil` for what is no such text.
    var fromPathPart: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let pair = rest.prefix(2)
            rest = rest.dropFirst(2)
            guard pair.count == 2, let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
