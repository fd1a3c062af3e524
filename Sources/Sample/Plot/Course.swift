/// How an account fares, up to its last day: for one that left, the day it left; for the others, today.
///
/// All "days ago" count back from that last day.
struct Course: Sendable {
    /// The share of seats in use on a busy day.
    var use: Curve
    var paying = PayingHabit.prompt
    /// Days past due of the oldest invoice still unpaid; `nil` where every late one has been paid.
    var owing: Int?
    /// Urgent tickets nobody has solved yet.
    var openUrgent = 0
    /// The answer to the last survey, if any within half a year.
    var opinion: Opinion?
    /// When somebody of ours last spoke with them.
    var lastTouch: Int
    /// A bad time that is over.
    var trouble: Trouble?
    /// When their contract was last renewed, where that belongs to what is told.
    var renewed: Int?

    struct Opinion: Sendable {
        let nps: Int
        let daysAgo: Int
    }

    struct Trouble: Sendable {
        let daysAgo: ClosedRange<Int>
        let urgent: Int
        /// What they answered meanwhile.
        let nps: Int
    }
}

/// How an account pays, when nothing special happens.
enum PayingHabit: Sendable {
    /// By a card on file, on the day of the invoice.
    case byCard
    /// Before the invoice is due, or at most two days after.
    case prompt
    /// Now and then a week late.
    case relaxed
    /// Always late by about so many days.
    case chronic(Int)
}

/// A line through points, each a level so many days ago: the farthest first. Level before the first and after the last.
struct Curve: Sendable {
    let points: [(ago: Int, level: Double)]

    init(_ points: (ago: Int, level: Double)...) {
        precondition(!points.isEmpty, "a curve has a point")
        self.points = points
    }

    func level(daysAgo ago: Int) -> Double {
        guard let next = points.firstIndex(where: { $0.ago <= ago }) else { return points[points.count - 1].level }
        let near = points[next]
        guard next > 0, near.ago < ago else { return near.level }
        let far = points[next - 1]
        return far.level + (near.level - far.level) * Double(far.ago - ago) / Double(far.ago - near.ago)
    }
}
