import Foundation

/// One client's session, from the greeting to the goodbye.
struct SMTPSession {
    private let wire: Wire
    private let offers: Set<LoopbackSMTP.Offer>
    private let certificate: Certificate?
    private let answer: (MailStep) -> MailAnswer
    private let keep: ((_ number: Int) -> MailArrival) -> Void
    private var hello = ""
    private var user: String?
    private var from = ""
    private var recipients: [String] = []

    init(
        _ wire: Wire, offers: Set<LoopbackSMTP.Offer>, certificate: Certificate?,
        answer: @escaping (MailStep) -> MailAnswer, keep: @escaping ((_ number: Int) -> MailArrival) -> Void
    ) {
        self.wire = wire
        self.offers = offers
        self.certificate = certificate
        self.answer = answer
        self.keep = keep
    }

    mutating func run() {
        guard goOn(at: .connected, saying: "220 loopback") else { return }
        while let line = readLine(), obey(line) {}
        wire.sayGoodbye()
    }

    /// Whether the session goes on.
    private mutating func obey(_ line: String) -> Bool {
        let verb = line.prefix { $0 != " " && $0 != ":" }.uppercased()
        let rest = String(line.dropFirst(verb.count + 1))
        switch verb {
        case "EHLO", "HELO":
            hello = rest
            return goOn(
                at: .hello(rest), saying: (["250-loopback"] + capabilities + ["250 8BITMIME"]).joined(separator: "\r\n")
            )
        case "STARTTLS": return startTLS()
        case "AUTH": return logIn(rest.split(separator: " ").map(String.init))
        case "MAIL":
            (from, recipients) = (path(in: rest), [])
            return goOn(at: .from(from), saying: "250 2.1.0 sender ok")
        case "RCPT":
            recipients.append(path(in: rest))
            return goOn(at: .recipient(path(in: rest)), saying: "250 2.1.5 recipient ok")
        case "DATA": return goOn(at: .data, saying: "354 go ahead", then: takeMessage)
        case "QUIT": return goOn(at: .goodbye, saying: "221 2.0.0 bye") && false
        case "RSET", "NOOP": return wire.write("250 2.0.0 ok\r\n")
        default: return wire.write("502 5.5.2 unknown command\r\n")
        }
    }

    private var capabilities: [String] {
        let mechanisms = (offers.contains(.authPlain) ? " PLAIN" : "") + (offers.contains(.authLogin) ? " LOGIN" : "")
        return (offers.contains(.starttls) && !wire.isEncrypted ? ["250-STARTTLS"] : [])
            + (mechanisms.isEmpty ? [] : ["250-AUTH\(mechanisms)"])
    }

    private func goOn(at step: MailStep, saying reply: String, then next: () -> Bool = { true }) -> Bool {
        switch answer(step) {
        case .accept: return wire.write(reply + "\r\n") && next()
        case .reply(let code, let text): return wire.write("\(code) \(text)\r\n")
        case .hang:
            wire.hang()
            return false
        case .drop: return false
        }
    }

    private func startTLS() -> Bool {
        guard offers.contains(.starttls), let certificate else { return wire.write("502 5.5.1 not offered\r\n") }
        return goOn(at: .startTLS, saying: "220 2.0.0 go ahead") { wire.encrypt(with: certificate) }
    }

    private mutating func logIn(_ words: [String]) -> Bool {
        let credentials = words.first == "PLAIN" ? plain(words.dropFirst().first) : login(words.dropFirst().first)
        guard let credentials else { return wire.write("501 5.5.2 not base64\r\n") }
        user = credentials.user
        return goOn(
            at: .login(user: credentials.user, password: credentials.password), saying: "235 2.7.0 welcome")
    }

    /// RFC 4616: nothing, user and password, NUL between them.
    private func plain(_ initial: String?) -> (user: String, password: String)? {
        guard let text = decoded(initial ?? asked("")) else { return nil }
        let parts = text.utf8.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        return parts.count == 3 ? (parts[1], parts[2]) : nil
    }

    private func login(_ initial: String?) -> (user: String, password: String)? {
        guard let user = decoded(initial ?? asked("VXNlcm5hbWU6")), let password = decoded(asked("UGFzc3dvcmQ6"))
        else { return nil }
        return (user, password)
    }

    private func asked(_ challenge: String) -> String? {
        wire.write("334 \(challenge)\r\n") ? readLine() : nil
    }

    private func decoded(_ base64: String?) -> String? {
        base64.flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private func takeMessage() -> Bool {
        var content: [UInt8] = []
        while let line = wire.read(through: "\r\n") {
            guard !line.elementsEqual(".\r\n".utf8) else { return keepMessage(content) }
            content += line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...]
        }
        return false
    }

    private func keepMessage(_ content: [UInt8]) -> Bool {
        keep { number in
            MailArrival(
                number: number, hello: hello, user: user, isEncrypted: wire.isEncrypted, from: from,
                recipients: recipients, content: content)
        }
        return goOn(at: .message, saying: "250 2.0.0 queued as 1")
    }

    private func readLine() -> String? {
        wire.read(through: "\r\n").map { String(decoding: $0.dropLast(2), as: UTF8.self) }
    }

    private func path(in text: String) -> String {
        String(text.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }
}
