/// What the metrics of an account's use need, from one walk back over its latest days: these are millions of rows.
struct UsageDigest: Sendable {
    /// How many whole days a month has here, and the one before it.
    private static var month: Int32 { 30 }

    /// A bit for each of the last 30 whole days, the latest first: those with any event or anybody active.
    private var active: UInt32 = 0
    var activeDays: Int { active.nonzeroBitCount }
    /// Of the same days.
    private(set) var events = 0
    /// Of the 30 days before.
    private(set) var eventsBefore = 0
    /// The most people on one of the last 30 days; `nil` where no day tells.
    private(set) var largestActiveUsers: Int?
    /// Whether any of the last 30 days counts people at all.
    private(set) var hasSeatDays = false
    /// Paid seats by the latest day that tells.
    private(set) var seats: Int?

    /// The digests of many accounts.
    ///
    /// Where an account's days stand, memory is slow to answer. It answers many at once where nothing hangs on the
    /// answers, and so each block of accounts is asked for its latest days before any of them is gone through.
    static func all(of accounts: [AccountView], before today: Day) -> [UsageDigest] {
        var digests: [UsageDigest] = []
        digests.reserveCapacity(accounts.count)
        for start in stride(from: 0, to: accounts.count, by: 32) {
            let block = accounts[start..<min(start + 32, accounts.count)]
            let latest = block.map { LatestUse(of: $0) }
            for (account, latest) in zip(block, latest) {
                digests.append(UsageDigest(of: account, latest, before: today))
            }
        }
        return digests
    }

    init(of account: AccountView, before today: Day) {
        self.init(of: account, LatestUse(of: account), before: today)
    }

    private init(of account: AccountView, _ latest: LatestUse, before today: Day) {
        if let day = latest.events, today.number - day.number <= 2 * Self.month {
            if latest.isOfUsers {
                account.userDays.withUnsafeBufferPointer { takeEvents($0, before: today) }
            } else {
                account.usage.withUnsafeBufferPointer { takeEvents($0, before: today) }
            }
        }
        guard latest.seats != nil else { return }
        account.seatDays.withUnsafeBufferPointer { takeSeats($0, before: today, tellsSeats: account.chunk.tellsSeats) }
    }

    /// Days are ordered, so the latest are at the end.
    private mutating func takeEvents(_ days: UnsafeBufferPointer<some DayOfEvents>, before today: Day) {
        var (active, latest, before) = (UInt32(0), 0, 0)
        for place in days.indices.reversed() {
            let age = today.number - days[place].day.number
            if age <= 0 { continue }
            if age > 2 * Self.month { break }
            let count = Int(days[place].count)
            if age > Self.month {
                before += count
            } else {
                latest += count
                active |= (count > 0 ? 1 : 0) << UInt32(age - 1)
            }
        }
        (self.active, events, eventsBefore) = (active, latest, before)
    }

    private mutating func takeSeats(_ days: UnsafeBufferPointer<SeatDay>, before today: Day, tellsSeats: Bool) {
        for day in days.reversed() {
            let age = today.number - day.day.number
            if age <= 0 { continue }
            if seats == nil, day.seats >= 0 { seats = Int(day.seats) }
            if age <= Self.month {
                hasSeatDays = true
                active |= (day.activeUsers > 0 ? 1 : 0) << UInt32(age - 1)
                if day.activeUsers >= 0 { largestActiveUsers = max(largestActiveUsers ?? 0, Int(day.activeUsers)) }
            } else if seats != nil || !tellsSeats {
                break
            }
        }
    }
}

/// The last days of which anything is told.
private struct LatestUse {
    let events, seats: Day?
    /// Whether events are known by their users alone: both may count the same use, and days of use come first.
    let isOfUsers: Bool

    init(of account: AccountView) {
        let usage = account.usage.last?.day
        isOfUsers = usage == nil
        events = usage ?? account.userDays.last?.day
        seats = account.seatDays.last?.day
    }
}

/// So many events on a day.
private protocol DayOfEvents {
    var day: Day { get }
    var count: Int32 { get }
}

extension UsageDay: DayOfEvents {}
extension UserDay: DayOfEvents {}

extension MeasuringContext {
    func usage(of account: AccountView) -> UsageDigest {
        if let digests = account.digests, !digests.usage.isEmpty { return digests.usage[account.place] }
        return UsageDigest(of: account, before: asOf.today)
    }
}
