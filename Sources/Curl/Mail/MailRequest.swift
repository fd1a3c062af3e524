/// One mail to one server.
package struct MailRequest: Sendable, Hashable {
    package var server: MailServer
    /// The name this machine gives itself.
    package var heloName: Host?
    package var login: MailLogin?
    /// Who hears when it cannot be delivered.
    package var from: Mailbox
    /// If the server refuses one of them, nobody gets it: send to each alone where that matters.
    package var recipients: [Mailbox]
    package var message: MailMessage

    package init(
        to server: MailServer, as heloName: Host? = nil, login: MailLogin? = nil, from: Mailbox,
        recipients: [Mailbox], _ message: MailMessage
    ) {
        self.server = server
        self.heloName = heloName
        self.login = login
        self.from = from
        self.recipients = recipients
        self.message = message
    }
}

extension MailRequest: Discreet {
    package var description: String { "mail to \(recipients.count) recipients through \(server.host):\(server.port)" }
}

package struct MailServer: Sendable, Hashable {
    package enum Encryption: String, Sendable, Hashable, CaseIterable {
        /// Begins in clear text and must then agree on TLS before anything is said.
        case starttls
        /// TLS from the first byte.
        case implicit
        case none
    }

    package var host: Host
    package var port: UInt16
    package var encryption: Encryption

    package init(_ host: Host, port: UInt16, _ encryption: Encryption) {
        self.host = host
        self.port = port
        self.encryption = encryption
    }
}

package struct MailLogin: Sendable, Hashable, Discreet {
    package var user: String
    package var password: Secret

    package init(user: String, password: Secret) {
        self.user = user
        self.password = password
    }

    package var description: String { "\(user) (\(password))" }
}
