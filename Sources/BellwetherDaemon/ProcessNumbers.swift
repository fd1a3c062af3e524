import Glibc

/// What the process takes of the machine. Of `/proc` no more is read than a hardened unit leaves to be seen.
struct ProcessNumbers {
    /// Of all its threads, since it started.
    let cpuSeconds: Double
    let residentBytes, openFiles, mostOpenFiles: Int?

    init() {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        cpuSeconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        residentBytes = Self.residentPages.map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
        openFiles = Self.entries(of: "/proc/self/fd")
        var limit = rlimit()
        mostOpenFiles = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? Int(limit.rlim_cur) : nil
    }

    /// The second number of `/proc/self/statm`.
    private static var residentPages: Int? {
        guard let file = fopen("/proc/self/statm", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    /// Without the one that counts.
    private static func entries(of folder: String) -> Int? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) { count += entry.pointee.d_name.0 == CChar(46) ? 0 : 1 }
        return count - 1
    }
}
