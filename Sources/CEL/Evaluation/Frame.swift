/// What one evaluation keeps: the variables of macros, and how much it may still do.
struct Frame {
    /// What one evaluation may do before it is given up, in units of about one element gone through.
    ///
    /// Nothing loops but macros; but macros nest, and values can double with each step (`x + x` under a name, and so
    /// on), so what is gone through and what is made are both counted.
    static let work = 1_000_000

    var locals: [Value]
    private var left = Self.work

    init(slots: Int) { locals = slots == 0 ? [] : Array(repeating: .null, count: slots) }

    /// Whether so much more may be done.
    @inline(__always)
    mutating func take(_ units: Int) -> Bool {
        left -= units
        return left >= 0
    }

    /// The value, if going through the whole of it may still be done.
    @inline(__always)
    mutating func charged(_ value: Value) -> Value {
        take(value) ? value : .failure(.tooMuchWork)
    }

    /// Whether going through the whole of the value may still be done.
    @inline(__always)
    mutating func take(_ value: Value) -> Bool { value.isSmall || takeLarge(value) }

    private mutating func takeLarge(_ value: Value) -> Bool {
        // A negative budget must not become a limit that lets anything pass.
        guard left > 0 else { return false }
        return take(value.weight(atMost: left + 1))
    }
}
