import Glibc

/// Wakes a thread that waits for a socket: cancelling must not wait for a server that never answers.
final class Alarm: Sendable {
    private let reading: CInt
    private let writing: CInt

    init?() {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Rings from now on, for good.
    func ring() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    enum Waking {
        case ready, rung, timedOut
    }

    /// Waits until the socket can be read from or written to, or the alarm rings.
    func wait(for socket: CInt, toWrite: Bool, atMost milliseconds: CInt) -> Waking {
        var watched = [
            pollfd(fd: socket, events: Int16(toWrite ? POLLOUT : POLLIN), revents: 0),
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = poll(&watched, 2, milliseconds)
            if count < 0, errno == EINTR { continue }
            if watched[1].revents != 0 { return .rung }
            return count == 0 ? .timedOut : .ready
        }
    }
}
