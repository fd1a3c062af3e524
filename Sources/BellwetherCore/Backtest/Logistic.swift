/// From log odds to likelihoods, without a library, so that the same bytes come out everywhere.
enum Logistic {
    static func likelihood(ofLogOdds odds: Double) -> Double {
        let small = (-min(abs(odds), 700)).exponential
        return odds >= 0 ? 1 / (1 + small) : small / (1 + small)
    }

    /// What it costs to have said these odds of what then happened (1) or did not (0), in natural logs.
    static func loss(ofLogOdds odds: Double, _ happened: Double) -> Double {
        let small = (-min(abs(odds), 700)).exponential
        return max(odds, 0) + (1 + small).naturalLogarithm - happened * odds
    }
}
