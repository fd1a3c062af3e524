#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seconds that this thread has worked: what others do on the machine must not fail a test.
enum ProcessorTime {
    static func ofThisThread() -> Double {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What any file may take; a debug build may take five times as long.
    static var limit: Double {
        #if DEBUG
            10
        #else
            2
        #endif
    }
}
