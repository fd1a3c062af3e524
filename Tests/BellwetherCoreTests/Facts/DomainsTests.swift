import BellwetherCore
import Testing

@Suite struct DomainsTests {
    @Test(
        arguments: [
            ("acme.com", ["acme.com"]), ("https://www.Acme.COM/de?x=1", ["acme.com"]),
            ("acme.com:8443/a", ["acme.com"]),
            ("Bills <billing@acme.co.uk>", ["acme.co.uk"]), ("billing@acme.co.uk", ["acme.co.uk"]),
            ("acme.com.", ["acme.com"]),
            ("acme.com; acme.io, www.acme.de|acme.fr", ["acme.com", "acme.io", "acme.de", "acme.fr"]),
            ("kim@gmail.com", []), ("x@vip.qq.com", []), ("mail.web.de", []), ("web.dev", ["web.dev"]),
            ("мир.рф", ["мир.рф"]), ("acme", []), ("", []), (".", []), ("@", []), ("www.", []), (".com", []),
        ] as [(String, [String])])
    func `are read from whatever is written, and those of everybody are nobody's`(
        written: String, domains: [String]
    ) {
        #expect(Domains.named(in: written) == domains)
    }
}
