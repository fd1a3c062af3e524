/// How the chunks of a column are gone through: one after the other, or several beside each other where whoever calls
/// has threads to spare. Each makes its own part, and the parts stand in the order of the chunks either way; so it
/// changes nothing but the time it takes.
package struct ChunkLoop: Sendable {
    package typealias Run = @Sendable (_ count: Int, _ part: @Sendable (Int) -> any Sendable) -> [any Sendable]

    private let run: Run

    /// - Parameter run: asks once for the part of each number below the first, and returns them in order.
    package init(_ run: @escaping Run) { self.run = run }

    package static let inOrder = ChunkLoop { count, part in (0..<count).map { part($0) } }

    package func parts<Part: Sendable>(_ count: Int, _ part: @Sendable (Int) -> Part) -> [Part] {
        run(count) { part($0) }.map { made in
            guard let made = made as? Part else { preconditionFailure("a loop hands back the parts it was given") }
            return made
        }
    }
}
