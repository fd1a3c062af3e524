/// How much one file may ask of whoever reads it.
package struct Limits: Sendable, Hashable {
    /// Four megabytes hold two hundred thousand settings.
    package var bytes = 4 << 20
    /// libyaml has no limit of its own and takes quadratic time over nested brackets.
    package var depth = 100
    /// How many values aliases and merge keys may repeat; ten lines of aliases can stand for billions.
    package var repeatedNodes = 100_000

    package init() {}

    package static let standard = Limits()
}
