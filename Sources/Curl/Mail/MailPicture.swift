/// A picture inside a mail: its HTML shows it as `cid:` and the id.
package struct MailPicture: Sendable, Hashable {
    /// Unlike that of any other part of any mail.
    package let id: String
    /// What it is called where somebody saves it.
    package let name: String
    package let png: [UInt8]

    /// Of the message's own id: `trend1.acme.3@bell.example.com`.
    package init(_ name: String, number: Int, in message: MessageID, png: [UInt8]) {
        id = "\(name)\(number).\(message.bare)"
        self.name = "\(name)\(number).png"
        self.png = png
    }
}
