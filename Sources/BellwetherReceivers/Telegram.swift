import BellwetherCore
import Curl
import Diagnostics
import Documents

extension ReceiverKind {
    static let telegram = ReceiverKind(
        "telegram", "Sends to a Telegram chat, group or channel that a bot is a member of.",
        example: """
            - name: cs-telegram
              telegram: { token: { credential: telegram_token }, chat: -1001234567890 }
            """
    ) { entry in
        let settings = entry.settings
        let token = settings.required("token", .secret)
        let chat = settings.required("chat", .telegramChat)
        let thread = settings.optional("thread", .integer(atLeast: 1))
        let api = settings.optional("api", .nonEmptyText, default: "https://api.telegram.org")
        let caFile = settings.optional("ca_file", .file(in: entry.folder))
        let allowed = settings.optional("allow_addresses", .list(of: .addressRange), default: [])
        do throws(Flaw) {
            let endpoint = try Endpoint(api)
            if endpoint.scheme == .http, allowed.isEmpty, let place = settings.placeOfValue("api") {
                settings.report(.needsAllowedAddresses("'http:'", at: place))
            }
        } catch {
            settings.report(.badAddress("\(error)", at: settings.placeOfValue("api") ?? settings.place))
        }
        guard let token, let chat else { return nil }
        return Telegram(
            profile: entry.profile("telegram"), token: token, chat: chat, thread: thread, api: api,
            allowedAddresses: allowed, caFile: caFile)
    }
}

/// A bot's `sendMessage`. The text is HTML of the few tags that Telegram knows; what comes from data is escaped, and its
/// `@` and `://` are broken, since names and addresses come to life there whatever the markup.
struct Telegram: Receiver {
    enum Chat: Sendable, Hashable {
        case number(Int64)
        case name(String)
    }

    let profile: ReceiverProfile
    let token: SecretReference
    let chat: Chat
    let thread: Int?
    let api: String
    let allowedAddresses: [AddressRange]
    let caFile: String?

    var way: any Sendable & Hashable {
        Way(
            token: token, chat: chat, thread: thread,
            api: Destination(url: .text(api), allowedAddresses: allowedAddresses, caFile: caFile))
    }

    private struct Way: Sendable, Hashable {
        let token: SecretReference
        let chat: Chat
        let thread: Int?
        let api: Destination
    }

    func outgoing(
        for notification: Notification, at now: Moment, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing {
        try outgoing(body(Message(notification), to: chat), secrets)
    }

    private func outgoing(_ body: JSON, _ secrets: FindSecret) throws(Unsendable) -> Outgoing {
        let token = try token.revealed(by: secrets)
        guard Self.isToken(token) else { throw .badToken(credential: self.token.credential) }
        let url = TextOrSecret.text("\(api)/bot\(token)/sendMessage")
        return .transfer(
            try Destination(url: url, allowedAddresses: allowedAddresses, caFile: caFile)
                .post(body.bytes, secrets: secrets))
    }

    /// A group that has become a supergroup has another number, and says which. What is no HTML to Telegram goes as plain
    /// text: an ugly message is better than none.
    func secondTry(
        after response: Response, for notification: Notification, secrets: FindSecret
    ) throws(Unsendable) -> Outgoing? {
        guard response.status == 400, let answer = TelegramAnswer(response.body) else { return nil }
        if let number = answer.movedTo {
            return try outgoing(body(Message(notification), to: .number(number)), secrets)
        }
        guard answer.cannotReadHTML else { return nil }
        return try outgoing(body(Message(notification), to: chat, isPlain: true), secrets)
    }

    func refusal(of notification: Notification) -> String? {
        let length = TelegramText.length(ofHTML: TelegramText.html(Message(notification)))
        return (1...4_096).contains(length) ? nil : "Telegram takes 1 to 4,096 characters, and this has \(length)"
    }

    private func body(_ message: Message, to chat: Chat, isPlain: Bool = false) -> JSON {
        var members: [JSON.Member] = []
        switch chat {
        case .number(let number): members.append(JSON.Member(key: "chat_id", value: .integer(number)))
        case .name(let name): members.append(JSON.Member(key: "chat_id", value: .text(name)))
        }
        if let thread { members.append(JSON.Member(key: "message_thread_id", value: .integer(Int64(thread)))) }
        if !isPlain { members.append(JSON.Member(key: "parse_mode", value: "HTML")) }
        let text = isPlain ? TelegramText.plain(message) : TelegramText.html(message)
        return .object(
            members + [
                JSON.Member(key: "text", value: .text(text)),
                JSON.Member(key: "link_preview_options", value: ["is_disabled": true]),
            ])
    }

    /// `123456:ABC-DEF`: anything else would change the address it stands in.
    private static func isToken(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && parts[0].utf8.allSatisfy { (48...57).contains($0) }
            && parts[1].utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
            }
    }

    /// The body says how it went, as the status does; only a 200 with `ok` is success.
    func verdict(on response: Response, at now: Moment) -> Verdict {
        let answer = TelegramAnswer(response.body)
        let status = Reason("HTTP \(response.status)")
        let heard = answer?.description ?? ""
        switch response.status {
        case 200..<300:
            guard let answer else {
                let what = response.isPage ? "with a web page in place of 'ok'" : "without 'ok'"
                return .retry(after: nil, because: "HTTP \(response.status) \(what)")
            }
            return answer.isOK
                ? .delivered(reference: answer.messageID) : .rejected(because: status.quoting(heard))
        case 429:
            return .busy(
                after: RetryAfter.read(response, bodySeconds: answer?.retryAfter, at: now),
                because: status.quoting(heard))
        // Nothing gets through until somebody changes that.
        case 401, 403, 404:
            return Verdict.denied(because: status).advising(Self.advice(response.status, answer), quoting: heard)
        case 400..<500:
            return Verdict.rejected(because: status).advising(Self.advice(response.status, answer), quoting: heard)
        default: return Verdict(status: response, at: now)
        }
    }
}

extension Telegram {
    /// What whoever is told can do about it.
    fileprivate static func advice(_ status: Int, _ answer: TelegramAnswer?) -> String? {
        if let number = answer?.movedTo { return "the group has become a supergroup: put \(number) into `chat`" }
        switch status {
        case 401, 404:
            return "Telegram does not know the bot's token: ask @BotFather for the right one, and put it in the place "
                + "of the old; it counts from the next start on"
        case 403: return "the bot may not write to this chat: let it in again, with the right to post"
        default: break
        }
        let said = answer?.description?.lowercased() ?? ""
        let advices = [
            ("chat not found", "the bot does not know this chat: let it in, or put the right number into `chat`"),
            ("upgraded to a supergroup", "the group has become a supergroup: put its new number into `chat`"),
            ("thread not found", "its topic is gone: put another one into `thread`, or leave that out"),
            ("topic_closed", "its topic is closed: open it, or put another one into `thread`"),
            ("not enough rights", "the bot may not post there: give it the right to"),
            ("have no rights", "the bot may not post there: give it the right to"),
            ("too long", "Telegram takes no message as long as that: `bellwether outbox show` has it"),
        ]
        return advices.first { said.contains($0.0) }?.1
    }
}

extension Setting where Value == Telegram.Chat {
    /// A number, negative for groups, or the name of a public channel.
    fileprivate static var telegramChat: Setting {
        Setting<String>.anyText.converted(to: "the number of a chat such as -1001234567890, or @channel") { text in
            if let number = Int64(text) { return .number(number) }
            let isName = text.hasPrefix("@") && text.utf8.count > 4
            let rest = text.dropFirst().utf8
            return isName && rest.allSatisfy(isNameByte) ? .name(text) : nil
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
