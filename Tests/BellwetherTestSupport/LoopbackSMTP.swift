import Foundation

/// What a client does in a mail session, as the server sees it.
package enum MailStep: Sendable, Hashable {
    case connected
    case hello(String)
    case startTLS
    case login(user: String, password: String)
    case from(String)
    case recipient(String)
    case data
    /// The message has arrived whole.
    case message
    case goodbye
}

/// What a loopback server does at a step.
package enum MailAnswer: Sendable, Hashable {
    case accept
    case reply(Int, String)
    case hang
    /// Closes without a word.
    case drop
}

/// A mail as it reached a loopback server.
package struct MailArrival: Sendable {
    package let number: Int
    package let hello: String
    package let user: String?
    package let isEncrypted: Bool
    package let from: String
    package let recipients: [String]
    /// Headers and body, the dots of the transport taken out.
    package let content: [UInt8]

    package var text: String { String(decoding: content, as: UTF8.self) }
}

/// A mail server for tests: it follows RFC 5321 except where its script says otherwise, and keeps what arrived.
package final class LoopbackSMTP: Sendable {
    package enum Offer: Sendable, Hashable {
        case starttls, authPlain, authLogin
    }

    private let listener: LoopbackListener
    private let stepsTaken = Arrivals<MailStep>()
    private let mailsArrived = Arrivals<MailArrival>()

    /// With a certificate alone, TLS from the first byte; with `.starttls` offered, from that command on.
    package init(
        offering offers: Set<Offer> = [], tls: Certificate? = nil,
        _ script: @escaping @Sendable (MailStep) -> MailAnswer = { _ in .accept }
    ) throws {
        listener = try LoopbackListener()
        listener.accept { [stepsTaken, mailsArrived] wire, _ in
            if let tls, !offers.contains(.starttls), !wire.encrypt(with: tls) { return }
            var session = SMTPSession(wire, offers: offers, certificate: tls) { step in
                script(stepsTaken.add { _ in step })
            } keep: { mail in
                _ = mailsArrived.add(mail)
            }
            session.run()
        }
    }

    deinit {
        stop()
    }

    package var port: UInt16 { listener.port }
    package var steps: [MailStep] { stepsTaken.all }
    package var mails: [MailArrival] { mailsArrived.all }

    /// Waits until so many mails have arrived whole, and gives the last of them.
    package func mail(number: Int) async throws(ServerStopped) -> MailArrival {
        guard let mail = await mailsArrived.element(number: number) else { throw ServerStopped() }
        return mail
    }

    /// Waits until so many steps were taken, over all sessions, and gives the last of them.
    package func step(number: Int) async throws(ServerStopped) -> MailStep {
        guard let step = await stepsTaken.element(number: number) else { throw ServerStopped() }
        return step
    }

    package func stop() {
        listener.stop()
        stepsTaken.end()
        mailsArrived.end()
    }
}
