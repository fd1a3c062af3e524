import Glibc

/// The sockets that libcurl has open for one mail. While it races addresses there are several, and a number that
/// was closed may already be another transfer's.
final class OpenSockets {
    private var descriptors: Set<CInt> = []

    func insert(_ descriptor: CInt) {
        descriptors.insert(descriptor)
    }

    func close(_ descriptor: CInt) -> CInt {
        descriptors.remove(descriptor)
        return Glibc.close(descriptor)
    }

    /// Whoever reads from them finds the end.
    func stopListening() {
        for descriptor in descriptors { shutdown(descriptor, CInt(SHUT_RD)) }
    }
}
