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

/// What one evaluation keeps: the variables of macros, and how much it may still do.
struct Frame {
    var locals: [Value]
    /// Elements of lists and maps that may still be gone through, in all macros together.
    private var elementsLeft = 1_000_000

    init(slots: Int) { locals = slots == 0 ? [] : Array(repeating: .null, count: slots) }

    /// Whether one more element may be gone through.
    mutating func takeElement() -> Bool {
        elementsLeft -= 1
        return elementsLeft >= 0
    }
}
