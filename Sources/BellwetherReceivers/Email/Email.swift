import BellwetherCore
import Curl
import Documents

extension ReceiverKind {
    package static let email = ReceiverKind(
        "email", "Mails each recipient by themselves: the owner of the account, or fixed addresses.",
        example: """
            - name: owner-mail
              email: { to: owner, fallback: cs-leads@example.com }
            """
    ) { entry in
        let recipients = Email.recipients(entry.settings)
        guard let smtp = entry.mail.smtp else {
            if !entry.mail.isWritten { entry.settings.report(.needsSMTP(at: entry.settings.place)) }
            return nil
        }
        return recipients.map { Email(profile: entry.profile("email", $0), smtp: smtp) }
    }
}

/// One mail per recipient, so that one bad address stops nobody else's.
struct Email: Receiver {
    let profile: ReceiverProfile
    let smtp: SMTPSettings

    var way: any Sendable & Hashable { smtp }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        let recipient = try mailbox(notification)
        let mail = MailRequest(
            to: smtp.server, as: smtp.heloName, login: try login(secrets), from: smtp.from, recipients: [recipient],
            message(for: notification, to: recipient))
        return .transfer(Request(.mail(mail), allowedAddresses: smtp.allowedAddresses, caFile: smtp.caFile))
    }

    func refusal(of notification: Notification) -> String? {
        notification.subject.allSatisfy(\.isWhitespace) ? "a mail without a subject is taken for spam" : nil
    }

    /// 250 is taken; what a server refuses comes as an error of the transfer.
    func verdict(on response: Response, at now: Moment) -> Verdict {
        switch response.status {
        case 200..<300: .delivered(reference: nil)
        case 400..<500: .retry(after: .seconds(60), because: "the mail server answered \(response.status)")
        default: .rejected(because: "the mail server answered \(response.status)")
        }
    }

    private func login(_ secrets: FindSecret) throws(Unsendable) -> MailLogin? {
        guard let user = smtp.user, let password = smtp.password else { return nil }
        return MailLogin(user: user, password: Secret(try password.revealed(by: secrets)))
    }

    private func mailbox(_ notification: Notification) throws(Unsendable) -> Mailbox {
        do throws(Flaw) {
            return try Mailbox(name: notification.recipientName, address: notification.recipient)
        } catch {
            throw .badAddress(error)
        }
    }
}

// MARK: The message

extension Email {
    /// Nothing in it depends on when it is sent: a retry is the very same mail, by the same Message-ID.
    private func message(for notification: Notification, to recipient: Mailbox) -> MailMessage {
        let message = Message(notification)
        let first = notification.threadOf.map { self.id(of: $0) }
        let rehearsed = notification.wouldGoTo == nil ? "" : "[rehearsal] "
        let subject = rehearsed + notification.subject
        let id = id(of: notification.id)
        let pictures = MailPictures(of: message.cards, in: id)
        return MailMessage(
            from: smtp.from, to: [recipient], subject: first == nil ? subject : "Re: \(subject)",
            date: MailDate(secondsSince1970: notification.createdAt.seconds),
            id: id, inReplyTo: first, references: first.map { [$0] } ?? [], headers: listID, text: text(message),
            html: MailPage.html(message, showing: pictures), pictures: pictures.all)
    }

    /// By the id of a notification, which for the first of a thread may have gone to another address.
    private func id(of notification: String) -> MessageID {
        let end = notification.lastIndex(of: "/") ?? notification.endIndex
        return MessageID(
            "\(Digest.name(of: String(notification[..<end]))).\(notification[end...].dropFirst())", at: smtp.domain)
    }

    private func text(_ message: Message) -> String {
        [message.greets.map { "Hello \($0),\n\n" } ?? "", message.plainText, "\n-- \nBellwether\n"].joined()
    }

    /// Lets a mail program sort by it (RFC 2919); an address in brackets is no name for a list.
    private var listID: [HeaderField] {
        let domain = smtp.domain.description
        guard domain.contains("."), !domain.contains(":") else { return [] }
        return [HeaderField("List-Id", "Bellwether <bellwether.\(domain)>")]
    }
}

// MARK: Settings

extension Email {
    /// `to: owner`, an address, or a list of them.
    static func recipients(_ settings: Settings) -> ReceiverProfile.Recipients? {
        guard let to = settings.required("to", .textList) else {
            _ = settings.node("fallback")
            return nil
        }
        guard to == ["owner"] else {
            if settings.has("fallback"), let place = settings.placeOfKey("fallback") {
                _ = settings.node("fallback")
                settings.report(.fallbackWithoutOwner(at: place))
            }
            return addresses(to, "to", in: settings).map(ReceiverProfile.Recipients.addresses)
        }
        let fallback = settings.optional("fallback", .textList, default: [])
        return addresses(fallback, "fallback", in: settings).map(ReceiverProfile.Recipients.owner)
    }

    private static func addresses(_ written: [String], _ key: String, in settings: Settings) -> [String]? {
        var addresses: [String] = []
        for text in written {
            do throws(Flaw) {
                addresses.append(try Mailbox(text).address)
            } catch {
                settings.report(.badAddress("\(error)", at: settings.placeOfValue(key) ?? settings.place))
            }
        }
        return addresses.count == written.count ? addresses : nil
    }
}
