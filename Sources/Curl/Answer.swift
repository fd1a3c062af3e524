/// What has come back so far, in the pieces that libcurl hands over.
struct Answer {
    enum Dialogue {
        case http, mail
    }

    private let dialogue: Dialogue
    private let bodyLimit: Int
    private(set) var headers: [HeaderField] = []
    private(set) var body: [UInt8] = []
    /// More body came than is kept.
    private(set) var isTruncated = false
    /// The mail server's last reply before the goodbye.
    private(set) var reply = MailReply(0, "")
    private var hasSaidGoodbye = false
    private var headerBytes = 0

    /// Far beyond any real answer's headers; an endless stream of them ends here.
    static let headerLimit = 262_144

    init(keeping bodyLimit: Int, reading dialogue: Dialogue) {
        self.bodyLimit = bodyLimit
        self.dialogue = dialogue
    }

    /// Whether to go on.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let room = max(0, bodyLimit - body.count)
        body.append(contentsOf: bytes.prefix(room))
        isTruncated = bytes.count > room
        return !isTruncated
    }

    /// Whether to go on. A line is a header of HTTP, or a reply of a mail server.
    mutating func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        let line = String(decoding: bytes, as: UTF8.self)
        switch dialogue {
        case .http: takeHeader(line)
        case .mail: takeReply(line)
        }
        return headerBytes <= Self.headerLimit
    }

    /// What a mail server says from now on is not its verdict.
    mutating func sayGoodbye() {
        hasSaidGoodbye = true
    }

    /// A status line begins anew: what came before belonged to an interim answer.
    private mutating func takeHeader(_ line: String) {
        guard !line.utf8.starts(with: "HTTP/".utf8) else { return headers = [] }
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return }
        let (name, value) = (String(line[..<colon]), String(line[colon...].dropFirst()))
        headers.append(HeaderField(HeaderText.cleaned(name), HeaderText.cleaned(value)))
    }

    private mutating func takeReply(_ line: String) {
        guard !hasSaidGoodbye, let code = Int(line.prefix(3)) else { return }
        reply = MailReply(code, HeaderText.cleaned(String(line.dropFirst(4))))
    }
}
