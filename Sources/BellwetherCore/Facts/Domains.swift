/// The internet domains by which an account can be recognised, from what a source wrote: one or several, as domains,
/// addresses of pages or of mailboxes.
package enum Domains {
    /// Those of whoever gives mailboxes to everybody recognise nobody, and are left out.
    package static func named(in text: String) -> [String] {
        text.split { " ,;|<>()\"\t\n".contains($0) }.compactMap { domain(in: String($0)) }
    }

    private static func domain(in written: String) -> String? {
        var text = written.lowercased()[...]
        if let scheme = text.range(of: "://") { text = text[scheme.upperBound...] }
        text = text.prefix { !"/?#".contains($0) }
        if let at = text.lastIndex(of: "@") { text = text[text.index(after: at)...] }
        text = text.prefix { $0 != ":" }
        while text.last == "." { text.removeLast() }
        if text.hasPrefix("www.") { text.removeFirst(4) }
        let isDomain = text.split(separator: ".", omittingEmptySubsequences: false).count > 1 && !text.hasPrefix(".")
        return isDomain && !isPublic(text) ? String(text) : nil
    }

    /// `mail.example.com` belongs to whoever has `example.com`: so do the mailboxes of a public one.
    private static func isPublic(_ domain: Substring) -> Bool {
        var rest = domain
        while true {
            if publicMail.contains(String(rest)) { return true }
            guard let dot = rest.firstIndex(of: ".") else { return false }
            rest = rest[rest.index(after: dot)...]
        }
    }

    private static let publicMail: Set<String> = [
        "126.com", "139.com", "163.com", "189.cn", "aliyun.com", "aol.com", "arcor.de", "bk.ru", "bluewin.ch",
        "bol.com.br", "btinternet.com", "comcast.net", "cox.net", "duck.com", "email.com", "fastmail.com",
        "foxmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
        "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "hotmail.it",
        "hushmail.com", "icloud.com", "inbox.ru", "internet.ru", "laposte.net", "libero.it", "list.ru", "live.com",
        "live.de", "live.fr", "mac.com", "mail.com", "mail.de", "mail.ru", "mailbox.org", "me.com", "msn.com",
        "naver.com", "o2.pl", "onet.pl", "orange.fr", "outlook.com", "outlook.de", "posteo.de", "proton.me",
        "protonmail.com", "qq.com", "rambler.ru", "rediffmail.com", "sbcglobal.net", "seznam.cz", "sfr.fr",
        "sina.cn", "sina.com", "sky.com", "sohu.com", "t-online.de", "tuta.com", "tutanota.com", "uol.com.br",
        "verizon.net", "vip.163.com", "vip.qq.com", "virgilio.it", "wanadoo.fr", "web.de", "wp.pl", "ya.ru",
        "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.com.br", "yahoo.de", "yahoo.es", "yahoo.fr", "yahoo.it",
        "yandex.com", "yandex.ru", "yeah.net", "ymail.com", "zoho.com",
    ]
}

extension Substring {
    /// Where a text first stands in it.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
