/// What a mail says: its headers in words, and its body as text and as HTML.
package struct MailMessage: Sendable, Hashable {
    package var from: Mailbox
    package var to: [Mailbox]
    package var subject: String
    package var date: MailDate
    package var id: MessageID
    package var inReplyTo: MessageID?
    /// The thread so far, oldest first.
    package var references: [MessageID]
    /// Further headers, such as `List-Id`.
    package var headers: [HeaderField]
    package var text: String
    package var html: String
    /// What the HTML shows.
    package var pictures: [MailPicture]

    package init(
        from: Mailbox, to: [Mailbox], subject: String, date: MailDate, id: MessageID,
        inReplyTo: MessageID? = nil, references: [MessageID] = [], headers: [HeaderField] = [],
        text: String, html: String, pictures: [MailPicture] = []
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.inReplyTo = inReplyTo
        self.references = references
        self.headers = headers
        self.text = text
        self.html = html
        self.pictures = pictures
    }

    /// The header lines, encoded and folded; libcurl adds those of MIME.
    ///
    /// Every mail says that a machine wrote it (RFC 3834), lest a holiday notice answers it.
    func headerLines() throws(Flaw) -> [String] {
        var fields = [
            ("From", Self.addresses([from])),
            ("To", Self.addresses(to)),
            ("Subject", HeaderText.unstructured(subject)),
            ("Date", date.description),
            ("Message-ID", id.description),
        ]
        if let inReplyTo { fields.append(("In-Reply-To", inReplyTo.description)) }
        if !references.isEmpty { fields.append(("References", references.map(\.description).joined(separator: " "))) }
        fields.append(("Auto-Submitted", "auto-generated"))
        fields.append(("X-Auto-Response-Suppress", "All"))
        for header in headers {
            guard header.name.isToken else { throw .headerName(header.name) }
            fields.append((header.name, HeaderText.unstructured(header.value)))
        }
        return fields.map(HeaderText.folded)
    }

    private static func addresses(_ mailboxes: [Mailbox]) -> String {
        mailboxes.map { mailbox in
            mailbox.name.map { "\(HeaderText.phrase($0)) \(mailbox.path)" } ?? mailbox.address
        }.joined(separator: ", ")
    }
}
