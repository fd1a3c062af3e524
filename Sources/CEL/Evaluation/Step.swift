/// A part of a condition, ready to be evaluated: given how references are read, its value.
///
/// Steps are closures over steps: names, overloads and slots were settled once, and nothing is looked up by name while
/// they run.
struct Step: Sendable {
    typealias Run = @Sendable (_ read: (Int) -> Value, _ frame: inout Frame) -> Value

    private let run: Run

    init(_ run: @escaping Run) { self.run = run }

    @inline(__always)
    func callAsFunction(_ read: (Int) -> Value, _ frame: inout Frame) -> Value { run(read, &frame) }
}
