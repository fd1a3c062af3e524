extension Flaw: CustomStringConvertible {
    package var description: String {
        switch self {
        case .urlWithoutScheme: "a URL must begin with 'https://'"
        case .scheme(let scheme): "a URL must begin with 'https://' or 'http://', not '\(scheme)://'"
        case .userInURL: "a URL must not hold a user or password; send them as a header"
        case .fragment: "a URL to send to must not have a '#' part"
        case .urlCharacter: "a URL must be visible ASCII after its host; percent-encode the rest"
        case .longURL: "a URL must not be longer than 64 KiB"
        case .host(let host): "'\(host)' is not the name or address of a host"
        case .port(let port): "'\(port)' is not a port; ports are 1 to 65535"
        case .method(let method): "'\(method)' is not an HTTP method"
        case .headerName(let name): "'\(name)' is not the name of a header"
        case .headerValue(let name): "the value of header '\(name)' must be one line"
        case .mailAddress(let address):
            "'\(address)' is not a mail address; write 'name@example.com' or 'Name <name@example.com>'"
        case .localPart(let local):
            "'\(local)' cannot stand before the '@' of a mail address; use ASCII letters, digits and dots"
        case .noRecipient: "a mail must have a recipient"
        case .login: "a user and password must not hold a NUL"
        case .caFile(let path): "the certificates in '\(path)' cannot be read"
        case .option(let number): "libcurl refuses option \(number)"
        }
    }
}
