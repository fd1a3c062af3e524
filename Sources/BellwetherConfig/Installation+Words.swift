import Diagnostics

extension Diagnostic {
    static func emptyConfiguration(at place: Place) -> Diagnostic {
        error("the configuration is empty", at: place, help: "start from deploy/bellwether.yaml")
    }

    static func noSources(at place: Place) -> Diagnostic {
        error("'sources' must be given", at: place, note: "without a source there is nobody to watch")
    }

    static func publicInClearText(at place: Place) -> Diagnostic {
        warning(
            "links in messages lead to an address in clear text; whoever reads along can press them", at: place,
            help: "put a proxy with TLS in front of 'http.listen', and write https:")
    }

    static func publicNeedsPort(at place: Place) -> Diagnostic {
        error(
            "'public_url' needs 'http', which serves the pages behind it", at: place,
            help: "give `http: { listen: \"127.0.0.1:8640\" }`")
    }

    static func noRoute(at place: Place) -> Diagnostic {
        error(
            "'route' must be given", at: place,
            help: "name the receiver that hears of everything: `route: { receiver: NAME }`")
    }

    static func undefinedReceiver(_ name: String, among names: [String], at place: Place) -> Diagnostic {
        error(
            "receiver '\(Printable.name(name))' is not defined", at: place,
            help: Suggestion.help(for: name, among: names, naming: names.count == 1 ? "the receiver" : "receivers"))
    }

    static func credentialsNotSought(at place: Place) -> Diagnostic {
        warning("credentials are not looked for", at: place, help: "give their folder with --credentials")
    }

    static func notACurrency(_ name: String, at place: Place) -> Diagnostic {
        error("'\(Printable.name(name))' is not a currency code such as USD", at: place)
    }

    static func notAnAddress(_ text: String, at place: Place) -> Diagnostic {
        error("'listen' must be an address and a port such as 127.0.0.1:8640, not '\(Printable.name(text))'", at: place)
    }

    static func openToOthers(_ host: String, at place: Place) -> Diagnostic {
        error(
            "'listen' must be on 127.0.0.1 or [::1], not '\(Printable.name(host))'", at: place,
            note: "nothing there asks who is asking", help: "put a proxy with TLS and a login in front of it")
    }
}
