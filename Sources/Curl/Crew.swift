import Dispatch
import Glibc

/// Threads that libcurl may keep waiting, so many at once and no more. Not the thread pool's: a task that waits there
/// keeps another from running.
final class Crew: Sendable {
    private let limit: Int
    private let size = Locked(0)
    private let present = DispatchGroup()

    init(atMost limit: Int) {
        self.limit = limit
    }

    /// Runs the work on a new thread; `false` where there is no room for one.
    func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        guard hasRoom() else { return false }
        present.enter()
        let job = Unmanaged.passRetained(
            Job { [self] in
                work()
                leave()
            })
        var thread = pthread_t()
        guard pthread_create(&thread, nil, runJob, job.toOpaque()) == 0 else {
            job.release()
            leave()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Returns when the last one has gone home.
    func waitUntilAllHaveLeft() {
        present.wait()
    }

    private func hasRoom() -> Bool {
        size.withLock { size in
            guard size < limit else { return false }
            size += 1
            return true
        }
    }

    private func leave() {
        size.withLock { $0 -= 1 }
        present.leave()
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// Takes no signals on this thread: libcurl, told to leave signals alone, no longer shields us from the SIGPIPE of a
/// peer that hangs up, and all others are for the main thread. libcurl's resolver threads inherit this.
private func runJob(_ job: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().run() }
    return nil
}
