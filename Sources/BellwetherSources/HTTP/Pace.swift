import BellwetherCore
import Curl
import Documents

/// How many requests a service takes, as it declares it beforehand.
struct Pace: Sendable {
    let requests: Int
    let per: Duration

    init?(_ settings: Settings) {
        let requests = settings.required("requests", .integer(atLeast: 1))
        let per = settings.required("per", .interval)
        guard let requests, let per else { return nil }
        self.requests = requests
        self.per = per
    }

    /// How long to wait so that no more than `requests` fall into any stretch of `per`.
    func pause(after sent: [Moment], at now: Moment) -> Duration {
        guard sent.count >= requests else { return .zero }
        return max(.zero, sent[sent.count - requests] + per - now)
    }
}

/// Headers in which a service says how much it will still take.
struct LimitHeaders: Sendable {
    enum Form: String, Sendable, CaseIterable {
        /// The moment, in seconds since 1970.
        case epoch
        /// How long from now.
        case seconds, milliseconds
    }

    let remaining: String
    let reset: String?
    let form: Form

    /// In seconds or milliseconds: more than three thousand years.
    private static let beyondAnyTime: Int64 = 100_000_000_000_000

    init?(_ settings: Settings) {
        let remaining = settings.required("remaining", .nonEmptyText)
        reset = settings.optional("reset", .nonEmptyText)
        form = settings.optional("reset_is", Setting<Form>.choice, default: .seconds)
        guard let remaining else { return nil }
        self.remaining = remaining
    }

    /// How long to wait before the next request: nothing while there is something left.
    func pause(after response: Response, at now: Moment) -> Duration {
        guard let left = response.header(remaining).flatMap({ Double($0) }), left < 1 else { return .zero }
        guard let written = reset.flatMap({ response.header($0) }).flatMap({ Double($0) }),
            let whole = Int64(exactly: written.rounded(.up)), abs(whole) < Self.beyondAnyTime
        else { return .seconds(1) }
        switch form {
        case .epoch: return max(.zero, Moment(seconds: whole) - now)
        case .seconds: return .seconds(max(0, whole))
        case .milliseconds: return .milliseconds(max(0, whole))
        }
    }
}

/// `Retry-After`: whole or decimal seconds, or a date of HTTP.
enum ComeBack {
    static func after(_ response: Response, at now: Moment) -> Duration? {
        guard let written = response.header("Retry-After") else { return nil }
        if let seconds = Double(written), seconds.isFinite, seconds >= 0, seconds < 1e8 {
            return .seconds(Int64(seconds.rounded(.up)))
        }
        return moment(written).map { max(.zero, $0 - now) }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Mon, 23 Nov 2026 09:15:00 GMT`
    private static func moment(_ text: String) -> Moment? {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, let month = months.firstIndex(of: parts[2]), let day = Int(parts[1]),
            let year = Int(parts[3]), let date = Day(year: year, month: month + 1, day: day)
        else { return nil }
        return Moment("\(date)T\(parts[4])Z")
    }
}
