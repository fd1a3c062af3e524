import Hummingbird
import Templates

/// What a link of a message leads to: what it is about, and a button where something is left to do, or one for each task.
package struct ActionPage: Sendable, Hashable {
    package struct Task: Sendable, Hashable {
        let number: Int64
        let subject, details, notes: String

        package init(number: Int64, subject: String, details: String, notes: String) {
            self.number = number
            self.subject = subject
            self.details = details
            self.notes = notes
        }
    }

    /// What stands beside the button that was pressed; nothing where it is the only one.
    package struct Form: Sendable, Hashable, Decodable {
        package let task: Int64?
        package let note: String?
    }

    package let title: String
    package let text: String
    package let button: String?
    package let isFound: Bool
    /// Whether whoever asks may.
    let isAllowed: Bool
    package let tasks: [Task]

    package init(
        title: String, text: String, button: String?, isFound: Bool, isAllowed: Bool = true, tasks: [Task] = []
    ) {
        self.title = title
        self.text = text
        self.button = button
        self.isFound = isFound
        self.isAllowed = isAllowed
        self.tasks = tasks
    }

    var response: Response {
        Response(
            status: !isAllowed ? .forbidden : isFound ? .ok : .notFound, headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    var headers: HTTPFields { [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy] }

    /// Nothing is fetched, nothing runs, nobody frames it, and its one form comes back here.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    var html: String {
        HTMLHead(title, .unlisted, .style(Self.css)).html
            + Self.body.render([
                "title": .text(title), "text": .text(text), "button": .text(button ?? ""),
                "tasks": .list(
                    tasks.map { task in
                        [
                            "number": .text("\(task.number)"), "subject": .text(task.subject),
                            "details": .text(task.details), "notes": .text(task.notes),
                        ]
                    }),
            ])
    }

    private static let css = """
        body { font: 17px/1.5 system-ui, sans-serif; max-width: 34rem; margin: min(15vh, 6rem) auto 3rem; padding: 0 1.5rem;
          overflow-wrap: anywhere; }
        h1 { font-size: 1.4rem; line-height: 1.3; }
        button { font: inherit; padding: 0.6rem 1.2rem; border: 0; border-radius: 0.4rem; background: #1d5fc4; color: #fff; }
        h2 { font-size: 1.1rem; margin: 2rem 0 0; }
        h2 + p { margin: 0 0 0.5rem; }
        label { display: block; margin-bottom: 0.5rem; }
        input { font: inherit; display: block; box-sizing: border-box; width: 100%; padding: 0.4rem 0.6rem; }
        button:focus-visible { outline: 3px solid #e0a800; outline-offset: 2px; }
        @media print { body { margin: 0; font-size: 13px; } form { display: none; } section { break-inside: avoid; } }
        """

    private static let body = Template(
        """
        <body>
        <main>
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        {{#button}}<form method="post"><button type="submit">{{.}}</button></form>{{/button}}
        {{#tasks}}<section>
        <h2>{{subject}}</h2>
        <p>{{details}}</p>
        {{#notes}}<p>{{.}}</p>{{/notes}}
        <form method="post"><input type="hidden" name="task" value="{{number}}">
        <label>What came of it, if there is something to say
        <input name="note" maxlength="2000" autocomplete="off"></label>
        <button type="submit" aria-label="Done: {{subject}}">Done</button></form>
        </section>
        {{/tasks}}
        </main>
        </body>
        </html>

        """)
}

extension ActionPage.Form {
    /// A form that says nothing we know is pressed all the same, and what is far longer than any is none.
    ///
    /// - Throws: `HTTPError` where it is no form, and an error of its own where it is too long.
    init(of request: Request) async throws {
        if let type = request.headers[.contentType]?.lowercased() {
            guard type.hasPrefix("application/x-www-form-urlencoded") else { throw HTTPError(.unsupportedMediaType) }
        }
        let sent = try await request.body.collect(upTo: Self.longest)
        do {
            self = try URLEncodedFormDecoder().decode(Self.self, from: String(buffer: sent))
        } catch {
            self.init(task: nil, note: nil)
        }
    }

    /// A note of 2,000 characters, each of which may take four bytes of three digits.
    private static let longest = 32_768
}

extension ActionPage {
    static let none = ActionPage(
        title: "There are no links here", text: "Links in messages are switched off.", button: nil, isFound: false)

    static let foreign = ActionPage(
        title: "This was not pressed here",
        text: "The press came from a page of another site, and nothing was done. Open the link in the message, and "
            + "press the button there.", button: nil, isFound: false, isAllowed: false)
}
