package import Curl
package import Documents

/// Where secrets lie: files in a folder, never in the configuration, the environment or on the command line.
///
/// `{ credential: x }` is the file `secrets_x` in the folder (as systemd's LoadCredential names the files of a folder
/// it is given), or else `x`.
package struct Credentials: Sendable, Hashable {
    package let folder: String?

    package init(folder: String?) {
        self.folder = folder
    }

    /// The secret, without the line break that editors put at the end of a file.
    package func secret(_ reference: SecretReference) throws(MissingCredential) -> Secret {
        guard let folder else { throw MissingCredential(name: reference.credential, folder: nil) }
        for name in ["secrets_" + reference.credential, reference.credential] {
            var bytes: [UInt8]
            do throws(UnreadableFile) { bytes = try FileSystem.bytes(of: folder + "/" + name, atMost: 1 << 20) } catch {
                if error.isMissing { continue }
                throw MissingCredential(name: reference.credential, folder: folder, unreadable: error)
            }
            if bytes.last == 10 { bytes.removeLast() }
            if bytes.last == 13 { bytes.removeLast() }
            return Secret(String(decoding: bytes, as: UTF8.self))
        }
        throw MissingCredential(name: reference.credential, folder: folder)
    }
}

package struct MissingCredential: Error, Sendable, Hashable, CustomStringConvertible {
    package let name: String
    package let folder: String?
    /// Why its file cannot be read, where it is there.
    package var unreadable: UnreadableFile?

    package var description: String {
        if let unreadable {
            return "credential '\(name)' is there but \(unreadable); let the user read it that Bellwether runs as"
        }
        guard let folder else {
            return "credential '\(name)' is asked for, but there is no credentials folder; give one with --credentials"
        }
        return "credential '\(name)' is not in '\(folder)'; put it there, in a file of that name"
    }
}
