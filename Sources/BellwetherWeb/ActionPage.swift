import Hummingbird
import Templates

/// What a link of a message leads to: what it is about, and a button where something is left to do.
package struct ActionPage: Sendable, Hashable {
    package let title: String
    package let text: String
    package let button: String?
    package let isFound: Bool

    package init(title: String, text: String, button: String?, isFound: Bool) {
        self.title = title
        self.text = text
        self.button = button
        self.isFound = isFound
    }

    var response: Response {
        Response(
            status: isFound ? .ok : .notFound,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: Self.policy,
            ], body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    /// Nothing is fetched, nothing runs, nobody frames it, and its one form comes back here.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    var html: String {
        HTMLHead(title, .unlisted, .style(Self.css)).html
            + Self.body.render(["title": .text(title), "text": .text(text), "button": .text(button ?? "")])
    }

    private static let css = """
        body { font: 17px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
        h1 { font-size: 1.4rem; line-height: 1.3; }
        button { font: inherit; padding: 0.6rem 1.2rem; border: 0; border-radius: 0.4rem; background: #1d5fc4; color: #fff; }
        button:focus-visible { outline: 3px solid #e0a800; outline-offset: 2px; }
        """

    private static let body = Template(
        """
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        {{#button}}<form method="post"><button type="submit">{{.}}</button></form>{{/button}}
        </main>
        </body>
        </html>

        """)
}

extension ActionPage {
    static let none = ActionPage(
        title: "There are no links here", text: "Links in messages are switched off.", button: nil, isFound: false)
}
