/// A stretch of one file: where something is written. Lines and columns count from 1, columns in code points.
package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var column: Int
    /// How many code points the stretch covers; at least 1.
    package var length: Int

    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}

extension Place: Comparable {
    package static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension Place: CustomStringConvertible {
    package var description: String { "\(file):\(line):\(column)" }
}
