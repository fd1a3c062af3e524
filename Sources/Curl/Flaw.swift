/// Why something cannot be sent at all, whoever is asked to carry it.
package enum Flaw: Error, Sendable, Hashable {
    case urlWithoutScheme
    case scheme(String)
    case userInURL
    case fragment
    case urlCharacter
    case longURL
    case host(String)
    case port(String)
    case method(String)
    case headerName(String)
    /// The value itself may be a secret; the name tells where to look.
    case headerValue(of: String)
    case mailAddress(String)
    case localPart(String)
    case noRecipient
    case login
    case caFile(String)
    /// libcurl's number of an option that it would not take.
    case option(UInt32)
}
