extension Role {
    /// Accounts that are in every company of sufficient size, whatever the seed: the ones that manuals, messages and
    /// `changes(atStep:)` name. The first four stand first because the first step of changes needs them.
    static let cast = shaken + falling + owing + worthQuoting

    /// Well until the first step of changes.
    static let shaken = [
        Role(
            name: "Norrland Energi AB", country: .of("SE"), tier: .enterprise, owner: "jonas", seats: 150,
            monthly: Amount(minor: 4_650_00), plot: .steady,
            course: Course(
                use: Curve((200, 0.66), (0, 0.62)), opinion: Course.Opinion(nps: 7, daysAgo: 63), lastTouch: 12),
            term: Term(months: 12, noticeDays: 90, autoRenews: true, renewsIn: 128, count: 3),
            monthsPerInvoice: 1, daysToPay: 30),
        Role(
            name: "Halden & Voss KG", country: .of("DE"), tier: .growth, owner: "kim", seats: 50,
            monthly: Amount(minor: 1_300_00), plot: .steady,
            course: Course(
                use: Curve((150, 0.64), (0, 0.6)), opinion: Course.Opinion(nps: 7, daysAgo: 88), lastTouch: 20),
            term: Term(months: 12, noticeDays: 30, autoRenews: true, renewsIn: 74, count: 2),
            monthsPerInvoice: 1, daysToPay: 14),
        Role(
            name: "Maison Duval SAS", country: .of("FR"), tier: .growth, owner: "lucia", seats: 72,
            monthly: Amount(minor: 1_944_00), plot: .steady,
            course: Course(use: Curve((120, 0.62), (0, 0.58)), paying: .relaxed, lastTouch: 26),
            term: Term(months: 12, noticeDays: 60, autoRenews: true, renewsIn: 211, count: 4),
            monthsPerInvoice: 1, daysToPay: 14),
        Role(
            name: "Tessera Milano S.r.l.", country: .of("IT"), tier: .enterprise, owner: "lucia", seats: 220,
            monthly: Amount(minor: 6_850_00), plot: .lateAsEver,
            course: Course(
                use: Curve((0, 0.64)), paying: .chronic(26), owing: 24, opinion: Course.Opinion(nps: 7, daysAgo: 41),
                lastTouch: 9),
            term: Term(months: 12, noticeDays: 60, autoRenews: false, renewsIn: 157, count: 3),
            monthsPerInvoice: 1, daysToPay: 30),
    ]
}
