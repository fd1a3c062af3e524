// The accounts that an opening list begins with.
extension Role {
    static let falling = [
        // Four reasons at once, and the notice date close: 48 today, 71 thirty days ago.
        Role(
            name: "Acme GmbH", country: .of("DE"), tier: .enterprise, owner: "kim", seats: 134,
            monthly: Amount(minor: 3_350_00), plot: .deserted,
            course: Course(use: Curve((45, 0.5), (32, 0.3582)), owing: 16, openUrgent: 1, lastTouch: 19),
            term: Term(months: 12, noticeDays: 30, autoRenews: true, renewsIn: 39, count: 4),
            monthsPerInvoice: 1, daysToPay: 30),
        Role(
            name: "Zephyr Robotics Inc.", country: .of("US"), tier: .enterprise, owner: "dana", seats: 310,
            monthly: Amount(minor: 9_300_00), plot: .deserted,
            course: Course(
                use: Curve((50, 0.83), (34, 0.29)), openUrgent: 3, opinion: Course.Opinion(nps: 3, daysAgo: 11),
                lastTouch: 14),
            term: Term(months: 12, noticeDays: 60, autoRenews: false, renewsIn: 83, count: 2),
            monthsPerInvoice: 3, daysToPay: 30),
        // Nobody has spoken with them for weeks, and in nine days the contract renews itself or never will.
        Role(
            name: "Cobalt Labs B.V.", country: .of("NL"), tier: .growth, owner: "dana", seats: 110,
            monthly: Amount(minor: 4_000_00), plot: .bruised,
            course: Course(
                use: Curve((120, 0.7), (40, 0.5454)), openUrgent: 3, opinion: Course.Opinion(nps: 4, daysAgo: 52),
                lastTouch: 41),
            term: Term(months: 12, noticeDays: 60, autoRenews: true, renewsIn: 69, count: 2),
            monthsPerInvoice: 12, daysToPay: 30),
    ]

    static let owing = [
        // Never late before.
        Role(
            name: "Borealis Ltd", country: .of("IE"), tier: .enterprise, owner: "dana", seats: 125,
            monthly: Amount(minor: 4_300_00), plot: .forgetful,
            course: Course(
                use: Curve((0, 0.712)), owing: 16, opinion: Course.Opinion(nps: 8, daysAgo: 33), lastTouch: 8),
            term: Term(months: 12, noticeDays: 60, autoRenews: true, renewsIn: 244, count: 3),
            monthsPerInvoice: 1, daysToPay: 30),
        Role(
            name: "Ceramiche Bellini S.p.A.", country: .of("IT"), tier: .growth, owner: "lucia", seats: 64,
            monthly: Amount(minor: 1_664_00), plot: .unpaid,
            course: Course(
                use: Curve((150, 0.6), (60, 0.39)), paying: .chronic(18), owing: 71, openUrgent: 1,
                opinion: Course.Opinion(nps: 4, daysAgo: 96), lastTouch: 22),
            term: Term(months: 12, noticeDays: 30, autoRenews: true, renewsIn: 192, count: 2),
            monthsPerInvoice: 1, daysToPay: 30),
    ]

    /// Names that a careless reader of files, or writer of messages, would trip over.
    static let worthQuoting = [
        Role(
            name: "Brandt, Köhler & Partner mbB", country: .of("DE"), tier: .growth, owner: "jonas", seats: 38,
            monthly: Amount(minor: 988_00), plot: .growing,
            course: Course(
                use: Curve((300, 0.6), (30, 0.9)), opinion: Course.Opinion(nps: 9, daysAgo: 22), lastTouch: 6),
            term: Term(months: 12, noticeDays: 30, autoRenews: true, renewsIn: 118, count: 2),
            monthsPerInvoice: 12, daysToPay: 14),
        Role(
            name: "Studio \"Neun\" GmbH", country: .of("AT"), tier: .starter, owner: "kim", seats: 14,
            monthly: Amount(minor: 252_00), plot: .steady,
            course: Course(use: Curve((0, 0.86)), paying: .byCard, lastTouch: 30), term: nil, monthsPerInvoice: 1,
            daysToPay: 0),
        Role(
            name: "Kowalczyk i Wspólnicy sp.k.", country: .of("PL"), tier: .growth, owner: "aisha", seats: 46,
            monthly: Amount(minor: 1_150_00), plot: .vanished,
            course: Course(
                use: Curve((150, 0.45), (70, 0.06)), opinion: Course.Opinion(nps: 2, daysAgo: 120), lastTouch: 97),
            term: Term(months: 12, noticeDays: 30, autoRenews: true, renewsIn: 51, count: 2),
            monthsPerInvoice: 3, daysToPay: 30),
    ]
}
