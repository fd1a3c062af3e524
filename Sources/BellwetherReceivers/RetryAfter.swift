package import BellwetherCore
import Curl

/// When to come back, as the receiver said it: whole seconds, decimal seconds, or a date.
///
/// Rounded up; at least a second, lest we hammer, and at most an hour, lest one odd answer silences us.
enum RetryAfter {
    static let shortest: Int64 = 1
    static let longest: Int64 = 3_600

    /// A field of the body, where a vendor has one, is finer than the header and wins.
    static func read(_ response: Response, bodySeconds: Double? = nil, at now: Moment) -> Duration? {
        let seconds = bodySeconds ?? response.header("Retry-After").flatMap { self.seconds($0, at: now) }
        guard let seconds, seconds.isFinite else { return nil }
        return .seconds(Int64(min(max(seconds.rounded(.up), Double(shortest)), Double(longest))))
    }

    private static func seconds(_ written: String, at now: Moment) -> Double? {
        let text = String(written.drop { $0 == " " })
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        if isNumber { return Double(text) }
        return HTTPDate.parse(text).map { Double(($0 - now).components.seconds) }
    }
}

/// RFC 9110's date in the form that is sent today: `Mon, 23 Nov 2026 09:15:00 GMT`.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package static func parse(_ text: String) -> Moment? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let month = months.firstIndex(of: parts[2]),
            let day = Int(parts[1]), let year = Int(parts[3]), let date = Day(year: year, month: month + 1, day: day)
        else { return nil }
        return Moment("\(date)T\(parts[4])Z")
    }
}
