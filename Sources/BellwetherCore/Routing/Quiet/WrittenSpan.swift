import Documents

/// A span of time as somebody writes it on a command line: `2w`, `3bd`, `1d12h`.
package struct WrittenSpan: Sendable, Hashable {
    package let seconds: Int64
    package let businessDays: Int

    package init?(_ text: String) {
        guard let written = WrittenDuration.parse(text), !written.isZero else { return nil }
        seconds = written.seconds
        businessDays = written.businessDays
    }
}
