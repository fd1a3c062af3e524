/// A value that chooses what it shows: `print`, interpolation, `dump` and the debugger all get its `description`, never
/// its parts.
package protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Discreet {
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What stands where a secret would.
let hidden = "•••"
