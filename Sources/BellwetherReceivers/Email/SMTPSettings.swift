import Curl
import Diagnostics
import Documents

/// The mail server that all mail goes through: `smtp:`.
struct SMTPSettings: Sendable, Hashable {
    let server: MailServer
    let user: String?
    let password: SecretReference?
    let from: Mailbox
    /// The sender's domain, which also names messages.
    let domain: Host
    let heloName: Host?
    let allowedAddresses: [AddressRange]
    let caFile: String?

    /// - Parameter folder: relative paths start from it.
    static func read(from settings: Settings, in folder: String) -> SMTPSettings? {
        let tls = settings.optional("tls", Setting<MailServer.Encryption>.choice, default: .starttls)
        let host = settings.required("host", .host)
        let port = settings.optional("port", .integer(in: 1...65_535), default: tls == .implicit ? 465 : 587)
        let from = settings.required("from", .mailbox)
        let user = settings.optional("user", .text)
        let password = settings.optional("password", .secret)
        let helo = settings.optional("helo", .host)
        let caFile = settings.optional("ca_file", .file(in: folder))
        let allowed = settings.optional("allow_addresses", .list(of: .addressRange), default: [])
        if settings.has("user") != settings.has("password") {
            settings.report(.bothUserAndPassword(at: settings.place))
        }
        if tls == .none, !settings.has("allow_addresses"), let place = settings.placeOfValue("tls") {
            settings.report(.needsAllowedAddresses("'tls: none'", at: place))
        }
        guard let host, let from, let domain = from.domain, let port = UInt16(exactly: port) else { return nil }
        return SMTPSettings(
            server: MailServer(host, port: port, tls), user: user, password: password, from: from, domain: domain,
            heloName: helo, allowedAddresses: allowed, caFile: caFile)
    }
}

extension Mailbox {
    var domain: Host? {
        guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        return Host.read(String(address[address.utf8.index(after: at)...]))
    }

    static func read(_ text: String) -> Mailbox? {
        do throws(Flaw) { return try Mailbox(text) } catch { return nil }
    }
}

extension Host {
    static func read(_ text: String) -> Host? {
        do throws(Flaw) { return try Host(text) } catch { return nil }
    }
}

extension Setting where Value == Host {
    static var host: Setting {
        Setting<String>.text.converted(to: "the name or address of a host") { Host.read($0) }
    }
}

extension Setting where Value == Mailbox {
    static var mailbox: Setting {
        let expectation = "a mail address such as name@example.com or Name <name@example.com>"
        return Setting<String>.text.converted(to: expectation) { Mailbox.read($0) }
    }
}
