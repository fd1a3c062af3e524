import CLibLBFGS

/// Where a smooth function of a few numbers is least, by L-BFGS.
package enum Minimum {
    /// What a function is worth at a place, and how steep it is there.
    package typealias Function = (_ at: [Double]) -> (value: Double, gradient: [Double])

    private static let steps: Int32 = 2_000
    /// How flat it must be, beside how far from nought the place lies; and how flat is flat enough where numbers have no
    /// more digits to go further down.
    private static let flat = 1e-7, flatEnough = 1e-4

    /// - Parameter start: a place to begin with; the answer depends on it only where there are several minima.
    package static func place(from start: [Double], of function: Function) throws(FittingError) -> [Double] {
        guard !start.isEmpty else { return [] }
        let count = Int32(start.count)
        guard let place = lbfgs_malloc(count) else { throw .outOfMemory }
        defer { lbfgs_free(place) }
        for (index, value) in start.enumerated() { place[index] = value }
        var parameters = lbfgs_parameter_t()
        lbfgs_parameter_init(&parameters)
        parameters.epsilon = flat
        parameters.max_iterations = steps
        let code = withoutActuallyEscaping(function) { function in
            let asked = Asked(function)
            return withExtendedLifetime(asked) {
                lbfgs(
                    count, place, nil, { instance, at, gradient, count, _ in answer(instance, at, gradient, count) },
                    nil,
                    Unmanaged.passUnretained(asked).toOpaque(), &parameters)
            }
        }
        let found = (0..<start.count).map { place[$0] }
        guard code < 0 else { return found }
        let (value, gradient) = function(found)
        guard value.isFinite, length(gradient) <= flatEnough * max(1, length(found)) else {
            throw .noMinimum(code: Int(code))
        }
        return found
    }

    private static func length(_ vector: [Double]) -> Double {
        vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}

package enum FittingError: Error, Sendable, Hashable {
    case outOfMemory
    /// By the library's own code.
    case noMinimum(code: Int)
}

/// The function as C can carry it.
private final class Asked {
    let function: Minimum.Function

    init(_ function: @escaping Minimum.Function) { self.function = function }
}

private func answer(
    _ instance: UnsafeMutableRawPointer?, _ at: UnsafePointer<Double>?, _ gradient: UnsafeMutablePointer<Double>?,
    _ count: Int32
) -> Double {
    guard let instance, let at, let gradient else { return .infinity }
    let asked = Unmanaged<Asked>.fromOpaque(instance).takeUnretainedValue()
    let worth = asked.function((0..<Int(count)).map { at[$0] })
    for (index, slope) in worth.gradient.prefix(Int(count)).enumerated() { gradient[index] = slope }
    return worth.value
}
