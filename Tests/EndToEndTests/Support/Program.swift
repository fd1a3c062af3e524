import Foundation
import Glibc
import Testing

/// The built program, driven as a person or systemd drives it.
enum Program {
    /// What `BELLWETHER_BINARY` names, or else what the build put beside the tests.
    static let path: String = {
        if let named = ProcessInfo.processInfo.environment["BELLWETHER_BINARY"] { return named }
        let here = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        // On Linux the tests are one program in the build folder; elsewhere they are a bundle in it.
        let folders = sequence(first: here) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }.prefix(4)
        let found = folders.map { $0.appending(path: "bellwether").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? here.appending(path: "bellwether").path
    }()

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Who runs these tests may be root, as in a container; the program asks to be told that this is meant.
    static let asWhoeverWeAre = getuid() == 0 ? ["--allow-root"] : []
}

/// A process of ours, writing into files. Only its own id is ever signalled, and only until it has been waited for.
final class Child {
    private static let poll = Duration.milliseconds(20)

    let id: pid_t
    private(set) var status: CInt?

    /// What it complains of goes to the same file, unless there is another for it.
    convenience init(_ arguments: [String], writingTo output: URL, complainingTo errors: URL? = nil) throws {
        try self.init(arguments) { files in
            posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            guard let errors else {
                posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO)
                return
            }
            posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
    }

    /// Hears what is written to one pipe, and answers on another.
    convenience init(
        _ arguments: [String], hearing input: CInt, answeringOn output: CInt, complainingTo errors: URL
    ) throws {
        try self.init(arguments) { files in
            posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
            posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
    }

    private init(_ arguments: [String], opening open: (inout posix_spawn_file_actions_t) -> Void) throws {
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        open(&files)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A child inherits what its parent blocks; this one must hear its signals.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let result = posix_spawnp(&process, arguments[0], &files, &attributes, words, environ)
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .ENOENT) }
        id = process
    }

    var isRunning: Bool {
        guard status == nil else { return false }
        var reported: CInt = 0
        if waitpid(id, &reported, WNOHANG) == id { status = reported }
        return status == nil
    }

    /// 128 + n where signal n ended it, as a shell has it; `nil` while it runs.
    var exitCode: Int? {
        guard !isRunning, let status else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(signal)
    }

    func send(_ signal: CInt) {
        if isRunning { kill(id, signal) }
    }

    /// Waits for its end, and says how it ended; what does not end in time is killed, and that is its end.
    func end(within limit: Duration) async throws -> Int {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if let exitCode { return exitCode }
            try await Task.sleep(for: Self.poll)
        }
        // Among many tests the next look may come long after the end.
        if let exitCode { return exitCode }
        end()
        return 128 + Int(SIGKILL)
    }

    /// At once, and without a word.
    func end() {
        guard isRunning else { return }
        kill(id, SIGKILL)
        var reported: CInt = 0
        if waitpid(id, &reported, 0) == id { status = reported }
    }

    /// The most memory it has held so far, in MB.
    var peakMegabytes: Int? {
        guard isRunning, let lines = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else {
            return nil
        }
        let line = lines.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
    }
}

/// How a verb of the command line ended.
struct Ended {
    let code: Int
    /// The result, on the standard output.
    let output: String
    /// What it had to say beside.
    let errors: String

    var text: String { output + errors }
}
