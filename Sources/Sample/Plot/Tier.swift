/// How much an account bought.
enum Tier: String, Sendable, CaseIterable {
    case starter = "Starter"
    case growth = "Growth"
    case enterprise = "Enterprise"

    var seats: ClosedRange<Int> {
        switch self {
        case .starter: 4...24
        case .growth: 22...95
        case .enterprise: 90...380
        }
    }

    /// What a seat costs a month, in halves of a currency unit: large accounts bargain.
    var halvesPerSeat: ClosedRange<Int> {
        switch self {
        case .starter: 34...38
        case .growth: 48...58
        case .enterprise: 44...66
        }
    }

    var months: [(choice: Int, weight: Int)] {
        switch self {
        case .starter: [(12, 85), (6, 15)]
        case .growth: [(12, 82), (6, 18)]
        case .enterprise: [(12, 68), (24, 18), (36, 14)]
        }
    }

    var noticeDays: [(choice: Int, weight: Int)] {
        switch self {
        case .starter: [(30, 1)]
        case .growth: [(30, 3), (60, 2)]
        case .enterprise: [(60, 2), (90, 3)]
        }
    }

    var autoRenews: Double {
        switch self {
        case .starter: 100
        case .growth: 85
        case .enterprise: 65
        }
    }

    var monthsPerInvoice: [(choice: Int, weight: Int)] {
        switch self {
        case .starter: [(1, 75), (12, 25)]
        case .growth: [(1, 45), (3, 25), (12, 30)]
        case .enterprise: [(1, 25), (3, 35), (12, 40)]
        }
    }

    var daysToPay: [(choice: Int, weight: Int)] {
        switch self {
        case .starter: [(14, 1)]
        case .growth: [(14, 2), (30, 3)]
        case .enterprise: [(30, 4), (45, 1)]
        }
    }

    var contacts: ClosedRange<Int> {
        switch self {
        case .starter: 1...2
        case .growth: 2...4
        case .enterprise: 3...6
        }
    }

    /// How many days usually pass between two talks.
    var daysBetweenTouches: ClosedRange<Int> {
        switch self {
        case .starter: 35...80
        case .growth: 14...40
        case .enterprise: 6...22
        }
    }

    static func segment(ofSeats seats: Int) -> String {
        switch seats {
        case ..<30: "SMB"
        case ..<150: "Mid-Market"
        default: "Enterprise"
        }
    }
}
