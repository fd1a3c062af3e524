import Glibc

/// Work that grows with its input, and no faster.
///
/// Time is the only measure of that which nothing can hide from; it is the thread's own processor time, so that a busy
/// machine decides nothing.
package enum Pace {
    /// Four times as much of the same input must not take more than about four times as long: what goes by squares
    /// takes sixteen times. The inputs are so long that what ends at a limit, such as the greatest depth, has ended.
    /// Only some are measured, always the same ones, so that the others stay quick.
    package static func expectLinear(_ text: String, _ work: (String) -> Void) {
        guard !text.isEmpty, text.utf8.reduce(0, { $0 &* 31 &+ UInt32($1) }) % 64 == 0 else { return }
        let small = String(repeating: text, count: max(1, 12_000 / text.utf8.count))
        let large = String(repeating: small, count: 4)
        var ratio = Double.infinity
        for _ in 0..<8 where ratio > 11 {
            let (short, long) = (time { work(small) }, time { work(large) })
            // What is over at once may well be four times as quick by chance.
            if long < .milliseconds(60) { return }
            ratio = min(ratio, long / short)
        }
        if ratio > 11 { fatalError("four times as much took \(ratio) times as long: \(text)") }
    }

    /// One evaluation has a budget; this is what may come of it, many times slowed down by the sanitizer.
    package static func expectQuick(_ text: String, _ work: () -> Void) {
        let spent = time(work)
        if spent > .seconds(8) { fatalError("one evaluation took \(spent): \(text)") }
    }

    private static func time(_ work: () -> Void) -> Duration {
        let start = now
        work()
        return now - start
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
