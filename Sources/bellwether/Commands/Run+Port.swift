import BellwetherConfig
import Glibc

extension DaemonSettings.HTTPSettings {
    /// Tries whether the port can be had, before anything is begun: the server would say it in the words of a library,
    /// when the daemon already called itself ready.
    func expectItIsFree() throws {
        guard let reason = whyTaken else { return }
        let address = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
        switch reason {
        case EADDRINUSE:
            say(
                "bellwether: another program listens on \(address); end it, or give another port with `listen` under `http`"
            )
            throw Exit.tryAgain
        case EACCES:
            say("bellwether: ports below 1024 are for root; give another than \(address) with `listen` under `http`")
            throw Exit.configuration
        default:
            say(
                "bellwether: nobody can listen on \(address); \(String(cString: strerror(reason))); give another address "
                    + "with `listen` under `http`")
            throw Exit.tryAgain
        }
    }

    /// As `errno` has it.
    private var whyTaken: CInt? {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let address = found?.pointee else { return nil }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.ai_family, address.ai_socktype | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        // As the server does: what the daemon before left behind takes no address.
        var yes: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        return bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? nil : errno
    }
}
