import BellwetherCore
package import Curl
import Diagnostics
package import Documents

/// A URL that posts go to, and the addresses it may be at although they are not public.
struct Destination: Sendable, Hashable {
    let url: TextOrSecret
    let allowedAddresses: [AddressRange]
    /// The authorities trusted there, in the place of the system's.
    var caFile: String?

    /// - Parameter folder: relative paths start from it.
    static func read(from settings: Settings, in folder: String) -> Destination? {
        let caFile = settings.optional("ca_file", .file(in: folder))
        let allowed = settings.optional("allow_addresses", .list(of: .addressRange), default: [])
        guard let url = settings.required("url", .textOrSecret) else { return nil }
        guard case .text(let text) = url, let place = settings.placeOfValue("url") else {
            return Destination(url: url, allowedAddresses: allowed, caFile: caFile)
        }
        do throws(Flaw) {
            let endpoint = try Endpoint(text)
            if endpoint.scheme == .http, !settings.has("allow_addresses") {
                settings.report(.needsAllowedAddresses("'http:'", at: place))
            }
        } catch {
            settings.report(.badAddress("\(error)", at: place))
            return nil
        }
        return Destination(url: url, allowedAddresses: allowed, caFile: caFile)
    }

    /// A POST of JSON with the headers every receiver gets.
    func post(_ body: [UInt8], headers: [HeaderField] = [], secrets: FindSecret) throws(Unsendable) -> Request {
        let common = [
            HeaderField("Content-Type", "application/json; charset=utf-8"), HeaderField("User-Agent", userAgent),
        ]
        return Request(
            .http(HTTPRequest("POST", try endpoint(secrets), headers: common + headers, body: body)),
            allowedAddresses: allowedAddresses, caFile: caFile)
    }

    private func endpoint(_ secrets: FindSecret) throws(Unsendable) -> Endpoint {
        let text = try url.revealed(by: secrets)
        do throws(Flaw) {
            return try Endpoint(text)
        } catch {
            throw .badURL(error)
        }
    }
}

/// What Bellwether calls itself to receivers.
let userAgent = "Bellwether/1"

extension TextOrSecret {
    func revealed(by secrets: FindSecret) throws(Unsendable) -> String {
        switch self {
        case .text(let text): return text
        case .secret(let reference): return try reference.revealed(by: secrets)
        }
    }
}

extension SecretReference {
    func revealed(by secrets: FindSecret) throws(Unsendable) -> String {
        guard let secret = secrets(self) else { throw .missingSecret(credential) }
        return secret.reveal()
    }
}

extension Setting where Value == AddressRange {
    static var addressRange: Setting { AddressSettings.range }
}

extension Setting where Value == String {
    /// The path of a file; a relative one starts from that folder.
    static func file(in folder: String) -> Setting {
        nonEmptyText.converted(to: "the path of a file") { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
    }
}

/// Addresses as configurations write them.
package enum AddressSettings {
    /// `127.0.0.0/8`
    package static let range: Setting<AddressRange> = Setting<String>.text.converted(
        to: "an address or a range such as 10.0.0.0/8"
    ) { AddressRange($0) }
}
