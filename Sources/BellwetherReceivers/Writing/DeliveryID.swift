import BellwetherCore

/// A notification's id as a header may hold it: letters, digits, `-` and `_`, everything else as `~XX`.
///
/// Standard Webhooks joins id, time and body with dots before signing, so an id that comes from data must hold none.
enum DeliveryID {
    static func make(from notification: Notification) -> String {
        let id = notification.id
        let safe = id.utf8.reduce(into: "") { output, byte in
            output += isSafe(byte) ? String(Unicode.Scalar(byte)) : "~" + hex(byte)
        }
        guard safe.utf8.count > 180 else { return safe }
        return "\(safe.prefix(140))-\(Digest.name(of: id))"
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
