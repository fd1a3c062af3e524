import CLibCurl

extension Transfer {
    func set(_ mail: MailRequest) throws(TransferError) {
        guard !mail.recipients.isEmpty else { throw .unsendable(.noRecipient) }
        try set(mail.server, heloName: mail.heloName)
        if let login = mail.login { try set(login) }
        try easy.set(CURLOPT_MAIL_FROM, mail.from.path)
        try easy.set(CURLOPT_MAIL_RCPT, mail.recipients.map(\.path))
        try set(mail.message)
        try easy.set(CURLOPT_FORBID_REUSE, true)
    }

    /// `USESSL_ALL`: without TLS nothing more is said; less than that falls back to clear text in silence.
    private func set(_ server: MailServer, heloName: Host?) throws(TransferError) {
        let scheme = server.encryption == .implicit ? "smtps" : "smtp"
        let helo = heloName.map { "/" + $0.bracketed } ?? ""
        try easy.set(CURLOPT_URL, "\(scheme)://\(server.host.bracketed):\(server.port)\(helo)")
        try easy.set(CURLOPT_PROTOCOLS_STR, scheme)
        let demand = server.encryption == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try easy.set(CURLOPT_USE_SSL, Int(demand.rawValue))
    }

    /// The mechanisms are named, or libcurl would try Kerberos and NTLM wherever a server offers them.
    private func set(_ login: MailLogin) throws(TransferError) {
        let password = login.password.reveal()
        guard !login.user.utf8.contains(0), !password.utf8.contains(0) else { throw .unsendable(.login) }
        try easy.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        try easy.set(CURLOPT_USERNAME, login.user)
        try easy.set(CURLOPT_PASSWORD, password)
    }

    /// The content type stands among the headers, or libcurl would make it multipart/mixed.
    private func set(_ message: MailMessage) throws(TransferError) {
        let headers: [String]
        do throws(Flaw) {
            headers = try message.headerLines()
        } catch {
            throw .unsendable(error)
        }
        try easy.set(CURLOPT_HTTPHEADER, headers + ["Content-Type: multipart/alternative"])
        try easy.setBody(
            text: message.text.withMailLineBreaks, html: message.html.withMailLineBreaks, showing: message.pictures)
    }
}
