import BellwetherTestSupport
import Foundation

/// One installation on the world: its files, its state, its readers, and what they were told.
final class Readers {
    private let world: World
    let folder: URL
    let http: LoopbackHTTP
    let smtp: LoopbackSMTP
    let port: OpenPort
    private(set) var told: [Told] = []
    private(set) var metrics = ""
    private var mailsSeen = 0
    private var postsSeen = 0

    /// A message, when it came, and to whom.
    struct Told {
        let at: Instant
        let to: String
        /// The same where it was sent again because the first answer was lost.
        let id: String
        /// As it went over the wire.
        let raw: String
        /// As it is read.
        var title = "", text = ""

        var isMail: Bool { to.contains("@") }
    }

    /// - Parameter first: whose files and state these are a copy of; its daemon must have ended.
    init(_ name: String, of world: World, asLeftBy first: Readers? = nil) throws {
        self.world = world
        folder = world.folder.appending(path: name)
        if let first {
            let socket = first.folder.appending(path: "state/api.sock")
            if FileManager.default.fileExists(atPath: socket.path) { try FileManager.default.removeItem(at: socket) }
            try FileManager.default.copyItem(at: first.folder, to: folder)
        }
        told = first?.told ?? []
        http = try LoopbackHTTP { _ in .status(200, body: "ok") }
        smtp = try LoopbackSMTP()
        port = try OpenPort()
        if first == nil {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "credentials"), withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "rules"), withIntermediateDirectories: true)
            for name in Self.rules {
                try FileManager.default.copyItem(
                    at: Program.checkout.appending(path: "rules/\(name).yaml"),
                    to: folder.appending(path: "rules/\(name).yaml"))
            }
        }
        for (name, secret) in [
            ("database_url", world.postgres.url), ("stripe_key", LoopbackStripe.key),
            ("hubspot_key", LoopbackHubSpot.key),
            ("zendesk_token", LoopbackZendesk.token), ("slack_url", "\(http.url)/services/T0/B0/x9y8z7"),
        ] {
            try Data(secret.utf8).write(to: folder.appending(path: "credentials/\(name)"))
        }
        let rehearsal = first == nil ? Self.rehearsal : ""
        try Data((configuration(world) + rehearsal).utf8).write(to: folder.appending(path: "bellwether.yaml"))
    }

    /// Of those that are shipped.
    private static let rules = ["billing", "engagement", "health", "renewals"]

    static let rehearsal = "rehearsal: { receiver: stage }\n"

    func close() {
        http.stop()
        smtp.stop()
    }

    var path: String { folder.appending(path: "bellwether.yaml").path }

    func edit(_ name: String, replacing old: String, with new: String) throws {
        let file = folder.appending(path: name)
        let before = try String(contentsOf: file, encoding: .utf8)
        guard before.contains(old) else { throw WaitedInVain(what: "\(name) has '\(old)'", last: before) }
        try Data(before.replacing(old, with: new).utf8).write(to: file, options: .atomic)
    }

    /// A comment at the end of a file.
    func note(_ words: String, in name: String) throws {
        let file = folder.appending(path: name)
        try Data((try String(contentsOf: file, encoding: .utf8) + "# \(words)\n").utf8).write(
            to: file, options: .atomic)
    }

    func ask(_ verb: String...) async throws -> Ended {
        let credentials = folder.appending(path: "credentials").path
        let takesCredentials = ["check", "sources"].contains(verb[0])
        return try await world.run(
            verb + ["--config", path] + (takesCredentials ? ["--credentials", credentials] : []))
    }

    /// Notes what came since it was last asked, with the moment at which the clock stands.
    func note(at moment: Instant) {
        for mail in smtp.mails.dropFirst(mailsSeen) {
            told += mail.recipients.map { Told(at: moment, to: $0, id: mail.header("Message-ID"), raw: mail.text) }
            mailsSeen += 1
        }
        for post in http.requests.dropFirst(postsSeen) {
            told.append(Told(at: moment, to: post.target, id: post.header("webhook-id") ?? "", raw: post.text))
            postsSeen += 1
        }
        metrics += port.answer(to: "GET", "/metrics")?.body ?? ""
    }
}

// MARK: What it says

extension Readers {
    private struct Post: Decodable {
        let text: String
        let headline: String?
    }

    private struct Letter: Decodable {
        let subject, text: String
    }

    /// Everything in order, as it is read; what was sent again under its id once.
    func read() async throws -> [Told] {
        let mails = folder.appending(path: "mails.json")
        try JSONEncoder().encode(told.filter(\.isMail).map(\.raw)).write(to: mails)
        let output = folder.appending(path: "letters.json")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "letters.py").path
        let code = try await Child(["python3", script, mails.path], writingTo: output).end(within: .seconds(60))
        guard code == 0 else {
            throw WaitedInVain(what: "mails are read", last: try String(contentsOf: output, encoding: .utf8))
        }
        var letters = try JSONDecoder().decode([Letter].self, from: Data(contentsOf: output))[...]
        var seen: Set<String> = []
        return try told.compactMap { told in
            var read = told
            if told.isMail, let letter = letters.popFirst() {
                (read.title, read.text) = (letter.subject, letter.text)
            } else {
                let post = try JSONDecoder().decode(Post.self, from: Data(told.raw.utf8))
                (read.title, read.text) = (post.headline ?? String(post.text.prefix { $0 != "\n" }), post.text)
            }
            let key = told.id.isEmpty ? "\(told.at.seconds) \(told.to) \(told.raw)" : "\(told.to) \(told.id)"
            return seen.insert(key).inserted ? read : nil
        }
    }
}

extension MailArrival {
    func header(_ name: String) -> String {
        let head = text.split(separator: "\r\n\r\n", maxSplits: 1).first ?? ""
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") } ?? ""
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
}
