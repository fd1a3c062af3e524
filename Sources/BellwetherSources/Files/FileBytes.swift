import Glibc

/// A file read in pieces, so that its size never matters.
final class FileBytes {
    /// A piece becomes many times its size in rows before it is staged.
    static let pieceSize = 1 << 18

    private let descriptor: Int32

    init?(_ path: String) {
        // Opening a named pipe would wait until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = EINVAL
            return nil
        }
    }

    deinit { close(descriptor) }

    /// The next piece, empty at the end; `nil` where reading failed, with `errno`.
    func next() -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        let count = piece.withUnsafeMutableBytes { buffer in read(descriptor, buffer.baseAddress, buffer.count) }
        guard count >= 0 else { return nil }
        piece.removeLast(piece.count - count)
        return piece
    }

    /// Hands over every piece until the body says stop; false where the file could not be read to its end.
    static func forEachPiece(of path: String, _ body: ([UInt8]) -> Bool) -> Bool {
        guard let file = FileBytes(path) else { return false }
        while let piece = file.next() {
            if piece.isEmpty { return true }
            guard body(piece) else { return false }
        }
        return false
    }
}
