import CLibCrypto

/// HMAC with SHA-256, by libcrypto.
enum Digest {
    static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &output, &length)
        precondition(done != nil && length == 32, "libcrypto computes a SHA-256 of anything in memory")
        return output
    }

    /// A short name for a long text, the same today and tomorrow; not a secret, and not meant to prove anything.
    static func name(of text: String, digits: Int = 32) -> String {
        let bytes = hmac(Array(text.utf8), key: Array("bellwether".utf8))
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return String(hex.prefix(digits))
    }
}
